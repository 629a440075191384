import { expect, it } from 'vitest'
import { bareSandbox, codeOf } from './support/bot.ts'

const manifest = {
  oauth_config: {
    scopes: {
      bot: ['chat:write', 'users:read'],
      bot_optional: ['dnd:read', 'channels:read', 'channels:write.invites', 'groups:write.invites'],
    },
  },
}
const ana = 'U0000000ANA'
const chen = 'U000000CHEN'

it('an optional scope is there unless the admin left it out', async () => {
  await using whole = await bareSandbox({ manifest })
  await using bare = await bareSandbox({ manifest, withoutScopes: 'optional' })
  expect(await codeOf(whole.client.dnd.teamInfo({ users: ana }))).toBe('ok')
  await expect(bare.client.dnd.teamInfo({ users: ana })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'dnd:read', provided: 'chat:write,users:read' },
  })
  expect(await codeOf(bare.client.dnd.info({ user: ana }))).toBe('missing_scope')
})

it('a scope is taken away and given while the bot runs, and every answer says which there are', async () => {
  await using bare = await bareSandbox({ manifest, withoutScopes: ['dnd:read'] })
  const { client, sandbox } = bare
  const { installation } = sandbox.workspace
  const scopes = async () => (await client.auth.test()).response_metadata?.scopes
  expect(await scopes()).not.toContain('dnd:read')
  installation.grant('dnd:read')
  expect(await scopes()).toContain('dnd:read')
  expect(await codeOf(client.dnd.info({ user: ana }))).toBe('ok')
  installation.withdraw(...installation.optionalScopes)
  expect(await scopes()).toEqual(['chat:write', 'users:read'])
})

it.each([
  ['C00PARTNERS', 'channels:write.invites', 'channels:manage,channels:write.invites'],
  ['C0000000OPS', 'groups:write.invites', 'groups:write,groups:write.invites'],
])('inviting to %s needs %s or the wider scope', async (channel, scope, needed) => {
  await using bare = await bareSandbox({ manifest, withoutScopes: [scope] })
  const invite = () => bare.client.conversations.invite({ channel, users: 'U000000ERIN' })
  await expect(invite()).rejects.toMatchObject({ data: { error: 'missing_scope', needed } })
  bare.sandbox.workspace.installation.grant(scope)
  expect(await codeOf(invite())).toBe('ok')
})

it('members of a conversation are told by the read scope of its kind, page by page', async () => {
  await using bare = await bareSandbox({ manifest })
  const { client } = bare
  expect(await codeOf(client.conversations.members({ channel: 'C0000000OPS' }))).toBe(
    'missing_scope',
  )
  const pages: string[][] = []
  let cursor = ''
  do {
    const page = await client.conversations.members({ channel: 'C00PARTNERS', limit: 2, cursor })
    pages.push(page.members ?? [])
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor)
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
  expect(new Set(pages.flat()).size).toBe(5)
  expect(pages.flat()).not.toContain(chen)
})
