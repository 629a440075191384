import { expect, test } from 'vitest'
import { escapedText } from '../../src/sandbox/person/escaped-text.ts'
import { bareSandbox } from './support/bot.ts'

test.each([
  ['ask @bob.', 'ask <@U0000000BOB>.'],
  ['@ana,@chen and me@bob', '<@U0000000ANA>,<@U000000CHEN> and me@bob'],
  ['in #launch, not issue#launch', 'in <#C0000LAUNCH|launch>, not issue#launch'],
  ['#ops', '<#C0000000OPS|>'],
  ['#secret', '#secret'],
  ['@nobody #nowhere', '@nobody #nowhere'],
  ['see https://a.test/@bob?x=1&y=#ops.', 'see <https://a.test/@bob?x=1&y=#ops>.'],
  ['a < b & c', 'a < b & c'],
])('%s is sent as %s', async (typed, sent) => {
  await using bare = await bareSandbox()
  const { workspace } = bare.sandbox
  expect(escapedText(workspace, workspace.user('bob'), typed)).toBe(sent)
})
