/** Files that the bot uploads, in the three steps that the SDK's filesUploadV2 takes. */
import { describe, expect, test } from 'vitest'
import { bareSandbox, codeOf } from './support/bot.ts'
import { card } from './support/small-bot.ts'

const launch = 'C0000LAUNCH'
const content = '# Report\n\n- Zoë signed ✅\n- <b>not bold</b>\n'
const report = { filename: 'Launch Report.md', title: 'The report', content }

type Bare = Awaited<ReturnType<typeof bareSandbox>>

/** Asks for an upload and sends the bytes; the file then waits to be completed. */
async function sent({ client }: Bare, bytes = 'abc'): Promise<string> {
  const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.txt',
    length: bytes.length,
  })
  const answer = await fetch(url, { method: 'POST', body: bytes })
  expect([answer.status, await answer.text()]).toEqual([200, `OK - ${bytes.length}`])
  return id
}

function complete({ client }: Bare, id: string, more: object = {}): Promise<string> {
  return codeOf(client.files.completeUploadExternal({ files: [{ id, title: 'A' }], ...more }))
}

describe('filesUploadV2', () => {
  test('posts a message of the bot with the file, which people read', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const { files } = await client.filesUploadV2({
      ...report,
      channel_id: launch,
      initial_comment: 'Who did *what*',
    })
    const [message] = sandbox.as('ana').in('#launch').messages()
    expect(message).toMatchObject({
      author: sandbox.workspace.bot.userId,
      text: 'Who did *what*',
      files: [
        {
          name: 'Launch Report.md',
          title: 'The report',
          mimetype: 'text/plain',
          filetype: 'markdown',
          size: Buffer.byteLength(content),
          content,
        },
      ],
    })
    const [file] = sandbox.workspace.messages[0]?.files ?? []
    expect(file).toMatchObject({
      permalink: expect.stringMatching(/^https:\/\/harbor\.slack\.com\/.*\/launch_report\.md$/),
      url_private: expect.stringContaining('/files-pri/'),
      user: sandbox.workspace.bot.userId,
    })
    expect(files).toMatchObject([{ ok: true, files: [{ id: file?.id, title: 'The report' }] }])
    expect(sandbox.calls.all.map(({ method }) => method)).toEqual([
      'files.getUploadURLExternal',
      'upload_url',
      'files.completeUploadExternal',
    ])
  })

  test('replies in a thread', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const { ts = '' } = await client.chat.postMessage({ channel: launch, text: 'Closed' })
    await client.filesUploadV2({ ...report, channel_id: launch, thread_ts: ts })
    expect(sandbox.as('bob').in('#launch').thread('Closed')).toMatchObject([
      { text: '', threadTs: ts, files: [{ title: 'The report', content }] },
    ])
  })

  test('of several files makes one message; what is no text has no content', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45])
    await client.filesUploadV2({
      channel_id: launch,
      initial_comment: 'Both',
      file_uploads: [report, { file: bytes, filename: 'board.png' }],
    })
    const [message, ...others] = sandbox.as('ana').in('#launch').messages()
    expect(others).toEqual([])
    expect(message?.files).toMatchObject([
      { content },
      { title: 'board.png', mimetype: 'image/png', size: 6, content: '' },
    ])
    const kept = sandbox.workspace.files.get(message?.files[1]?.id ?? '')
    expect(Buffer.from(kept?.bytes ?? [])).toEqual(bytes)
  })

  test('without a channel keeps the file private', async () => {
    await using bare = await bareSandbox()
    await bare.client.filesUploadV2(report)
    expect(bare.sandbox.workspace.messages).toEqual([])
    expect([...bare.sandbox.workspace.files.values()]).toMatchObject([{ isComplete: true }])
  })

  test('reaches a DM by its D… id only', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const ana = sandbox.as('ana')
    const { channel } = await client.conversations.open({ users: ana.id })
    const upload = (id: string) => codeOf(client.filesUploadV2({ ...report, channel_id: id }))
    expect(await upload(ana.id)).toBe('channel_not_found')
    expect(await upload(channel?.id ?? '')).toBe('ok')
    expect(ana.inbox()).toMatchObject([{ files: [{ content }] }])
  })
})

describe('asking for an upload', () => {
  test.each([
    ['no name', { filename: '' }, 'invalid_arguments'],
    ['no length', { length: '' }, 'invalid_arguments'],
    ['a length that is no number', { length: '-1' }, 'invalid_arguments'],
    ['a length of nothing', { length: 0 }, 'missing_argument'],
    ['a long description', { alt_txt: 'x'.repeat(1001) }, 'alt_txt_too_large'],
    ['a large snippet', { length: 1_000_001, snippet_type: 'markdown' }, 'snippet_too_large'],
    ['a description and a type', { alt_txt: 'x', snippet_type: 'markdown' }, 'ok'],
  ])('with %s', async (_, more, code) => {
    await using bare = await bareSandbox()
    const given = { filename: 'a.txt', length: 3, ...more } as never
    expect(await codeOf(bare.client.files.getUploadURLExternal(given))).toBe(code)
  })
})

describe('sending the bytes', () => {
  test('more or fewer than announced are refused, and the file is not there', async () => {
    await using bare = await bareSandbox()
    const { client } = bare
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    })
    for (const body of ['ab', 'abcd', '']) {
      expect((await fetch(url, { method: 'POST', body })).status).toBe(400)
    }
    expect(await complete(bare, id)).toBe('file_not_found')
    const form = new FormData()
    form.append('note', 'abc')
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(400)
    form.append('filename', new Blob(['abc']), 'a.txt')
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200)
    expect(await complete(bare, id)).toBe('ok')
    expect((await fetch(url, { method: 'POST', body: 'xyz' })).status).toBe(404)
  })

  test('a broken form and an unknown URL are refused', async () => {
    await using bare = await bareSandbox()
    const { upload_url: url = '' } = await bare.client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await fetch(url, { method: 'POST', headers, body: 'abc' })).status).toBe(400)
    expect((await fetch(`${url}x`, { method: 'POST', body: 'abc' })).status).toBe(404)
  })
})

describe('completing', () => {
  test.each([
    ['a private channel it is not in', 'C0000SECRET', 'channel_not_found'],
    ['a public channel it is not in', 'C0000RANDOM', 'not_in_channel'],
    ['an archived channel', 'C00000ATTIC', 'is_archived'],
    ['an unknown channel', 'C0000000BAD', 'channel_not_found'],
    ['a private channel it is in', 'C0000000OPS', 'ok'],
  ])('into %s', async (_, channel_id, code) => {
    const scopes = { bot: ['files:write', 'chat:write', 'chat:write.public'] }
    await using bare = await bareSandbox({ manifest: { oauth_config: { scopes } } })
    const id = await sent(bare)
    expect(await complete(bare, id, { channel_id })).toBe(code)
    expect(bare.sandbox.workspace.messages).toHaveLength(code === 'ok' ? 1 : 0)
    // A refusal leaves the file as it was.
    expect(await complete(bare, id)).toBe(code === 'ok' ? 'file_not_found' : 'ok')
  })

  test('needs files that are known, sent and not completed yet; one that is not refuses all', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const done = await sent(bare)
    expect(await complete(bare, done)).toBe('ok')
    const asked = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 })
    const good = await sent(bare)
    for (const id of [done, asked.file_id ?? '', 'F0000000BAD']) {
      const files = [{ id: good }, { id }] as never
      expect(await complete(bare, '', { files, channel_id: launch })).toBe('file_not_found')
    }
    expect(await complete(bare, '', { files: [] })).toBe('invalid_arguments')
    expect(await complete(bare, '', { files: 'F1' })).toBe('invalid_arguments')
    expect(await complete(bare, good, { channels: launch })).toBe('invalid_arguments')
    expect(sandbox.workspace.messages).toEqual([])
    expect(await complete(bare, good, { channel_id: launch })).toBe('ok')
  })

  test('into a thread needs its parent', async () => {
    await using bare = await bareSandbox()
    const { client } = bare
    const post = async (thread_ts?: string) => {
      bare.clock.advance(1000)
      const more = thread_ts ? { thread_ts } : {}
      return (await client.chat.postMessage({ channel: launch, text: 'a', ...more })).ts ?? ''
    }
    const parent = await post()
    const reply = await post(parent)
    const into = async (thread_ts: string) =>
      complete(bare, await sent(bare), { channel_id: launch, thread_ts })
    expect(await into('1.000000')).toBe('invalid_arguments')
    expect(await into(reply)).toBe('invalid_arguments')
    expect(await into(parent)).toBe('ok')
  })

  test('shows blocks unless there is a comment, and refuses bad ones', async () => {
    await using bare = await bareSandbox()
    const blocks = card('One')
    const to = async (more: object) =>
      complete(bare, await sent(bare), { channel_id: launch, ...more })
    expect(await to({ blocks })).toBe('ok')
    expect(await to({ blocks, initial_comment: 'b' })).toBe('ok')
    expect(await to({ blocks: [{ type: 'nonsense' }] })).toBe('invalid_blocks')
    const seen = bare.sandbox.as('ana').in('#launch').messages()
    expect(seen.map(({ text, blocks }) => [text, blocks.length])).toEqual([
      ['', 2],
      ['b', 0],
    ])
  })

  test('the file stays below its message when that is edited, and goes with it', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    await client.filesUploadV2({ ...report, channel_id: launch, initial_comment: 'a' })
    const { ts } = sandbox.as('ana').in('#launch').sees('a') ?? { ts: '' }
    const { message } = await client.chat.update({ channel: launch, ts, text: 'b' })
    expect(message).toMatchObject({ text: 'b', files: [{ title: 'The report' }] })
    expect(sandbox.as('ana').in('#launch').sees('b')?.files).toMatchObject([{ content }])
    await client.chat.delete({ channel: launch, ts })
    expect(sandbox.as('ana').in('#launch').messages()).toEqual([])
  })
})

test('both methods need files:write', async () => {
  const scopes = { bot: ['chat:write'], bot_optional: ['files:write'] }
  await using bare = await bareSandbox({ manifest: { oauth_config: { scopes } } })
  const { client, sandbox } = bare
  const { installation } = sandbox.workspace
  const id = await sent(bare)
  installation.withdraw('files:write')
  const missing = { error: 'missing_scope', needed: 'files:write', provided: 'chat:write' }
  await expect(client.filesUploadV2({ ...report, channel_id: launch })).rejects.toMatchObject({
    data: missing,
  })
  expect(await complete(bare, id)).toBe('missing_scope')
  installation.grant('files:write')
  expect(await complete(bare, id)).toBe('ok')
})

describe('failures', () => {
  test('of the methods come as ordered', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const { faults } = sandbox
    const upload = () => client.filesUploadV2({ ...report, channel_id: launch })
    faults.rateLimit('files.getUploadURLExternal', { retryAfter: 7 })
    await expect(upload()).rejects.toMatchObject({ retryAfter: 7 })
    faults.status('files.completeUploadExternal', 500)
    await expect(upload()).rejects.toMatchObject({ statusCode: 500 })
    expect(sandbox.workspace.messages).toEqual([])
    faults.status('files.completeUploadExternal', 503, { afterEffect: true })
    await expect(upload()).rejects.toMatchObject({ statusCode: 503 })
    expect(sandbox.workspace.messages).toHaveLength(1)
  })

  test('of the bytes are ordered as upload_url', async () => {
    await using bare = await bareSandbox()
    const { client, sandbox } = bare
    const { faults } = sandbox
    const upload = () => client.filesUploadV2({ ...report, channel_id: launch })
    faults.status('upload_url', 502)
    await expect(upload()).rejects.toMatchObject({ statusCode: 502 })
    faults.rateLimit('upload_url', { retryAfter: 3 })
    await expect(upload()).rejects.toMatchObject({ retryAfter: 3 })
    expect(sandbox.calls.of('upload_url').map(({ status }) => status)).toEqual([502, 429])
    expect(sandbox.calls.count('files.completeUploadExternal')).toBe(0)
    expect(await codeOf(upload())).toBe('ok')
  })

  test('come after a hundred calls a minute', async () => {
    await using bare = await bareSandbox()
    const ask = () => bare.client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 })
    for (let at = 0; at < 100; at += 1) await ask()
    await expect(ask()).rejects.toMatchObject({ retryAfter: 60 })
  })
})
