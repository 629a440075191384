import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const bot = { SLACK_BOT_TOKEN: 'xoxb-1' }
const socket = { ...bot, SLACK_APP_TOKEN: 'xapp-1' }

test('an app token means Socket Mode, with everything else at its default', () => {
  expect(readConfig(socket)).toEqual({
    botToken: 'xoxb-1',
    connection: { mode: 'socket', appToken: 'xapp-1' },
    slackApiUrl: 'https://slack.com/api/',
    port: 3000,
    host: null,
    databasePath: './data/golive.db',
    logLevel: 'info',
  })
})

test('without one, a signing secret means HTTP mode; an empty variable counts as absent', () => {
  const config = readConfig({ ...bot, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 's3cret' })
  expect(config.connection).toEqual({ mode: 'http', signingSecret: 's3cret' })
})

describe('what is wrong is one line a variable', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{}, /^SLACK_BOT_TOKEN is missing$/],
    [{ ...socket, SLACK_BOT_TOKEN: 'xoxp-1' }, /^SLACK_BOT_TOKEN must start with "xoxb-"/],
    [{ ...bot, SLACK_APP_TOKEN: 'nonsense' }, /^SLACK_APP_TOKEN must start with "xapp-"/],
    [bot, /^SLACK_SIGNING_SECRET is needed in HTTP mode; for Socket Mode set SLACK_APP_TOKEN/],
    [{ ...socket, SLACK_API_URL: 'https://slack.com/' }, /^SLACK_API_URL must end with "\/api\/"$/],
    [{ ...socket, SLACK_API_URL: 'slack' }, /^SLACK_API_URL must be a URL/],
    [{ ...socket, PORT: '70000' }, /^PORT must be 0 to 65535$/],
    [{ ...socket, PORT: 'http' }, /^PORT must be a number$/],
    [{ ...socket, DATABASE_URL: 'postgres://x' }, /^DATABASE_URL must be a file/],
    [{ ...socket, LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of trace, debug/],
  ]
  test.each(cases)('%j', (env, line) => {
    expect(linesOf(env).filter((each) => line.test(each))).toHaveLength(1)
    expect(linesOf(env).filter((each) => each.startsWith('SLACK_BOT_TOKEN')).length).toBeLessThan(2)
  })

  test('and a token is never repeated', () => {
    expect(linesOf({ ...bot, SLACK_APP_TOKEN: 'xoxb-secret' }).join()).not.toContain('secret')
  })
})

function linesOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
  throw new Error('nothing was wrong')
}
