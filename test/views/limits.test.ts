/**
 * Every message and dialog that golive can send, at the longest that is legal, held against Slack's
 * limits: the block rules of the sandbox, which know the sizes of texts, values, options, titles
 * and private_metadata, and the sum of a message's texts. A new view is a new row of `producers`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { HomeView, ModalView } from '@slack/types'
import { subDays } from 'date-fns/subDays'
import { describe, expect, test } from 'vitest'
import { digestOfLink } from '../../src/commands/set-links.ts'
import type { TemplateChange } from '../../src/domain/compare-templates.ts'
import { aftermaths } from '../../src/domain/emergency.ts'
import { type GateState, gateState, type Override } from '../../src/domain/gate.ts'
import { itemStates } from '../../src/domain/item.ts'
import { type Board, endings, type Item, itemsOf, type Launch } from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Nudged } from '../../src/domain/nudge.ts'
import { previewOf } from '../../src/domain/preview.ts'
import { reminderKinds, type Why, whys } from '../../src/domain/reminder.ts'
import { reportOf } from '../../src/domain/report.ts'
import { suggestionKinds } from '../../src/domain/review.ts'
import { type Answer, type RollCall, rollCallVerdicts } from '../../src/domain/roll-call.ts'
import {
  changeKinds,
  type ListChange,
  type SignOff,
  t0Id,
  verdicts,
} from '../../src/domain/sign-off.ts'
import type { Slip } from '../../src/domain/slip.ts'
import type { Problem } from '../../src/domain/template.ts'
import { longestPart } from '../../src/domain/template-parts.ts'
import { pathOf } from '../../src/domain/walk.ts'
import type { ListedItem } from '../../src/domain/workload.ts'
import { checkMessageBlocks } from '../../src/sandbox/block-rules/message-rules.ts'
import { suggestionFindings } from '../../src/sandbox/block-rules/suggestion-rules.ts'
import { checkView } from '../../src/sandbox/block-rules/view-rules.ts'
import type { Dict } from '../../src/sandbox/json.ts'
import { SlackError } from '../../src/sandbox/slack-error.ts'
import { Seal } from '../../src/slack/seal.ts'
import { announcement } from '../../src/views/announcement.ts'
import { assignDialog, dueDialog } from '../../src/views/assign-dialog.ts'
import { assignedDialog, assignedMessage } from '../../src/views/assigned.ts'
import { boardMessage } from '../../src/views/board.ts'
import { bringInDialog } from '../../src/views/bring-in-dialog.ts'
import { checklistDialog, keepChangesDialog } from '../../src/views/checklist-dialog.ts'
import { overrideAnswered, signedText } from '../../src/views/decided.ts'
import { emergencyMessage, entryMessage } from '../../src/views/emergency.ts'
import { askMessage } from '../../src/views/emergency-ask.ts'
import {
  leadDialog,
  resolveDialog,
  startEmergencyDialog,
  tellDialog,
  whyDialog,
} from '../../src/views/emergency-dialogs.ts'
import { draftUpdate } from '../../src/views/emergency-draft.ts'
import {
  evidenceDialog,
  itemOption,
  keptText,
  messageEvidenceDialog,
} from '../../src/views/evidence-dialog.ts'
import {
  exportDialog,
  exportedDialog,
  exportingDialog,
  otherWayDialog,
} from '../../src/views/export-dialog.ts'
import { followUpsDialog, plannedAtOnce } from '../../src/views/follow-ups-dialog.ts'
import { habitsDialog } from '../../src/views/habits-dialog.ts'
import { historyDialog } from '../../src/views/history.ts'
import { longestWords } from '../../src/views/history-filters.ts'
import { homeView } from '../../src/views/home.ts'
import { itemDialog } from '../../src/views/item-dialog.ts'
import { endDialog, goLiveDialog, overrideDialog } from '../../src/views/launch-dialogs.ts'
import { slackLimits } from '../../src/views/limits.ts'
import { linksDialog } from '../../src/views/links-dialog.ts'
import {
  addItemDialog,
  removedDialog,
  removeItemDialog,
  reviseItemDialog,
} from '../../src/views/list-dialogs.ts'
import type { Message } from '../../src/views/message.ts'
import { mineMessage } from '../../src/views/mine.ts'
import { noteDialog } from '../../src/views/note-dialog.ts'
import { noticeDialog } from '../../src/views/notice.ts'
import { nudgedLines, nudgedMessage } from '../../src/views/nudged.ts'
import { overrideMessage } from '../../src/views/override.ts'
import { postMortem, postMortemBlocks } from '../../src/views/post-mortem.ts'
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
  archivedMessage,
  helpMessage,
  menuMessage,
  statusMessage,
  unknownMessage,
  usageMessage,
  whichEmergencyMessage,
  whichHistoryMessage,
  withArchives,
} from '../../src/views/replies.ts'
import { askedReportMessage, reportMessage, whichReportMessage } from '../../src/views/report.ts'
import { requestMessage } from '../../src/views/request.ts'
import { reviewDialog } from '../../src/views/review-dialog.ts'
import { rolesDialog } from '../../src/views/roles-dialog.ts'
import { answerMessage, rollCallMessage } from '../../src/views/roll-call.ts'
import { sectionMessage } from '../../src/views/section.ts'
import { sectionDialog } from '../../src/views/section-dialog.ts'
import { signDialog } from '../../src/views/sign-dialog.ts'
import { moveT0Dialog, slipDialog } from '../../src/views/slip-dialogs.ts'
import { startForm } from '../../src/views/start-form.ts'
import {
  addSharedDialog,
  addTemplateDialog,
  editTemplateDialog,
} from '../../src/views/template-edit.ts'
import { previewDialog } from '../../src/views/template-preview.ts'
import {
  changesDialog,
  outlineDialog,
  savedDialog,
  templatesDialog,
  versionsDialog,
} from '../../src/views/templates.ts'
import { safe } from '../../src/views/text.ts'
import { walkDialog } from '../../src/views/walk-dialog.ts'
import { aLaunch, anItem, aRole, aSection, monday, personOwner } from '../support/builders.ts'
import { at, channelId, Longest, owners, person, uuid, writings, zone } from '../support/longest.ts'

type Made = Message | ModalView | HomeView
type Producer = (longest: Longest) => Made[]

/** As dialogs are sent. */
const seal = new Seal('a key')

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

function aSavedVersion(longest: Longest) {
  const named = { id: uuid, templateId: uuid, number: 1_000_000 }
  const name = longest.write(limits.templateName)
  return { ...named, name, saved: { at, by: person }, note: longest.write(limits.reason) }
}

function someProblems(longest: Longest): Problem[] {
  return many(200, (index) => ({ line: index, problem: longest.write(400) }))
}

/** Of each kind many. */
function someChanges(longest: Longest): TemplateChange[] {
  const place = {
    phase: longest.write(limits.phaseName),
    section: longest.write(limits.sectionName),
  }
  const text = longest.write(limits.itemText)
  const marks = ['optional', 'due', 'needsEvidence', 'owner', 'tier', 'condition', 'why', 'expires']
  const one: TemplateChange[] = [
    { kind: 'added', text, ...place },
    { kind: 'removed', text, ...place },
    { kind: 'reworded', text, before: text, ...place },
    { kind: 'moved', text, from: place, ...place },
    { kind: 'marked', text, marks, ...place },
    { kind: 'role-added', name: longest.write(limits.roleName) },
    { kind: 'role-removed', name: longest.write(limits.roleName) },
    { kind: 'window', ...place },
    { kind: 'named', name: place.phase, before: place.phase },
    { kind: 'renamed', name: place.phase, before: place.section, phase: place.phase },
    { kind: 'reordered' },
    ...(['conditions', 'signOff', 'gates', 'emergency', 'notes'] as const).map((kind) => ({
      kind,
    })),
  ]
  return many(50, () => one).flat()
}

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
      ...decidedBoards(longest),
    ].map((board) => boardMessage(board, monday))
  },
  sectionMessage: (longest) =>
    longest
      .parts()
      .flatMap(({ board, shown }) => [
        sectionMessage(board, shown, false, monday, null, true),
        sectionMessage(board, shown, true, monday, null, true),
      ])
      .concat(
        dues.flatMap((due) => {
          const items = many(12, () => longest.item('blocked', { due }))
          const board = longest.sectionOf(12, 'blocked')
          const [phase] = board.phases
          const [section] = phase?.sections ?? []
          if (!phase || !section) throw new Error('there is no section')
          const shown = { phase, section: { ...section, items }, part: 0, items }
          return sectionMessage(board, shown, false, monday, null, true)
        }),
      )
      .concat(gatedSections(longest)),
  announcement: (longest) =>
    longest
      .events()
      .flatMap((event) =>
        [null, `${person}0`].map((personId) => announcement(event, aRehearsal(longest), personId)),
      ),
  reportMessage: (longest) =>
    reports(longest).map((each) => reportMessage(longest.write(400), each)),
  askedReportMessage: (longest) => reports(longest).map((each) => askedReportMessage(each, uuid)),
  whichReportMessage: (longest) => [whichReportMessage(many(30, () => aRehearsal(longest)))],
  statusMessage: (longest) => {
    const all = [longest.board(), ...decidedBoards(longest)]
    return [0, 1, 8, 9, 30].flatMap((count) =>
      (['channel', 'workspace', 'ended'] as const).flatMap((scope) =>
        all.map((board) =>
          statusMessage(
            many(count, () => ({
              board,
              url,
              burnUp: [{ at: monday, settled: 999, total: 2000 }],
            })),
            scope,
            monday,
          ),
        ),
      ),
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
  archivedMessage: (longest) => {
    const archive = { name: longest.write(limits.launchName), ended: at, file: 'f'.repeat(200) }
    const choice = { launch: longest.launch(), item: null }
    return [
      archivedMessage(
        longest.write(1000),
        many(30, () => archive),
        many(30, () => choice),
      ),
    ]
  },
  withArchives: (longest) => {
    const archive = { name: longest.write(limits.launchName), ended: at, file: 'f'.repeat(200) }
    const boards = many(30, () => ({ board: longest.board(), url: null }))
    const shown = statusMessage(boards, 'ended', at)
    return [
      withArchives(
        shown,
        many(30, () => archive),
      ),
    ]
  },
  whichHistoryMessage: ({ write }) =>
    [1, 8, 9, 2000].map((count) => {
      const launch = aLaunch({ id: uuid, name: write(limits.launchName) })
      const item = anItem({ id: uuid, text: write(limits.itemText) })
      return whichHistoryMessage(
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
        itemDialog({ item, around, evidence, isFinalBox: false }, channelId, monday),
        itemDialog(
          { item: optional, around, evidence, isFinalBox: true },
          channelId,
          monday,
          typed,
          notice,
        ),
        itemDialog(
          { item, around: { ...around, roles: [] }, evidence: [], isFinalBox: false },
          null,
          monday,
        ),
      ]
    }),
  startForm: ({ write }) => {
    // No two roles of a checklist have the same name.
    const named = (count: number, size: number) =>
      Array.from({ length: count }, (_, index) => `${index}${write(size - 2)}`.padEnd(size, 'x'))
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
      asks: {
        roles: named(limits.roles, limits.roleName),
        tiers: { low: limits.items, normal: limits.items, high: limits.items },
        conditions: named(limits.conditions, limits.conditionName).map((name) => {
          return { name, question: write(limits.question), items: limits.items }
        }),
        owners: named(8, limits.roleName).map((owner) => ({ owner, items: limits.items })),
      },
    }
    const none = { roles: [], tiers: null, conditions: [], owners: [] }
    return [
      startForm(form),
      startForm({ ...form, templates: [...form.templates, { id: uuid, name: 'One too many' }] }),
      // What follows a slash command may be as long as a message.
      startForm({ ...form, name: write(4000) }),
      startForm({ ...form, name: '', leadId: '', channelId: null, asks: none, notice: null }),
    ]
  },
  checklistDialog: (longest) => {
    const item = {
      phase: longest.write(limits.phaseName),
      section: longest.write(limits.sectionName),
      text: longest.write(limits.itemText),
    }
    const whys = [
      { kind: 'condition' as const, question: longest.write(limits.question) },
      { kind: 'tier' as const, tier: 'normal' as const },
    ]
    const all = whys.flatMap((why) => Array.from({ length: 1000 }, () => ({ ...item, why })))
    const removed = removedItems(longest)
    const version = { name: longest.write(limits.templateName), number: 1_000_000 }
    const about = { version, newest: 1_000_001, hasChanges: true }
    const none = { ...about, leftOut: [], removed: [] }
    return [
      checklistDialog(longest.launch(), { ...about, leftOut: all, removed }, channelId, zone),
      checklistDialog(longest.launch(), none, channelId, zone),
    ]
  },
  keepChangesDialog: (longest) => {
    const about = { launchId: uuid, formId: uuid, seen: 1_000_000, channelId }
    const name = longest.write(limits.templateName)
    const place = {
      phase: longest.write(limits.phaseName),
      section: longest.write(limits.sectionName),
    }
    const text = longest.write(limits.itemText)
    const change = { kind: 'moved', text, from: place, ...place } as const
    const changes = Array.from({ length: 500 }, () => change)
    return [keepChangesDialog(longest.launch(), name, { changes, missed: 500 }, about)]
  },
  bringInDialog: (longest) => {
    const about = { launchId: uuid, versionId: uuid, channelId }
    const name = longest.write(limits.templateName)
    const text = longest.write(limits.itemText)
    const place = {
      phase: longest.write(limits.phaseName),
      section: longest.write(limits.sectionName),
    }
    const change = { kind: 'reworded', text, before: text, ...place } as const
    const changes = Array.from({ length: 500 }, () => change)
    const stays = Array.from({ length: 500 }, () => ({ text, why: 'worked-on' as const }))
    const conditions = Array.from({ length: limits.conditions }, (_, index) => ({
      name: String(index),
      question: longest.write(limits.question),
      items: 2000,
    }))
    const shown = { name, from: 1_000_000, to: 1_000_001 }
    const none = { changes: [], stays: [], later: [], conditions: [] }
    return [
      bringInDialog(
        longest.launch(),
        { ...shown, changes, stays, later: changes, conditions },
        about,
      ),
      bringInDialog(longest.launch(), { ...shown, ...none }, about),
    ]
  },
  addItemDialog: (longest) => {
    const about = {
      launchId: uuid,
      sectionId: uuid,
      part: 166,
      phaseId: uuid,
      itemId: uuid,
      channelId,
    }
    const section = longest.board().phases[0]?.sections[0]
    return section ? [addItemDialog(longest.launch(), section, about)] : []
  },
  reviseItemDialog: (longest) => {
    const about = { itemId: uuid, text: 'x'.repeat(16), sectionId: uuid, channelId }
    return [reviseItemDialog(longest.board(), longest.item('done'), about)]
  },
  removeItemDialog: (longest) => {
    const about = { itemId: uuid, version: 1_000_000, channelId }
    return [removeItemDialog(longest.launch(), longest.item('done'), about)]
  },
  removedDialog: (longest) =>
    removedItems(longest)
      .slice(0, 1)
      .map((each) => removedDialog(each, channelId, zone)),
  exportDialog: (longest) => {
    const launches = Array.from({ length: 120 }, (_, index) => ({
      ...longest.launch(),
      ...{ id: `${index}${'i'.repeat(33)}`, channelId },
    }))
    return [launches, launches.slice(0, 1)].map((each) => exportDialog(each, channelId))
  },
  exportingDialog: (longest) => [exportingDialog(longest.launch())],
  exportedDialog: (longest) =>
    (['dm', 'channel'] as const).map((place) => exportedDialog(longest.launch(), place)),
  otherWayDialog: (longest) =>
    ['&'.repeat(1_000_000), '\u{1F600}'.repeat(50_000), '', null].map((text) =>
      otherWayDialog(longest.launch(), {
        ...{ format: 'events.csv', filename: `${'x'.repeat(60)}.events.csv`, text, why: 'scope' },
      }),
    ),
  historyDialog: (longest) =>
    longest.historyPages().flatMap((page) =>
      [true, false].map((isFiltering) => {
        const words = longest.write(longestWords)
        const filter = {
          kind: 'gates',
          personId: person,
          words,
          from: '2026-11-23',
          to: null,
        } as const
        const { launch, item } = { launch: longest.launch(), item: longest.item('blocked') }
        const subject = { kind: 'item', launchId: launch.id, itemId: item.id } as const
        const state = { subject, isFiltering, form: 1_000_000, channelId }
        return historyDialog(page, filter, state, reader.zone)
      }),
    ),
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
      ...longest.board().roles.map((role) => signedText({ launch: aRehearsal(longest), role })),
      ...answers.map((answer) => overrideAnswered(answer, zone)),
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
          ...listedItems(longest, count, {
            phase: { id: uuid, name: 'Later', emergencyId: null, isOpen: false },
          }),
        ],
        reader,
        monday,
      ),
    ]),
  homeView: (longest) => {
    const { launch, roles } = longest.board({ roles: longest.board().roles })
    const live = { at, by: person }
    const mine = roles.map((role) => ({ ...role, personId: person }))
    const progress = { total: limits.items, settled: limits.items - 1, blocked: limits.items }
    const phases = many(limits.phases, () => ({
      name: longest.write(limits.phaseName),
      isOpen: true,
      progress,
    }))
    const launches = (count: number, leadId: string) =>
      many(count, (index) => ({
        launch: { ...launch, isRehearsal: true, leadId, live: index % 2 ? live : null },
        roles: mine,
        phases,
        overdue: limits.items,
        signOffs: [],
        emergency: { id: uuid, number: 1000, isDrill: false },
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
  rollCallMessage: (longest) => {
    const [board] = decidedBoards(longest)
    return rollCallsOf(board).map((rollCall) => rollCallMessage(board, rollCall))
  },
  answerMessage: (longest) => {
    const [board] = decidedBoards(longest)
    return rollCallsOf(board).flatMap((rollCall) =>
      rollCall.answers.map((answer) => answerMessage(board, rollCall, answer)),
    )
  },
  emergencyMessage: (longest) =>
    longest
      .emergencies()
      .flatMap((emergency) =>
        [at, subDays(at, 1)].map((now) =>
          emergencyMessage(longest.board({ emergency }), emergency, longest.procedure(), now),
        ),
      ),
  entryMessage: (longest) => longest.events().map((event) => entryMessage(event, longest.launch())),
  askMessage: (longest) =>
    longest.emergencies().flatMap((emergency) =>
      (['update', 'watch', 'confirm', 'second', 'command'] as const).flatMap((why) =>
        [true, false].map((isEnded) => {
          const board = longest.board({ emergency })
          const draft = draftUpdate(board.launch, emergency, pathOf(longest.procedure(), [], 1))
          return askMessage({ board, emergency, why, isEnded, draft }, at)
        }),
      ),
    ),
  walkDialog: (longest) =>
    longest.emergencies().flatMap((emergency) => {
      const procedure = longest.procedure()
      const board = longest.board({ emergency })
      const evidence = many(200, (index) => ({
        text: `${longest.write(limits.itemText - 9)} endpoints`,
        link: { title: longest.write(limits.evidenceTitle), url: `https://a.example/${index}` },
      }))
      const toldIn = many(limits.toldIn, (index) => `${channelId}${index}`)
      const walk = { board, emergency, procedure, evidence, toldIn }
      const typed = { choice: null, note: longest.write(limits.reason) }
      const notice = longest.write(1000)
      return pathOf(procedure, emergency.answers, 1).flatMap((page) => [
        walkDialog(walk, page, { channelId, formId: uuid }),
        walkDialog(walk, page, {
          ...{ channelId: null, formId: uuid, typed },
          notice: safe(notice, 1000),
        }),
      ])
    }),
  startEmergencyDialog: (longest) => [
    startEmergencyDialog(longest.launch(), channelId, at),
    startEmergencyDialog(longest.launch(), channelId, at, {
      id: uuid,
      number: 1000,
      isDrill: true,
    }),
  ],
  tellDialog: (longest) =>
    longest.emergencies().map((emergency) => {
      const draft = draftUpdate(
        longest.launch(),
        emergency,
        pathOf(longest.procedure(), emergency.answers, 1),
      )
      const toldIn = many(limits.toldIn, (index) => `${channelId}${index}`)
      return tellDialog(longest.launch(), emergency, draft, uuid, toldIn, channelId)
    }),
  leadDialog: (longest) =>
    longest.emergencies().map((emergency) => leadDialog(longest.launch(), emergency, channelId)),
  whyDialog: (longest) =>
    longest
      .emergencies()
      .flatMap((emergency) =>
        (['declined', 'overridden', 'again'] as const).map((what) =>
          whyDialog(longest.launch(), emergency, uuid, what, channelId),
        ),
      ),
  resolveDialog: (longest) =>
    longest
      .emergencies()
      .map((emergency) =>
        resolveDialog(
          { launch: longest.launch() },
          emergency,
          { possible: aftermaths, mayMove: true },
          channelId,
        ),
      ),
  followUpsDialog: (longest) =>
    [1, plannedAtOnce, plannedAtOnce + 1].flatMap((count) =>
      longest.emergencies().map((emergency) => {
        const items = many(count, () => longest.item('open', { owners: [personOwner(person)] }))
        return followUpsDialog(longest.launch(), emergency, items, channelId)
      }),
    ),
  noteDialog: (longest) => {
    const launch = longest.launch()
    const url = `https://example.com/${'x'.repeat(900)}`
    const note = { url, authorId: person, happened: at.toISOString(), formId: uuid, channelId }
    const running = longest.emergencies().map((emergency, index) => ({
      launch,
      emergency: { ...emergency, id: `${uuid.slice(1)}${index}` },
    }))
    return [noteDialog(note, longest.write(limits.told), running)]
  },
  postMortemDialog: (longest) =>
    longest.emergencies().map((emergency) => {
      const draft = postMortem(longest.board({ emergency }), emergency, longest.events())
      return noticeDialog(postMortemBlocks(draft), channelId)
    }),
  whichEmergencyMessage: (longest) => [
    whichEmergencyMessage(many(20, () => longest.board({ emergency: null }))),
  ],
  overrideMessage: (longest) =>
    decidedBoards(longest).flatMap((board) =>
      board.overrides.map((override) => overrideMessage(board, override)),
    ),
  requestMessage: (longest) =>
    decidedBoards(longest)
      .slice(0, 3)
      .flatMap((board) =>
        (['ready', 'void', 'hold-over'] as const).flatMap((why) =>
          [[], changesOf(board)].flatMap((changes) =>
            [true, false].flatMap((isEnded) =>
              [null, ...board.signOffs].map((signOff) => {
                const [role = aRole()] = board.roles
                const items = limits.items
                return requestMessage({ board, role, why, at, isEnded, signOff, changes, items })
              }),
            ),
          ),
        ),
      ),
  signDialog: (longest) => {
    const notice = refusalText({ code: 'list-changed' }, zone)
    const typed = { verdict: 'hold', reason: longest.write(3000), until: at } as const
    return decidedBoards(longest).flatMap((board) => {
      const changes = changesOf(board)
      return [board.roles, board.roles.slice(0, 1)].flatMap((roles) => [
        signDialog(board, roles, changes, channelId, typed, notice),
        signDialog(board, roles, [], null, { verdict: 'go', reason: null, until: null }),
      ])
    })
  },
  templatesDialog: (longest) =>
    [0, 1, 200].map((count) =>
      templatesDialog(
        many(count, (index) => ({
          id: `${uuid.slice(3)}${index % 100}`,
          name: longest.write(limits.templateName),
          keptBy: 'people',
          retired: index % 2 ? { at, by: person } : null,
          newest: aSavedVersion(longest),
          template: longest.template(1),
        })),
        channelId,
        reader.zone,
      ),
    ),
  outlineDialog: (longest) => [
    outlineDialog(uuid, longest.template(), someProblems(longest), channelId),
    outlineDialog(uuid, longest.template(1), [], channelId),
  ],
  reviewDialog: (longest) => {
    const name = longest.write(limits.templateName)
    const item = {
      phase: longest.write(limits.phaseName),
      section: longest.write(limits.sectionName),
      text: longest.write(limits.itemText),
      launches: 50,
      ...{ notApplicable: 50, removed: 50, leftOpen: 50, late: 50, blocked: 50, undone: 50 },
      took: 400 * 24 * 60 * 60_000,
    }
    const items = many(limits.items, () => item)
    const review = {
      launches: 50,
      items,
      suggestions: suggestionKinds.flatMap((kind) => items.map((each) => ({ kind, item: each }))),
      added: items,
    }
    const measure = {
      text: item.text,
      launchName: longest.write(limits.launchName),
      ...{ emergency: 1000, isDone: true },
    }
    const none = { launches: 0, items: [], suggestions: [], added: [] }
    return [
      reviewDialog(
        name,
        uuid,
        { review, measures: many(500, () => measure), archived: 1 },
        channelId,
      ),
      reviewDialog(name, uuid, { review: none, measures: [], archived: 1000 }, channelId),
    ]
  },
  versionsDialog: (longest) =>
    [1, 200].map((count) =>
      versionsDialog(
        longest.write(limits.templateName),
        many(count, () => aSavedVersion(longest)),
        channelId,
        reader.zone,
      ),
    ),
  changesDialog: (longest) =>
    [null, [], someChanges(longest)].map((changes) =>
      changesDialog(aSavedVersion(longest), changes, 2_000_000, channelId, reader.zone),
    ),
  savedDialog: (longest) => [
    savedDialog(aSavedVersion(longest), null, null, [], channelId),
    savedDialog(
      aSavedVersion(longest),
      { id: uuid, number: 1 },
      someChanges(longest),
      someProblems(longest),
      channelId,
    ),
  ],
  addTemplateDialog: (longest) => [
    addTemplateDialog(uuid, channelId),
    addTemplateDialog(
      uuid,
      channelId,
      { text: longest.write(3000), note: longest.write(limits.reason) },
      safe(longest.write(1000), 1000),
    ),
  ],
  addSharedDialog: (longest) => {
    const file = { name: longest.write(300), url: 'https://files.slack.com/f' }
    const size = safe(longest.write(2500), 2500)
    const note = longest.write(limits.reason)
    return [
      addSharedDialog(
        { formId: uuid, file, channelId },
        size,
        note,
        safe(longest.write(1000), 1000),
      ),
    ]
  },
  editTemplateDialog: (longest) =>
    [1, 200].map((count) => {
      const part = { title: longest.write(200), line: 1, text: longest.write(longestPart) }
      const parts = many(count, () => part)
      const edited = {
        id: uuid,
        name: longest.write(limits.templateName),
        number: 1_000_000,
        parts,
      }
      const typed = { text: part.text, note: longest.write(limits.reason) }
      const notice = safe(longest.write(1000), 1000)
      return editTemplateDialog(edited, 0, { formId: uuid, channelId }, typed, notice)
    }),
  previewDialog: (longest) =>
    [0, 1, 1000].map((page) => {
      const board = previewOf(longest.template(300), { leadId: person, now: at })
      return previewDialog(board, { templateId: uuid, page }, channelId, at)
    }),
  linksDialog: (longest) => {
    const launch = aRehearsal(longest)
    const seen = launch.links.map(digestOfLink)
    return [linksDialog(launch, seen, channelId), linksDialog({ ...launch, links: [] }, [], null)]
  },
  moveT0Dialog: (longest) => [
    moveT0Dialog(aRehearsal(longest), channelId),
    moveT0Dialog(aRehearsal(longest), null, at),
  ],
  slipDialog: (longest) =>
    [0, 1, limits.items].map((count) =>
      slipDialog(aRehearsal(longest), aSlip(longest, count), channelId, reader.zone),
    ),
  goLiveDialog: (longest) =>
    decidedBoards(longest).map((board) => goLiveDialog(board, channelId, monday)),
  overrideDialog: (longest) =>
    decidedBoards(longest).flatMap((board) => {
      const gates = board.launch.gates
        .map(({ opens }) => gateState(board, opens))
        .filter((gate): gate is GateState => gate !== null)
      // Where no gate is shut, the dialog is refused.
      return gates.length > 0 ? [overrideDialog(board, gates, channelId)] : []
    }),
  endDialog: (longest) =>
    decidedBoards(longest).flatMap((board) =>
      (['close', 'abort', 'reopen'] as const).map((step) => endDialog(board, step, channelId)),
    ),
  nudgedMessage: () => nudges.map((each) => nudgedMessage(each, zone)),
}

/** Of a rehearsal, whose names are the longest. */
function aRehearsal(longest: Longest, more: Partial<Launch> = {}): Launch {
  return { ...longest.launch(), isRehearsal: true, ...more }
}

const mark = { at, by: person }
const answers = (['confirmed', 'declined'] as const).map((how) => ({ ...mark, how }))

/** Reports of the longest launches, with everything that a report lists. */
function reports(longest: Longest) {
  return [longest.board(), ...decidedBoards(longest)].flatMap((board) =>
    [true, false].map((withPeople) => {
      const launch = { ...board.launch, isRehearsal: true }
      return reportOf({ ...board, launch }, longest.events(), monday, { withPeople })
    }),
  )
}

/** Launches with all that can be decided of them: ahead, live, and ended in each way. */
function decidedBoards(longest: Longest): [Board, ...Board[]] {
  const reason = longest.write(limits.reason)
  // An item in each of 24 sections, every second one of which waits for the one before it.
  const phases = many(limits.phases, (index) => {
    const sections = many(2, (part) =>
      aSection({
        id: `section-${2 * index + part}`,
        name: longest.write(limits.sectionName),
        items: many(5, (place) =>
          longest.item(itemStates[place % itemStates.length] ?? 'open', {
            id: `${uuid.slice(8)}${index}${part}${place}`,
          }),
        ),
      }),
    )
    const opened = index < limits.phases - 1 ? mark : null
    return longest.phase({ id: `phase-${index}`, sections, opened })
  })
  const needs = phases.map(({ id }) => ({ kind: 'phase' as const, id }))
  const sections = phases.flatMap((phase) => phase.sections)
  const gates: Launch['gates'] = [
    { opens: { kind: 'final-box' }, needs },
    ...sections.map(({ id }, index): Launch['gates'][number] => ({
      opens: { kind: 'section', id },
      needs:
        index < 12 ? [{ kind: 'final-box' }] : [{ kind: 'section', id: `section-${index - 1}` }],
    })),
    { opens: { kind: 'going-live' }, needs: [...needs, { kind: 'final-box' }] },
    { opens: { kind: 'closing' }, needs: [...needs, { kind: 'final-box' }] },
  ]
  const board = longest.board({
    launch: aRehearsal(longest, { gates }),
    phases,
    finalBox: longest.item('open', { id: 'final' }),
  })
  const roles = board.roles.map((role) => ({ ...role, deputyId: person }))
  const signOffs = roles.map(
    ({ id: roleId }, index): SignOff => ({
      id: uuid,
      roleId,
      verdict: verdicts[index % verdicts.length] ?? 'hold',
      reason,
      until: at,
      given: mark,
      place: 1,
      hash: 'hash',
      digest: 'x'.repeat(16),
      voidedAt: null,
    }),
  )
  const overrides = ['section:section-0', 'going-live', 'final-box', 'closing'].flatMap((gate) =>
    [...answers, null].map(
      (answer): Override => ({
        id: uuid,
        gate,
        reason,
        itemIds: board.phases.flatMap(itemsOf).map(({ id }) => id),
        asked: mark,
        answer,
      }),
    ),
  )
  const ahead: Board = { ...board, roles, signOffs, overrides: overrides.slice(0, 8) }
  const asOf = (launch: Partial<Launch>, more: Partial<Board> = {}): Board => ({
    ...ahead,
    ...more,
    launch: { ...ahead.launch, ...launch },
  })
  const settled = phases.map((phase) => ({ ...phase, opened: mark }))
  return [
    ahead,
    // Waived by an override, and by none.
    asOf({}, { overrides }),
    asOf({}, { overrides: [] }),
    asOf({}, { signOffs: signOffs.map((each) => ({ ...each, verdict: 'hold', until: at })) }),
    asOf({}, { signOffs: signOffs.map((each) => ({ ...each, voidedAt: at })) }),
    asOf({}, { signOffs: [] }),
    ...rollCallsOf(ahead)
      .filter(({ answers }) => answers.every(({ given }) => given?.verdict === 'hold'))
      .map((rollCall) => asOf({}, { rollCall })),
    asOf({ live: mark }, { phases: settled }),
    asOf({ live: mark, gates: [] }),
    ...endings.map((how) => asOf({ live: mark, ended: { ...mark, how, reason } })),
  ]
}

/** Nobody, half of them and all have answered in each way; under way, and ended in each way. */
function rollCallsOf({ roles, signOffs }: Board): RollCall[] {
  const reason = signOffs[0]?.reason ?? null
  const asked = { at, personId: person }
  const ends = [null, ...rollCallVerdicts.map((verdict) => ({ ...mark, verdict }))]
  const given = verdicts.map((verdict) => ({ ...mark, verdict, reason, until: at }))
  return ends.flatMap((ended) =>
    [...given, null].flatMap((given) =>
      [0, 4, roles.length].map((count): RollCall => {
        const answers = roles.map(
          ({ id: roleId }, index): Answer => ({
            id: uuid,
            roleId,
            asked: index <= count ? asked : null,
            given: index < count ? given : null,
          }),
        )
        return { id: uuid, started: mark, ended, answers }
      }),
    ),
  )
}

/** Each item has changed, and T-0 moved. */
function changesOf(board: Board): ListChange[] {
  const items = board.phases.flatMap(itemsOf)
  const changes = items.map(({ id: itemId }, index): ListChange => {
    return { itemId, kind: changeKinds[index % changeKinds.length] ?? 'changed' }
  })
  return [...changes, { itemId: t0Id, kind: 't0-moved' }]
}

/** Everything that moving T-0 can do, so many times. */
function aSlip(longest: Longest, count: number): Slip {
  const phase = longest.phase()
  const to = new Date('2027-09-30T12:34:56Z')
  const phases = Math.min(count, limits.phases)
  return {
    from: at,
    to,
    // No two alike, so that each is a line of its own.
    dues: many(count, (index) => ({
      item: longest.item('blocked'),
      phase,
      section: aSection({ id: `s${index}`, name: longest.write(limits.sectionName) }),
      from: new Date(at.getTime() + index),
      to,
    })),
    overdue: count,
    daysOff: many(count, () => ({
      date: '2027-09-30',
      hasT0: true,
      items: limits.items,
      // Holidays come from a list of them; no name there is longer.
      why: many(20, () => 'w'.repeat(100)),
      people: many(20, () => person),
    })),
    overHours: many(count, () => ({
      personId: person,
      zone: reader.zone,
      t0: at,
      items: limits.items,
    })),
    shuts: many(phases, (index) => ({
      phase: { ...phase, id: `${uuid.slice(2)}${index}` },
      isSuggested: index % 2 === 0,
    })),
    openings: many(phases, () => ({ phase, from: at, to })),
    opens: many(phases, () => phase),
    voids: many(Math.min(count, limits.roles), () =>
      aRole({ name: longest.write(limits.roleName) }),
    ),
  }
}

/** Sections whose gate is shut, of a launch that was rehearsed, and in a round that has ended. */
function gatedSections(longest: Longest): Message[] {
  const [board] = decidedBoards(longest)
  return board.phases.flatMap((phase) =>
    [null, at].flatMap((endedAt) =>
      phase.sections.map((section) => {
        const shown = { phase: { ...phase, opened: mark, endedAt }, section, part: 0 }
        const minutes = { planned: -1_000_000, actual: -1_000_000 }
        return sectionMessage(
          board,
          { ...shown, items: many(12, () => longest.item('blocked')) },
          false,
          monday,
          minutes,
          true,
        )
      }),
    ),
  )
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
      checkView(seal.onto(made) as unknown as Dict, [made.type])
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
  const own = Object.keys(producers).filter((name) => name !== 'postMortemDialog')
  expect([...own, 'message', 'modal', 'readingDialog'].sort()).toEqual(names.sort())
})

function removedItems(longest: Longest) {
  const removed = {
    id: uuid,
    launchId: uuid,
    text: longest.write(limits.itemText),
    removed: { at, by: person },
    because: longest.write(limits.reason),
  }
  return Array.from({ length: 60 }, () => removed)
}
