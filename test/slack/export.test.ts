import { expect, test } from 'vitest'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { launchFileText } from '../../src/domain/launch-file.ts'
import { boardOf, openStage, startLaunch } from '../support/stage.ts'

const filesIn = ({ sandbox }: Awaited<ReturnType<typeof openStage>>) =>
  sandbox.workspace.messages.flatMap(({ channel, files }) =>
    files.map((file) => ({
      channel,
      title: String(file.title),
      text: new TextDecoder().decode(sandbox.workspace.files.get(String(file.id))?.bytes),
    })),
  )

test('a launch is handed over as a file, to the asker or into its channel, with its bytes', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { sandbox, golive } = stage
  const bob = sandbox.as('bob')
  await bob.in('#launch').click('Done', 'DNS records configured and tested')
  await bob.in('#launch').type('/golive export payments')
  await bob.dialog.submit()
  await golive.handled()
  expect(bob.dialog.lines).toContain('in your DM with golive')
  const { launch } = await boardOf(stage)
  const [markdown] = filesIn(stage)
  expect(markdown?.title).toBe('payments-2-0.md')
  expect(markdown?.channel).toMatch(/^D/)
  expect(markdown?.text).toContain('- [x] DNS records configured and tested\n')
  expect(markdown?.text).not.toContain(bob.id)
  await bob.in('#launch').type('/golive export')
  await bob.dialog.choose('As', 'JSON: all of it, to be imported')
  await bob.dialog.choose('Where to', 'Into this channel')
  await bob.dialog.submit()
  await golive.handled()
  // Slack takes one message a second in a conversation.
  const pdfToBob = async () => {
    await bob.in('#launch').type('/golive export')
    await bob.dialog.choose('As', 'PDF: the report')
    await bob.dialog.submit()
    await golive.handled()
    return bob.dialog.lines
  }
  expect(await pdfToBob()).toContain('export it again in a minute')
  stage.clock.moveBy(60_000)
  expect(await pdfToBob()).toContain('in your DM with golive')
  const titled = (title: string) => filesIn(stage).find((each) => each.title === title)
  const pdf = titled('payments-2-0.pdf')
  expect(pdf?.channel).toBe(markdown?.channel)
  expect(pdf?.text).toMatch(/^%PDF-/)
  const json = titled('payments-2-0.json')
  expect(json?.channel).toBe(launch.channelId)
  expect(json?.text).toBe(launchFileText(await wholeLaunch(golive.context, launch.id)))
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('without the scope the dialog has the text, and says how to get the file', async () => {
  await using stage = await openStage('socket', { withoutScopes: ['files:write'] })
  await startLaunch(stage)
  const bob = stage.sandbox.as('bob')
  const before = stage.sandbox.workspace.messages.length
  await bob.in('#launch').type('/golive export')
  await bob.dialog.submit()
  await stage.golive.handled()
  const { launch } = await boardOf(stage)
  const command = `npm run golive -- export ${launch.id} --format markdown payments-2-0.md`
  expect(bob.dialog.lines).toContain(command)
  expect(bob.dialog.lines).toContain('# Production Go-Live Checklist')
  expect(stage.sandbox.workspace.messages).toHaveLength(before)
  expect(stage.sandbox.calls.problems).toEqual([])
})
