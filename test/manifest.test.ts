import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/** What Slack accepts of a manifest, as far as golive uses it; unknown keys are refused, as there. */
const manifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal([1, 2]) }),
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().startsWith('/').max(32),
          url: z.url().optional(),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().max(24),
          type: z.literal(['message', 'global']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: z.url().optional(),
      bot_events: z.array(z.string()).max(100),
      metadata_subscriptions: z.array(
        z.strictObject({ app_id: z.string(), event_type: z.string().regex(/^[\w-]+$/) }),
      ),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: z.url().optional(),
      message_menu_options_url: z.url().optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const sources = {
  'manifest.yml': read('manifest.yml'),
  'manifest.http.yml': read('manifest.http.yml'),
}
const manifestOf = (name: keyof typeof sources) => manifestShape.parse(parse(sources[name]))

test.each(Object.keys(sources) as (keyof typeof sources)[])(
  '%s is one that Slack accepts',
  (name) => {
    expect(() => manifestOf(name)).not.toThrow()
  },
)

describe('every scope and event', () => {
  test.each(Object.entries(sources))('of %s has a comment that says why', (_, source) => {
    const lines = source.split('\n')
    const asked = lines.flatMap((line, index) => (/^ {6}- [a-z:_.]+$/.test(line) ? [index] : []))
    expect(asked.length).toBeGreaterThan(7)
    for (const index of asked) expect(lines[index - 1]).toMatch(/^ {6}# .{10}/)
  })
})

test('the two differ in how Slack reaches golive, and in nothing else', () => {
  const socket = manifestOf('manifest.yml')
  const http = manifestOf('manifest.http.yml')
  expect(socket.settings.socket_mode_enabled).toBe(true)
  const address = 'https://golive.example.com/slack/events'
  expect(http.features.slash_commands.map((command) => command.url)).toEqual([address])
  expect(http.settings.event_subscriptions.request_url).toBe(address)
  expect(http.settings.interactivity.request_url).toBe(address)
  for (const command of http.features.slash_commands) delete command.url
  delete http.settings.event_subscriptions.request_url
  delete http.settings.interactivity.request_url
  delete http.settings.interactivity.message_menu_options_url
  http.settings.socket_mode_enabled = true
  expect(http).toEqual(socket)
})
