import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage[Symbol.asyncDispose]())

const type = async (text: string, by = 'ana', place = '#launch') => {
  const replies = await stage.sandbox.as(by).in(place).type(text)
  expect(replies.every((reply) => reply.isEphemeral)).toBe(true)
  return replies.map((reply) => reply.lines).join('\n')
}

describe('bare /golive offers what is likely next', () => {
  test('without a launch: starting one, by a button that opens the form', async () => {
    expect(await type('/golive')).toContain('No launch runs in this channel')
    const ana = stage.sandbox.as('ana')
    await ana.in('#launch').click('Start a Launch')
    expect(ana.dialog.title).toBe('Start a launch')
  })

  test('with one: where it stands, and its history', async () => {
    await startLaunch(stage)
    const reply = await type('/golive')
    expect(reply).toContain('*Payments 2.0*')
    expect(reply).toContain('0 of 54 settled')
    expect(reply).toMatch(/\[Status\][\s\S]*\[History\]/)
  })
})

test('status shows the launches of the channel, or all that the asker may see', async () => {
  await startLaunch(stage)
  await startLaunch(stage, { name: 'Secret thing', channel: '#ops' })
  expect(await type('/golive status')).toMatch(/1 launch in this channel[\s\S]*Payments 2.0/)
  expect(await type('/golive status all')).toMatch(
    /2 launches that you can see[\s\S]*Payments 2.0[\s\S]*Secret thing/,
  )
  const forOthers = await type('/golive status all', 'erin')
  expect(forOthers).toContain('Payments 2.0')
  expect(forOthers).not.toContain('Secret thing')
  expect(await type('/golive status', 'bob', '#ops')).toContain('Secret thing')
})

test('status sends a launch again on wish, so that a deleted message comes back', async () => {
  await startLaunch(stage)
  const ana = stage.sandbox.as('ana').in('#launch')
  const ts = ana.sees('DNS records')?.ts ?? ''
  await stage.sandbox.changes.deleteMessage('#launch', ts)
  expect(ana.sees('DNS records')).toBeUndefined()
  await type('/golive status')
  await ana.click('Resend Messages', 'Payments 2.0')
  expect(ana.sees('DNS records')?.ts).not.toBe(ts)
})

test('help lists every subcommand', async () => {
  const reply = await type('/golive help')
  for (const name of ['start', 'status', 'log', 'help']) expect(reply).toContain(`/golive ${name}`)
})

test.each([
  ['stauts', 'Did you mean `/golive status`?'],
  ['LOGG', 'Did you mean `/golive log`?'],
  ['flamingo', 'There is no `/golive flamingo`.'],
])('an unknown word (%s) gets the nearest subcommand, and help', async (word, sentence) => {
  const reply = await type(`/golive ${word}`)
  expect(reply).toContain(sentence)
  expect(reply).toContain('[Help]')
})

test('a nearest subcommand is one click away', async () => {
  await type('/golive stauts')
  await stage.sandbox.as('ana').in('#launch').click('/golive status')
  expect(stage.sandbox.as('ana').in('#launch').sees('No launch runs in this channel')).toBeDefined()
})
