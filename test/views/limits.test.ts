/**
 * Every message and dialog that golive can send, at the longest that is legal, held against Slack's
 * limits: the block rules of the sandbox, which know the sizes of texts, values, options, titles
 * and private_metadata, and the sum of a message's texts. A new view is a new row of `producers`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { itemStates } from '../../src/domain/item.ts'
import { limits } from '../../src/domain/limits.ts'
import { checkMessageBlocks } from '../../src/sandbox/block-rules/message-rules.ts'
import { checkView } from '../../src/sandbox/block-rules/view-rules.ts'
import type { Dict } from '../../src/sandbox/json.ts'
import { SlackError } from '../../src/sandbox/slack-error.ts'
import { announcement } from '../../src/views/announcement.ts'
import { boardMessage } from '../../src/views/board.ts'
import { itemDialog } from '../../src/views/item-dialog.ts'
import { slackLimits } from '../../src/views/limits.ts'
import { logDialog, logMessage } from '../../src/views/log.ts'
import type { Message } from '../../src/views/message.ts'
import { noticeDialog } from '../../src/views/notice.ts'
import { alreadyText, bugText, itemNow, refusalText } from '../../src/views/refusal-text.ts'
import {
  helpMessage,
  menuMessage,
  statusMessage,
  unknownMessage,
  whichLogMessage,
} from '../../src/views/replies.ts'
import { sectionMessage } from '../../src/views/section.ts'
import { sectionDialog } from '../../src/views/section-dialog.ts'
import { startForm } from '../../src/views/start-form.ts'
import { aLaunch, anItem, monday } from '../support/builders.ts'
import { at, channelId, Longest, person, uuid, writings, zone } from '../support/longest.ts'

type Producer = (longest: Longest) => (Message | ModalView)[]

/** By the name of the function that makes the message or dialog. */
const producers: Record<string, Producer> = {
  boardMessage: (longest) => {
    const blocked = longest.phase({
      sections: longest.sectionOf(2000, 'blocked').phases[0]?.sections,
    })
    const settled = longest.phase({ sections: longest.sectionOf(12, 'done').phases[0]?.sections })
    const next = longest.phase({ opened: null })
    return [
      longest.board(),
      longest.board({ phases: [blocked, next] }),
      longest.board({ phases: [settled, next] }),
      longest.board({ phases: [settled], finalBox: null, roles: [] }),
      ...itemStates.map((state) => longest.board({ finalBox: longest.item(state) })),
    ].map((board) => boardMessage(board, monday))
  },
  sectionMessage: (longest) =>
    longest
      .parts()
      .flatMap(({ board, shown }) => [
        sectionMessage(board, shown, false),
        sectionMessage(board, shown, true),
      ]),
  announcement: (longest) => longest.events().map((event) => announcement(event, longest.launch())),
  logMessage: (longest) => longest.logPages().map(logMessage),
  statusMessage: (longest) => {
    const url = `https://${'w'.repeat(21)}.slack.com/archives/${channelId}/p1234567890123456`
    return [0, 1, 8, 9, 30].flatMap((count) =>
      (['channel', 'workspace'] as const).map((scope) => {
        const boards = Array.from({ length: count }, () => ({ board: longest.board(), url }))
        return statusMessage(boards, scope, monday)
      }),
    )
  },
  menuMessage: (longest) => {
    const settled = longest.phase({ sections: longest.sectionOf(12, 'done').phases[0]?.sections })
    const ready = longest.board({ phases: [settled, longest.phase({ opened: null })] })
    return [[], [longest.board()], [ready], Array.from({ length: 30 }, () => longest.board())].map(
      (boards) => menuMessage(boards, monday),
    )
  },
  helpMessage: () => [
    helpMessage(
      Array.from({ length: 12 }, () => ({ usage: 'w'.repeat(60), does: 'w'.repeat(80) })),
    ),
  ],
  unknownMessage: ({ write }) =>
    [null, 'status'].flatMap((nearest) => [
      unknownMessage(write(3000), nearest),
      unknownMessage('`', nearest),
    ]),
  whichLogMessage: ({ write }) =>
    [1, 8, 9, 2000].map((count) => {
      const launch = aLaunch({ id: uuid, name: write(limits.launchName) })
      const item = anItem({ id: uuid, text: write(limits.itemText) })
      return whichLogMessage(
        'w'.repeat(200),
        Array.from({ length: count }, (_, index) => ({ launch, item: index % 2 ? item : null })),
      )
    }),
  sectionDialog: (longest) =>
    longest.parts().map(({ board, shown }) => sectionDialog(board, shown, channelId)),
  itemDialog: (longest) =>
    itemStates.flatMap((state) => {
      const item = longest.item(state)
      // A text field takes 3,000 characters, whatever golive accepts of them afterwards.
      const typed = { state, reason: longest.write(3000), note: longest.write(3000) }
      const notice = itemNow(item, zone)
      return [
        itemDialog(longest.launch(), item, channelId),
        itemDialog(longest.launch(), { ...item, optional: true }, channelId, typed, notice),
      ]
    }),
  startForm: ({ write }) => {
    const form = {
      formId: uuid,
      zone: 'America/Argentina/ComodRivadavia',
      name: write(limits.launchName),
      t0: at,
      notice: write(limits.reason).replace(/[<>&]/g, 'w'),
      leadId: person,
      channelId,
      templates: Array.from({ length: 100 }, (_, index) => ({
        id: `${uuid.slice(3)}${100 + index}`,
        name: write(limits.templateName),
      })),
      templateId: `${uuid.slice(3)}199`,
      // No two roles of a checklist have the same name.
      roles: Array.from(
        { length: limits.roles },
        (_, index) => `${index}${write(limits.roleName - 1)}`,
      ),
    }
    return [
      startForm(form),
      startForm({ ...form, templates: [...form.templates, { id: uuid, name: 'One too many' }] }),
      // What follows a slash command may be as long as a message.
      startForm({ ...form, name: write(4000) }),
      startForm({ ...form, name: '', leadId: '', channelId: null, roles: [], notice: null }),
    ]
  },
  logDialog: (longest) => longest.logPages().map((page) => logDialog(page, channelId)),
  // What is told after a click is the same text in an ephemeral message, in a section like this.
  noticeDialog: (longest) =>
    [
      ...longest.reasons().map((reason) => refusalText(reason, zone)),
      alreadyText({ item: longest.item('not-applicable') }, zone),
      alreadyText({ phase: longest.phase() }, zone),
      bugText(uuid),
    ].map(noticeDialog),
}

/** What Slack would find wrong; empty when it accepts. */
function faultsOf(made: Message | ModalView): string[] {
  try {
    if ('type' in made) {
      checkView(made as unknown as Dict, ['modal'])
      return []
    }
    checkMessageBlocks(made.blocks)
    if (made.text.trim() === '') return ['the text is empty']
    const { length } = made.text
    return length > slackLimits.fallbackText ? [`the text has ${length} characters`] : []
  } catch (error) {
    if (error instanceof SlackError) return [error.code, JSON.stringify(error.more)]
    throw error
  }
}

describe.each(Object.entries(producers))('%s', (_name, produce) => {
  test.each(Object.entries(writings))('fits into Slack when all is %s', (_kind, write) => {
    const made = produce(new Longest(write))
    expect(made.length).toBeGreaterThan(0)
    expect(made.flatMap(faultsOf)).toEqual([])
  })
})

test.each(Object.entries(writings))('%s fill a text to its limit', (_kind, write) => {
  const lengths = [limits.roleName, limits.launchName, limits.itemText, limits.note]
  expect(lengths.map((length) => write(length).length)).toEqual(lengths)
})

/** An exported function that returns what Slack shows; its parameters may hold braces. */
const maker =
  /export function (\w+)\((?:(?!\n(?:export )?function )[\s\S])*?\): (?:Message|ModalView|HomeView) \{/g

test('every function of src/views that makes a message or a dialog is in the table', () => {
  const sources = readdirSync('src/views').map((file) => readFileSync(`src/views/${file}`, 'utf8'))
  const names = sources.flatMap((source) => [...source.matchAll(maker)].map(([, name]) => name))
  expect([...Object.keys(producers), 'message'].sort()).toEqual(names.sort())
})
