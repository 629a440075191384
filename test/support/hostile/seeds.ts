/** A well-formed payload of every kind that golive listens to, as Slack would send it when kim acts. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Parcel } from '../../../src/sandbox/bot-link/link.ts'
import { sealOf } from '../../../src/slack/app.ts'
import { actions, asks, dialogs } from '../../../src/views/actions.ts'
import { valuesOf } from './values.ts'
import type { World } from './world.ts'

type Dict = Record<string, unknown>
export type Seed = { name: string; kind: Parcel['kind']; payload: Dict }

export const manifest = parse(readFileSync('manifest.http.yml', 'utf8')) as {
  features: {
    slash_commands: { command: string }[]
    shortcuts: { callback_id: string; type: string }[]
  }
  settings: { event_subscriptions: { bot_events: string[] } }
}

export function seedsOf(world: World): Seed[] {
  return [
    ...clicks(world),
    fieldOfHistory(world),
    ...submissions(world),
    ...shortcuts(world),
    ...suggestions(world),
    ...commands(world),
    ...events(world),
  ]
}

function common({ stage, kim }: World): Dict {
  const { team, bot } = stage.sandbox.workspace
  return {
    token: 'x',
    api_app_id: bot.appId,
    enterprise: null,
    is_enterprise_install: false,
    team: { id: team.id, domain: team.domain },
    user: { id: kim, username: 'kim', name: 'kim', team_id: team.id },
    trigger_id: '1.2.3',
  }
}

function responseUrl({ stage }: World): string {
  return `${new URL(stage.sandbox.apiUrl).origin}/response/${randomUUID()}`
}

/** Where a button can be: in a message, in a dialog, in the Home. */
function clicks(world: World): Seed[] {
  const values = valuesOf(world)
  return Object.entries(actions).flatMap(([key, { id }]) => {
    const value = JSON.stringify(values.actions[key as keyof typeof actions])
    const isSelect = ['snooze', 'choosePart', 'turnPage', 'chooseTemplate'].includes(key)
    const action = {
      ...{ type: isSelect ? 'static_select' : 'button', action_id: id, block_id: 'b1' },
      ...(isSelect ? { selected_option: { value } } : { value }),
      action_ts: '1.1',
    }
    const payload = { type: 'block_actions', ...common(world), actions: [action] }
    const place = { channel_id: world.own.channelId, message_ts: '1764000000.000100' }
    const fromMessage = {
      container: { type: 'message', ...place, is_ephemeral: false },
      channel: { id: world.own.channelId, name: 'launch' },
      message: { type: 'message', ts: place.message_ts, text: 'A section' },
      state: { values: {} },
      response_url: responseUrl(world),
    }
    const dialog =
      key === 'chooseTemplate' ? 'startLaunch' : key === 'turnPage' ? 'walk' : 'history'
    const places: Record<string, Dict> = {
      message: fromMessage,
      dialog: { container: { type: 'view', view_id: 'V1' }, view: viewOf(world, dialog) },
      home: { container: { type: 'view', view_id: 'V1' }, view: homeOf(world) },
    }
    return Object.entries(places).map(([where, more]): Seed => {
      return { name: `${id} in ${where}`, kind: 'interactive', payload: { ...payload, ...more } }
    })
  })
}

/** A field that tells what was typed into it. */
function fieldOfHistory(world: World): Seed {
  const id = `${asks.historyField}:words`
  const field = { type: 'plain_text_input', action_id: id, block_id: 'words', value: 'ferry' }
  const actions = [{ ...field, action_ts: '1.1' }]
  const where = { container: { type: 'view', view_id: 'V1' }, view: viewOf(world, 'history') }
  const payload = { type: 'block_actions', ...common(world), actions, ...where }
  return { name: asks.historyField, kind: 'interactive', payload }
}

function viewOf(world: World, key: keyof typeof dialogs): Dict {
  const values = valuesOf(world)
  const { team, bot } = world.stage.sandbox.workspace
  return sealOf(world.stage.config).onto({
    ...{ id: 'V1', type: 'modal', hash: '1.abc', team_id: team.id, app_id: bot.appId },
    callback_id: dialogs[key].id,
    private_metadata: JSON.stringify(values.dialogs[key]),
    state: { values: values.stateOf(key) },
    ...{ previous_view_id: 'V0', root_view_id: 'V0', app_installed_team_id: team.id },
    ...{ bot_id: bot.botId, external_id: '' },
  })
}

function homeOf(world: World): Dict {
  const home = { type: 'home', callback_id: '', private_metadata: '', state: { values: {} } }
  return { ...viewOf(world, 'history'), ...home }
}

function submissions(world: World): Seed[] {
  return (Object.keys(dialogs) as (keyof typeof dialogs)[]).map((key) => {
    const view = viewOf(world, key)
    const payload = { type: 'view_submission', ...common(world), view, response_urls: [] }
    return { name: `${dialogs[key].id} submitted`, kind: 'interactive', payload }
  })
}

function shortcuts(world: World): Seed[] {
  return manifest.features.shortcuts.map(({ callback_id, type }) => {
    const message = {
      ...{ type: 'message', ts: '1764000000.000100', user: world.chen, text: '- [ ] One' },
      files: [{ id: 'F1', name: 'a.md', permalink: 'https://a.example/', size: 10 }],
    }
    const payload = {
      ...{ type: `${type}_action`, ...common(world), callback_id, action_ts: '1.1', message },
      channel: { id: world.own.channelId, name: 'launch' },
      ...{ message_ts: message.ts, response_url: responseUrl(world) },
    }
    return { name: `${callback_id} shortcut`, kind: 'interactive', payload }
  })
}

function suggestions(world: World): Seed[] {
  const asked = { action_id: asks.evidenceItem, block_id: 'item', value: 'Fer' }
  const view = viewOf(world, 'messageEvidence')
  const container = { type: 'view', view_id: 'V1' }
  const payload = { type: 'block_suggestion', ...common(world), ...asked, container, view }
  return [{ name: asks.evidenceItem, kind: 'interactive', payload }]
}

function commands(world: World): Seed[] {
  const { team, bot } = world.stage.sandbox.workspace
  const texts = ['', 'status', 'start Ship on 2026-12-07', `log`, 'mine', `remind <@${world.chen}>`]
  const more = [`assign <@${world.chen}>`, 'emergency', 'templates', 'help', 'staus']
  return manifest.features.slash_commands.flatMap(({ command }) =>
    [...texts, ...more].map((text) => ({
      name: `${command} ${text}`,
      kind: 'slash_commands' as const,
      payload: {
        ...{ token: 'x', team_id: team.id, team_domain: team.domain, api_app_id: bot.appId },
        ...{ channel_id: world.own.channelId, channel_name: 'launch' },
        ...{ user_id: world.kim, user_name: 'kim', command, text, trigger_id: '1.2.3' },
        ...{ is_enterprise_install: 'false', response_url: responseUrl(world) },
      },
    })),
  )
}

function events(world: World): Seed[] {
  const { team, bot } = world.stage.sandbox.workspace
  const channel = world.own.channelId
  const user = { id: world.kim, team_id: team.id, tz: 'Asia/Kolkata', deleted: false }
  const known: Record<string, Dict> = {
    app_home_opened: { user: world.kim, channel: 'D1', tab: 'home' },
    user_change: { user },
    member_joined_channel: { user: bot.userId, channel, channel_type: 'C', team: team.id },
    channel_unarchive: { channel, user: world.kim },
    group_unarchive: { channel, user: world.kim },
    channel_archive: { channel, user: world.kim },
    group_archive: { channel, user: world.kim },
    channel_left: { channel, actor_id: world.kim },
    group_left: { channel, actor_id: world.kim },
    channel_deleted: { channel, actor_id: world.kim },
    group_deleted: { channel, actor_id: world.kim },
    channel_id_changed: { old_channel_id: channel, new_channel_id: channel },
    app_uninstalled: {},
    tokens_revoked: { tokens: { oauth: [], bot: [bot.userId] } },
    message_metadata_posted: {
      ...{ app_id: bot.appId, bot_id: bot.botId, user_id: bot.userId, team_id: team.id },
      ...{ channel_id: channel, message_ts: '1.1' },
      metadata: { event_type: 'golive_message', event_payload: { post: world.own.launchId } },
    },
  }
  return manifest.settings.event_subscriptions.bot_events.map((type) => {
    const event = known[type]
    if (!event) throw new Error(`there is no payload of ${type}`)
    const authorization = { enterprise_id: null, team_id: team.id, user_id: bot.userId }
    const payload = {
      ...{ token: 'x', team_id: team.id, api_app_id: bot.appId, type: 'event_callback' },
      event: { type, event_ts: '1.1', ...event },
      ...{ event_id: `Ev${randomUUID().slice(0, 8)}`, event_time: 1764000000 },
      authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
    }
    return { name: type, kind: 'events_api', payload }
  })
}
