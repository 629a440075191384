import type { ModalView } from '@slack/types'
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { OpenWalks, underHand } from '../../src/slack/open-walks.ts'
import { dialogs, encode } from '../../src/views/actions.ts'
import { choiceInput, option, renewed, textInput } from '../../src/views/inputs.ts'
import { modal } from '../../src/views/modal.ts'
import { noticeDialog } from '../../src/views/notice.ts'
import { anActor } from '../support/builders.ts'

const log = pino({ level: 'silent' })
const actor = anActor()

function page(said: string, { version = 0, choices = ['fine', 'bad'] } = {}): ModalView {
  const value = { emergencyId: 'e1', page: '1.1', seen: version, formId: 'f', channelId: null }
  const options = choices.map((each) => option(each, each))
  const words = { title: 'Emergency', submit: 'Save' }
  return modal(dialogs.walk, encode(dialogs.walk, value), words, [
    { type: 'section', text: { type: 'mrkdwn', text: said } },
    ...renewed(
      [
        choiceInput({ id: 'choice', label: 'Answer' }, options, ''),
        textInput({ id: 'note', label: 'Note' }, said),
      ],
      `${version}`,
    ),
  ])
}

/** What Slack is sent, and how it answers. */
function slack(answer: () => Promise<void> = async () => {}) {
  const sent: { view_id: string; view: ModalView }[] = []
  const update = async (call: (typeof sent)[number]) => {
    sent.push(call)
    await answer()
  }
  return { sent, client: { views: { update } } as unknown as WebClient }
}

test('a page that would look different is sent, once', async () => {
  const { sent, client } = slack()
  const walks = new OpenWalks()
  walks.shows('V1', actor, page('nothing'))
  const render = async () => page('bob said bad')
  expect(await walks.refresh(client, log, render)).toBeNull()
  expect(await walks.refresh(client, log, render)).toBeNull()
  expect(sent.map(({ view_id }) => view_id)).toEqual(['V1'])
})

test('a page that somebody has just sent is left alone until it shows what comes of that', async () => {
  const { sent, client } = slack()
  const walks = new OpenWalks()
  walks.shows('V1', actor, page('nothing'))
  expect(walks.leaves('V1')).toEqual(page('nothing'))
  await walks.refresh(client, log, async () => page('bob said bad'))
  expect(sent).toEqual([])
  walks.shows('V1', actor, page('next'))
  await walks.refresh(client, log, async () => page('bob said bad'))
  expect(sent).toHaveLength(1)
})

test('what is no page of an emergency is not followed', async () => {
  const { sent, client } = slack()
  const walks = new OpenWalks()
  walks.shows('V1', actor, page('nothing'))
  walks.shows('V1', actor, noticeDialog('It is over'))
  await walks.refresh(client, log, async () => page('bob said bad'))
  expect(sent).toEqual([])
})

test('a dialog that was closed is forgotten', async () => {
  const gone = new WebAPIPlatformError({ ok: false, error: 'not_found' } as never)
  const { sent, client } = slack(() => Promise.reject(gone))
  const walks = new OpenWalks()
  walks.shows('V1', actor, page('nothing'))
  const render = async () => page('bob said bad')
  expect(await walks.refresh(client, log, render)).toBeNull()
  await walks.refresh(client, log, render)
  expect(sent).toHaveLength(1)
})

test('when Slack limits or fails, a page is sent again later', async () => {
  const limited = new WebAPIRateLimitedError(7)
  const answers = [() => Promise.reject(limited), () => Promise.reject(new Error('down'))]
  const { sent, client } = slack(() => answers.shift()?.() ?? Promise.resolve())
  const walks = new OpenWalks()
  walks.shows('V1', actor, page('nothing'))
  const render = async () => page('bob said bad')
  expect(await walks.refresh(client, log, render)).toBe(7)
  expect(await walks.refresh(client, log, render)).toBe(1)
  expect(await walks.refresh(client, log, render)).toBeNull()
  expect(sent).toHaveLength(3)
})

test('a reader who goes on while a page is sent ends with the page that they went on to', async () => {
  const walks = new OpenWalks()
  let isFirst = true
  const { sent, client } = slack(async () => {
    if (isFirst) walks.shows('V1', actor, page('next'))
    isFirst = false
  })
  walks.shows('V1', actor, page('nothing'))
  const first = await walks.refresh(client, log, async () => page('bob said bad'))
  expect(first).toBe(1)
  expect(await walks.refresh(client, log, async (_, shown) => shown)).toBeNull()
  expect(sent.map(({ view }) => view)).toEqual([page('bob said bad'), page('next')])
})

test('under somebody’s hands the fields and what was seen stay, and all else is new', () => {
  const shown = page('nothing')
  const now = page('bob said bad', { version: 3 })
  const result = underHand(shown, now)
  expect(result.private_metadata).toBe(shown.private_metadata)
  expect(result.blocks).toEqual([now.blocks[0], ...shown.blocks.slice(1)])
})

test('when other things can be chosen, the fields are new, too', () => {
  const now = page('roll back is open', { version: 3, choices: ['fine', 'bad', 'roll back'] })
  expect(underHand(page('nothing'), now)).toEqual(now)
})
