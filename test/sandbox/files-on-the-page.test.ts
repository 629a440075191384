/** What the page is told of the files below a message, and how it reads them. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Control } from '../../src/sandbox/control/control.ts'
import { answerFile, fileIdIn } from '../../src/sandbox/control/file-server.ts'
import { MovableClock } from '../../src/sandbox/control/movable-clock.ts'
import { partsFor } from '../../src/sandbox/control/parts.ts'
import type { MessageShown } from '../../src/sandbox/control/protocol.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { bareSandbox } from './support/bot.ts'

const launch = 'C0000LAUNCH'
const markup = '# Zoë\n<script>alert(1)</script>\n'

/** The page's server, as far as it gives files. */
async function fileServer({ workspace }: Sandbox) {
  const server = createServer(({ url = '' }, response) => {
    answerFile(workspace, fileIdIn(url) ?? '', response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    get: (id: string) => fetch(`http://127.0.0.1:${port}/files/${id}`),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The ids of the files, in the order of their names. */
function idsOf({ workspace }: Sandbox): string[] {
  const files = [...workspace.files.values()]
  return files.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id }) => id)
}

test.each(['report.md', 'report.html'])('%s is served as plain text', async (filename) => {
  await using bare = await bareSandbox()
  await using server = await fileServer(bare.sandbox)
  await bare.client.filesUploadV2({ filename, content: markup, channel_id: launch })
  const [id = ''] = idsOf(bare.sandbox)
  const answer = await server.get(id)
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toBe(markup)
})

test('what is no text is only ever saved', async () => {
  await using bare = await bareSandbox()
  await using server = await fileServer(bare.sandbox)
  await bare.client.filesUploadV2({ filename: 'a.svg', content: '<svg/>', channel_id: launch })
  const [id = ''] = idsOf(bare.sandbox)
  const { headers } = await server.get(id)
  expect(headers.get('content-type')).toBe('application/octet-stream')
  expect(headers.get('content-disposition')).toBe('attachment')
})

test.each([
  ['a.png', 'image/png'],
  ['a.jpg', 'image/jpeg'],
])('%s is served as the picture that it is called', async (filename, type) => {
  await using bare = await bareSandbox()
  await using server = await fileServer(bare.sandbox)
  await bare.client.filesUploadV2({ filename, content: markup, channel_id: launch })
  const [id = ''] = idsOf(bare.sandbox)
  const { headers } = await server.get(id)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('a file that no message shows is not served', async () => {
  await using bare = await bareSandbox()
  await using server = await fileServer(bare.sandbox)
  await bare.client.filesUploadV2({ filename: 'a.md', content: markup })
  await bare.client.filesUploadV2({ filename: 'b.md', content: markup, channel_id: launch })
  const [kept = '', shown = ''] = idsOf(bare.sandbox)
  expect((await server.get(kept)).status).toBe(404)
  expect((await server.get(`${shown}X`)).status).toBe(404)
  const [message] = bare.sandbox.workspace.messages
  bare.sandbox.changes.deleteMessage(launch, message?.ts ?? '')
  expect((await server.get(shown)).status).toBe(404)
})

test('the page is told of the files, and not what is in them', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  await client.filesUploadV2({
    channel_id: launch,
    file_uploads: [
      { filename: 'a.md', title: 'The report', content: markup },
      { filename: 'b.png', content: 'png' },
    ],
  })
  const clock = new MovableClock()
  const control = new Control({ sandbox, clock, probesUrl: '', buildDemo: async () => {} })
  const [message] = sandbox.workspace.messages
  const part = partsFor(control, sandbox.as('ana').id).get(`message/${launch}/${message?.ts}`)
  const [a, b] = idsOf(sandbox)
  expect((part as MessageShown).files).toEqual([
    {
      id: a,
      name: 'a.md',
      title: 'The report',
      size: Buffer.byteLength(markup),
      isText: true,
      isPicture: false,
    },
    { id: b, name: 'b.png', title: 'b.png', size: 3, isText: false, isPicture: true },
  ])
})
