import { expect, test } from 'vitest'
import { openStage, startLaunch } from '../support/stage.ts'

async function abort({ sandbox }: Awaited<ReturnType<typeof openStage>>) {
  const ana = sandbox.as('ana')
  await ana.in('#launch').click('Abort…', 'Payments 2.0')
  await ana.dialog.fill('Reason', 'No money')
  await ana.dialog.submit()
}

test('a launch that ends says what it came to, once, with its chart below', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  await stage.sandbox.as('bob').in('#launch').click('Done', '⬜ ')
  await abort(stage)
  const place = stage.sandbox.as('ana').in('#launch')
  const posted = place.messages().filter(({ lines }) => lines.includes('*Report: Payments 2.0*'))
  expect(posted).toHaveLength(1)
  expect(posted[0]?.text).toContain('1 of 128 settled')
  await stage.restart()
  await stage.settle()
  expect(stage.sandbox.calls.count('files.completeUploadExternal')).toBe(1)
  expect(stage.sandbox.calls.problems).toEqual([])
})

test('without the scope for files the report is posted all the same', async () => {
  await using stage = await openStage('socket', { withoutScopes: ['files:write'] })
  await startLaunch(stage)
  await abort(stage)
  expect(stage.sandbox.as('ana').in('#launch').sees('*Report: Payments 2.0*')).toBeDefined()
})

test('whoever asks sees the report, gets its PDF, and posts it once', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const bob = stage.sandbox.as('bob')
  const place = bob.in('#launch')
  const [asked] = await place.type('/golive report pay')
  expect(asked?.text).toContain('*Report: Payments 2.0*')
  expect(JSON.stringify(await place.click('PDF to My DM'))).toContain('comes in your DM')
  const inbox = bob.inbox().map(({ text }) => text)
  expect(inbox.some((text) => text.includes('Here is *Payments 2.0* as a file'))).toBe(true)
  const [pdf] = stage.sandbox.workspace.messages.flatMap(({ files }) => files)
  expect(pdf?.title).toBe('payments-2-0.pdf')
  expect(stage.sandbox.calls.count('files.completeUploadExternal')).toBe(1)
  await place.click('Post in Channel')
  await place.click('Post in Channel')
  await stage.settle()
  const posted = place.messages().filter(({ lines }) => lines.includes('posted the report'))
  expect(posted).toHaveLength(1)
  expect(stage.sandbox.calls.count('files.completeUploadExternal')).toBe(2)
})

test('status shows a small burn-up with its figures', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const place = stage.sandbox.as('bob').in('#launch')
  await place.click('Done', '⬜ ')
  const [status] = await place.type('/golive status')
  expect(status?.text).toMatch(/[▁▂▃▄▅▆▇█]{16} 1 of 128 settled/)
})
