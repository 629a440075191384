/**
 * Every message and dialog that golive can send, at the longest that is legal, held against Slack's
 * limits: the block rules of the sandbox, which know the sizes of texts, values, options, titles
 * and private_metadata, and the sum of a message's texts. A new view is a new row of `producers`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { HomeView, ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Nudged } from '../../src/domain/nudge.ts'
import { reminderKinds, type Why, whys } from '../../src/domain/reminder.ts'
import type { ListedItem } from '../../src/domain/workload.ts'
import { checkMessageBlocks } from '../../src/sandbox/block-rules/message-rules.ts'
import { suggestionFindings } from '../../src/sandbox/block-rules/suggestion-rules.ts'
import { checkView } from '../../src/sandbox/block-rules/view-rules.ts'
import type { Dict } from '../../src/sandbox/json.ts'
import { SlackError } from '../../src/sandbox/slack-error.ts'
import { announcement } from '../../src/views/announcement.ts'
import { assignDialog, dueDialog } from '../../src/views/assign-dialog.ts'
import { assignedDialog, assignedMessage } from '../../src/views/assigned.ts'
import { boardMessage } from '../../src/views/board.ts'
import {
  evidenceDialog,
  itemOption,
  keptText,
  messageEvidenceDialog,
} from '../../src/views/evidence-dialog.ts'
import { habitsDialog } from '../../src/views/habits-dialog.ts'
import { homeView } from '../../src/views/home.ts'
import { itemDialog } from '../../src/views/item-dialog.ts'
import { slackLimits } from '../../src/views/limits.ts'
import { logDialog, logMessage } from '../../src/views/log.ts'
import type { Message } from '../../src/views/message.ts'
import { mineMessage } from '../../src/views/mine.ts'
import { noticeDialog } from '../../src/views/notice.ts'
import { nudgedLines, nudgedMessage } from '../../src/views/nudged.ts'
import { giveBackDialog, snoozeDialog } from '../../src/views/put-off-dialogs.ts'
import {
  alreadyText,
  bugText,
  itemNow,
  refusalText,
  unseenText,
} from '../../src/views/refusal-text.ts'
import { reminderMessage } from '../../src/views/reminder.ts'
import {
  helpMessage,
  menuMessage,
  statusMessage,
  unknownMessage,
  usageMessage,
  whichLogMessage,
} from '../../src/views/replies.ts'
import { rolesDialog } from '../../src/views/roles-dialog.ts'
import { sectionMessage } from '../../src/views/section.ts'
import { sectionDialog } from '../../src/views/section-dialog.ts'
import { startForm } from '../../src/views/start-form.ts'
import { aLaunch, anItem, monday } from '../support/builders.ts'
import { at, channelId, Longest, owners, person, uuid, writings, zone } from '../support/longest.ts'

type Made = Message | ModalView | HomeView
type Producer = (longest: Longest) => Made[]

const reader = {
  id: person,
  zone: 'America/Argentina/ComodRivadavia',
  reading: 'today',
} as const
const habits = {
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '09:00',
  to: '17:00',
  remindAt: '09:00',
  pausedUntil: '2099-12-31',
}
const url = `https://${'w'.repeat(21)}.slack.com/archives/${channelId}/p1234567890123456`
const usage = { usage: 'w'.repeat(80), does: 'w'.repeat(80) }
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
const peopleOf = (count: number) => many(count, (index) => `${person}${index}`)

/** As many items as somebody may have, of several launches and phases, owned by one or by many. */
function listedItems(longest: Longest, count: number, more: Partial<ListedItem> = {}) {
  const one = longest.listed(more)
  return many(count, (index): ListedItem => {
    const launch = { ...one.launch, id: `${uuid.slice(2)}${index % 10}` }
    const people = index % 2 ? one.people : [person, `${person}${index % 7}`]
    const phase = { ...one.phase, id: `${uuid.slice(2)}${index % 8}` }
    return { ...one, launch, people, phase }
  })
}

/** What the channel has of an item as it is due: planned, by hand, to come and past. */
const dues: Item['due'][] = [
  null,
  { at, by: 'plan' },
  { at: new Date('2027-09-30T12:34:56Z'), by: 'hand' },
]

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
        sectionMessage(board, shown, false, monday),
        sectionMessage(board, shown, true, monday),
      ])
      .concat(
        dues.flatMap((due) => {
          const items = many(12, () => longest.item('blocked', { due }))
          const board = longest.sectionOf(12, 'blocked')
          const [phase] = board.phases
          const [section] = phase?.sections ?? []
          if (!phase || !section) throw new Error('there is no section')
          const shown = { phase, section: { ...section, items }, part: 0, items }
          return sectionMessage(board, shown, false, monday)
        }),
      ),
  announcement: (longest) => longest.events().map((event) => announcement(event, longest.launch())),
  logMessage: (longest) => longest.logPages().map(logMessage),
  statusMessage: (longest) => {
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
  helpMessage: () => [helpMessage(many(16, () => usage))],
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
    longest
      .parts()
      .flatMap(({ board, shown }) => [
        sectionDialog(board, shown, channelId, monday),
        sectionDialog(
          board,
          { ...shown, items: shown.items.map(() => longest.item('blocked', { owners: [] })) },
          channelId,
          monday,
        ),
      ]),
  itemDialog: (longest) =>
    itemStates.flatMap((state) => {
      const item = longest.item(state)
      // A text field takes 3,000 characters, whatever golive accepts of them afterwards.
      const texts = { reason: longest.write(3000), note: longest.write(3000) }
      const typed = { state, ...texts, owners, due: at }
      const notice = itemNow(item, zone)
      const around = longest.board()
      const evidence = longest.evidence()
      const optional = { ...item, optional: true }
      return [
        itemDialog({ item, around, evidence }, channelId, monday),
        itemDialog({ item: optional, around, evidence }, channelId, monday, typed, notice),
        itemDialog({ item, around: { ...around, roles: [] }, evidence: [] }, null, monday),
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
      unseenText(longest.item('not-applicable'), longest.launch(), zone),
      keptText({ item: longest.item('not-applicable'), launch: longest.launch() }),
      ...nudges.map((each) => nudgedLines(each, zone).join('\n')),
      bugText(uuid),
    ].map((text) => noticeDialog(text, channelId)),
  usageMessage: ({ write }) => [usageMessage(usage, write(800).replace(/[<>&]/g, 'w'))],
  reminderMessage: (longest) =>
    reminderKinds.flatMap((kind) => {
      const listsOf = (count: number) => whys.map((why) => entriesOf(longest, why, count))
      const everything = [...listsOf(200), listsOf(3).flat(), listsOf(25).flat(), []]
      return everything.flatMap((entries) =>
        [false, true].map((isEnded) =>
          reminderMessage({ kind, at, by: person, isEnded, entries }, reader, monday),
        ),
      )
    }),
  mineMessage: (longest) =>
    [0, 1, 200].flatMap((count) => [
      mineMessage(listedItems(longest, count), reader, monday),
      mineMessage(
        [
          ...listedItems(longest, count),
          ...listedItems(longest, count, { phase: { id: uuid, name: 'Later', isOpen: false } }),
        ],
        reader,
        monday,
      ),
    ]),
  homeView: (longest) => {
    const { launch, roles } = longest.board({ roles: longest.board().roles })
    const mine = roles.map((role) => ({ ...role, personId: person }))
    const progress = { total: limits.items, settled: limits.items - 1, blocked: limits.items }
    const phases = many(limits.phases, () => ({
      name: longest.write(limits.phaseName),
      isOpen: true,
      progress,
    }))
    const launches = (count: number, leadId: string) =>
      many(count, () => ({
        launch: { ...launch, leadId },
        roles: mine,
        phases,
        overdue: limits.items,
        url,
      }))
    return [
      { own: [], launches: [], habits },
      ...[1, 60, 500].flatMap((count) =>
        [person, `${person}0`].map((leadId) => ({
          own: listedItems(longest, count),
          launches: launches(count, leadId),
          habits,
        })),
      ),
    ].map((facts) => homeView(facts, reader, monday))
  },
  assignDialog: (longest) => shownSections(longest).map((shown) => assignDialog(shown, scope)),
  dueDialog: (longest) => shownSections(longest).map((shown) => dueDialog(shown, scope)),
  assignedDialog: (longest) =>
    assignments.map((each) => assignedDialog(longest.launch(), each, channelId)),
  assignedMessage: (longest) => assignments.map((each) => assignedMessage(longest.launch(), each)),
  rolesDialog: (longest) => [
    rolesDialog(longest.board(), channelId),
    rolesDialog(longest.board(), channelId, refusalText({ code: 'roles-changed' }, zone)),
    rolesDialog(longest.board({ roles: [] }), null),
  ],
  evidenceDialog: (longest) =>
    [null, 1_000_000].flatMap((tick) =>
      [longest.evidence(), []].map((evidence) =>
        evidenceDialog(
          { item: longest.item('not-applicable'), around: longest.board(), evidence },
          channelId,
          tick,
        ),
      ),
    ),
  messageEvidenceDialog: ({ write }) =>
    [
      { authorId: person, title: null },
      { authorId: null, title: write(limits.evidenceTitle) },
    ].map((author) =>
      messageEvidenceDialog({
        url: `${url}?thread_ts=1234567890.123456&cid=${channelId}`,
        ...author,
        writtenAt: at.toISOString(),
        channelId,
      }),
    ),
  snoozeDialog: (longest) => [snoozeDialog(longest.item('blocked'), channelId)],
  giveBackDialog: (longest) => [giveBackDialog(longest.item('blocked'), channelId)],
  habitsDialog: () => [
    habitsDialog(habits),
    habitsDialog({ ...habits, days: [], pausedUntil: null }),
  ],
  nudgedMessage: () => nudges.map((each) => nudgedMessage(each, zone)),
}

const scope = { launchId: uuid, sectionId: uuid, part: 166, phaseId: uuid, channelId }

function shownSections(longest: Longest) {
  return [12, limits.items].flatMap((size) => {
    const board = longest.sectionOf(size, 'blocked')
    const [phase] = board.phases
    const [section] = phase?.sections ?? []
    if (!phase || !section) throw new Error('there is no section')
    return [
      { board, phase, section },
      { board: { ...board, roles: [] }, phase, section },
    ]
  })
}

const assignments = [0, 1, limits.owners].flatMap((count) =>
  [0, 1, limits.items].map((items) => ({
    items,
    people: peopleOf(count),
    absent: peopleOf(count),
  })),
)

const outcomes = [
  { outcome: 'sent', items: limits.items },
  { outcome: 'nothing' },
  { outcome: 'too-soon', from: at },
  { outcome: 'off-work' },
  { outcome: 'not-disturbed', until: at },
] as const

/** What may come of reminding nobody, one, all that are named, and more: of each outcome. */
const nudges = [0, 1, 25, 26, 2000].flatMap((count) =>
  outcomes.map((outcome) => peopleOf(count).map((personId): Nudged => ({ personId, ...outcome }))),
)

function entriesOf(longest: Longest, why: Why, count: number) {
  return listedItems(longest, count).map((listed) => ({
    why,
    listed: {
      ...listed,
      people: why === 'unowned' ? [] : listed.people,
      phase: { ...listed.phase, isOpen: why !== 'unopened' },
    },
  }))
}

/** What Slack would find wrong; empty when it accepts. */
function faultsOf(made: Made): string[] {
  try {
    if ('type' in made) {
      checkView(made as unknown as Dict, [made.type])
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

test.each(Object.entries(writings))('an item to choose from a list is %s', (_kind, write) => {
  const longest = new Longest(write)
  const option = itemOption({ item: longest.item('open'), launch: longest.launch() })
  expect(suggestionFindings({ options: many(100, () => option) })).toEqual([])
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
