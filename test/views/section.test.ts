import { describe, expect, test } from 'vitest'
import { type ItemState, itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import { actions, decode, dialogs } from '../../src/views/actions.ts'
import { sectionMessage, sectionPart } from '../../src/views/section.ts'
import { sectionDialog } from '../../src/views/section-dialog.ts'
import { buttonsIn, labelsIn, textsIn } from '../support/blocks.ts'
import {
  aBoard,
  aLaunch,
  anItem,
  aPhase,
  aRole,
  aSection,
  items,
  monday,
} from '../support/builders.ts'

function shownPart(list: Item[], part = 0) {
  const board = aBoard({ phases: [aPhase({ sections: [aSection({ items: list })] })] })
  const shown = sectionPart(board, { kind: 'section', sectionId: 'section-1', part })
  if (!shown) throw new Error('the board has no such section')
  return { board, shown }
}

function messageOf(list: Item[], { part = 0, isUnfolded = false } = {}) {
  const { board, shown } = shownPart(list, part)
  return sectionMessage(board, shown, isUnfolded, monday)
}

const changed = { at: monday, by: 'U2BEN' }
const ben =
  '<@U2BEN> · <!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 2026, 10:00 GMT+1>'

const ended = { at: monday, by: 'U1ANA', how: 'aborted' as const, reason: null }
const closed = aLaunch({ ended })

describe('a section’s message, when its items are not to be ticked', () => {
  const part = shownPart(items(2))

  test('has no button but Details, in a launch or a round that has ended', () => {
    const over = sectionMessage({ ...part.board, launch: closed }, part.shown, false, monday)
    expect(labelsIn(over.blocks)).toEqual(['Details'])
    const old = { ...part.shown, phase: { ...part.shown.phase, endedAt: monday } }
    const { blocks, text } = sectionMessage(part.board, old, false, monday)
    expect(labelsIn(blocks)).toEqual(['Details'])
    expect(text).toContain('A later round has taken its place.')
  })

  test('is one line while its phase waits for its time', () => {
    const shut = { ...part.shown, phase: { ...part.shown.phase, opened: null } }
    const { blocks, text } = sectionMessage(part.board, shut, false, monday)
    expect(textsIn(blocks)).toEqual([text])
    expect(text).toBe('🔒 *Database* · Pre-Launch · 0 of 2 settled · waits for its time')
    expect(labelsIn(blocks)).toEqual([])
  })

  test('says what its gate waits for, until nothing is missing', () => {
    const opens = { kind: 'section' as const, id: 'section-1' }
    const launch = aLaunch({ gates: [{ opens, needs: [{ kind: 'final-box' }] }] })
    const gated = (state: ItemState) => {
      const finalBox = anItem({ id: 'box', text: '**READY**', state })
      return sectionMessage({ ...part.board, launch, finalBox }, part.shown, false, monday).text
    }
    expect(gated('open')).toContain('🔒 Waits for *READY*')
    expect(gated('done')).not.toContain('🔒')
  })

  test('says how long it took in the rehearsal, where it was settled in it', () => {
    const said = (planned: number | null, actual: number | null) =>
      sectionMessage(part.board, part.shown, false, monday, { planned, actual }).text.split('\n')[1]
    expect(said(60, 85)).toBe(
      'In the rehearsal: settled 85 minutes after going live, planned 60 minutes after going live',
    )
    expect(said(null, -1)).toBe('In the rehearsal: settled 1 minute before going live')
    expect(said(60, null)).not.toContain('rehearsal')
  })
})

test('a section’s message names a phase that has no sections of its own once', () => {
  const { board, shown } = shownPart(items(2))
  const alone = { ...shown, phase: { ...shown.phase, name: shown.section.name } }
  const { text } = sectionMessage(board, alone, false, monday)
  expect(text).toContain('*Database* · 0 of 2 settled')
})

test('a section’s message is one line when all of its items were removed', () => {
  const { board, shown } = shownPart([])
  const { blocks, text } = sectionMessage(board, shown, false, monday)
  expect(textsIn(blocks)).toEqual([text])
  expect(text).toBe('*Database* · Pre-Launch · nothing is left here')
})

test('a section’s message says that its launch is a rehearsal', () => {
  const { board, shown } = shownPart(items(1))
  const launch = aLaunch({ isRehearsal: true })
  const { blocks } = sectionMessage({ ...board, launch }, shown, false, monday)
  expect(textsIn(blocks)[0]).toMatch(/^Rehearsal · \*Database\*/)
})

test('a section’s message names its launch, where its channel has several', () => {
  const { board, shown } = shownPart(items(1))
  const { text } = sectionMessage(board, shown, false, monday, null, true)
  expect(text).toMatch(/^Payments 2\.0 · \*Database\* · Pre-Launch · /)
})

describe('a section’s message', () => {
  test('has its name, phase and figures, and its items with one button each', () => {
    const { blocks } = messageOf([anItem({ text: '**Backups**', state: 'done' }), anItem()])
    expect(textsIn(blocks)).toEqual([
      '*Database* · Pre-Launch · 1 of 2 settled',
      '✅ *Backups*\n*Done*',
      '⬜ Backups tested',
    ])
    expect(labelsIn(blocks)).toEqual(['Details', 'Undo', 'Done'])
  })

  test.each<[ItemState, string | null, string]>([
    ['in-progress', null, `*In progress* · ${ben}`],
    ['blocked', 'no <disk>', `*Blocked*: no &lt;disk&gt; · ${ben}`],
    ['done', null, `*Done* · ${ben}`],
    ['not-applicable', 'no CDN', `*Not applicable*: no CDN · ${ben}`],
    ['open', null, `Open again · ${ben}`],
  ])('says of an item that is %s what it is in words, by whom and when', (state, reason, line) => {
    const item = anItem({ state, reason, changed })
    const [, text] = textsIn(messageOf([item, anItem()]).blocks)
    expect(text?.split('\n')[1]).toBe(line)
  })

  test('shows an item’s note, on one line', () => {
    const text = textsIn(messageOf([anItem({ note: 'see\n<this>' })]).blocks)[1]
    expect(text).toBe('⬜ Backups tested\n_Note:_ see &lt;this&gt;')
  })

  const due = { at: new Date('2026-11-27T17:00:00Z'), by: 'plan' } as const
  const friday = '<!date^1795798800^{date_short_pretty}|Fri 27 Nov 2026>'
  const late = { at: new Date('2026-11-20T17:00:00Z'), by: 'hand' } as const
  const lateAt = '<!date^1795194000^{date_short_pretty} at {time}|20 Nov 2026, 18:00 GMT+1>'
  const ben2 = { kind: 'person' as const, id: 'U2BEN' }

  test.each<[string, Partial<Item>, string | undefined]>([
    ['nobody’s and without a date', {}, undefined],
    ['somebody’s', { owners: [ben2] }, '<@U2BEN>'],
    ['due', { due }, `due ${friday}`],
    ['overdue, at a time that somebody chose', { due: late }, `*overdue*, ${lateAt}`],
    ['without the evidence that it needs', { needsEvidence: true }, 'needs evidence'],
    ['with evidence', { needsEvidence: true, evidence: 1 }, '1 piece of evidence'],
    [
      'all of it',
      { owners: [ben2], due, evidence: 2 },
      `<@U2BEN> · due ${friday} · 2 pieces of evidence`,
    ],
    ['done', { state: 'done', owners: [ben2], due: late, evidence: 2 }, '2 pieces of evidence'],
    [
      'not applicable',
      { state: 'not-applicable', owners: [ben2], due: late, needsEvidence: true },
      undefined,
    ],
  ])('says whose an item is and when it is due, while it is to do: %s', (_, more, line) => {
    const [, text] = textsIn(messageOf([anItem(more), anItem()]).blocks)
    const lines = text?.split('\n').filter((each) => !each.startsWith('*Done*')) ?? []
    expect(lines.filter((each) => each !== '*Not applicable*')[1]).toBe(line)
  })

  test('names two owners, roles with who fills them, and counts the rest', () => {
    const roles = [aRole({ personId: 'U3KIM' }), aRole({ id: 'role-2', name: 'QA <Lead>' })]
    const role = (id: string) => ({ kind: 'role' as const, id })
    const ownersOf = (owners: Item['owners']) => {
      const { board, shown } = shownPart([anItem({ owners }), anItem()])
      return textsIn(sectionMessage({ ...board, roles }, shown, false, monday).blocks)[1]?.split(
        '\n',
      )[1]
    }
    expect(ownersOf([role('role-1'), ben2])).toBe('Security Lead (<@U3KIM>), <@U2BEN>')
    expect(ownersOf([role('role-2')])).toBe('QA &lt;Lead&gt; (nobody yet)')
    expect(ownersOf([ben2, role('role-1'), role('role-2')])).toBe(
      '<@U2BEN>, Security Lead (<@U3KIM>) and 1 more',
    )
  })

  test.each(itemStates)('has a button that says which version of a %s item was seen', (state) => {
    const [, button] = buttonsIn(messageOf([anItem({ state, version: 7 }), anItem()]).blocks)
    const action = { done: 'undo', 'not-applicable': 'reopen' }[state as string] ?? 'tick'
    expect(JSON.parse(button?.value ?? '')).toEqual({ itemId: 'item-1', version: 7, action })
  })

  test('says in its text what its blocks say', () => {
    const list = [
      anItem({ state: 'blocked', reason: 'no disk', changed }),
      anItem({ note: 'this' }),
    ]
    const { text, blocks } = messageOf(list)
    expect(text).toBe(textsIn(blocks).join('\n'))
  })
})

describe('a finished section', () => {
  const finished = [anItem({ state: 'done' }), anItem({ state: 'not-applicable' })]

  test('is one line with a button that shows it', () => {
    const { text, blocks } = messageOf(finished)
    expect(blocks).toHaveLength(1)
    expect(textsIn(blocks)).toEqual([text])
    expect(text).toBe('✅ *Database* · Pre-Launch · 2 of 2 settled')
    expect(labelsIn(blocks)).toEqual(['Show'])
  })

  test('can be unfolded, and folded again', () => {
    const { blocks } = messageOf(finished, { isUnfolded: true })
    expect(labelsIn(blocks)).toEqual(['Details', 'Undo', 'Reopen', 'Fold'])
    expect(JSON.parse(buttonsIn(blocks).at(-1)?.value ?? '')).toMatchObject({ fold: true })
  })

  test('has nothing to fold while something is left', () => {
    const { blocks } = messageOf([...finished, anItem()], { isUnfolded: true })
    expect(labelsIn(blocks)).not.toContain('Fold')
  })
})

describe('a long section', () => {
  const list = [...items(12, { state: 'done' }), ...items(2)]

  test('says which part of it a message shows, and counts that part', () => {
    expect(textsIn(messageOf(list, { part: 1 }).blocks)).toEqual([
      '*Database* (2 of 2) · Pre-Launch · 0 of 2 settled',
      '⬜ Item 1',
      '⬜ Item 2',
    ])
  })

  test('folds the part that is finished', () => {
    expect(messageOf(list).text).toBe('✅ *Database* (1 of 2) · Pre-Launch · 12 of 12 settled')
  })

  test('names its own part in its buttons', () => {
    const [details] = buttonsIn(messageOf(list, { part: 1 }).blocks)
    const surface = { kind: 'section', sectionId: 'section-1', part: 1 }
    expect(JSON.parse(details?.value ?? '')).toEqual(surface)
  })
})

test('a section that the board does not have has no part', () => {
  expect(sectionPart(aBoard(), { kind: 'section', sectionId: 'other', part: 0 })).toBeUndefined()
})

describe('a section’s dialog', () => {
  const reason = 'because '.repeat(37).trim()
  const { board, shown } = shownPart([anItem({ state: 'blocked', reason, changed }), anItem()])
  const view = sectionDialog(board, shown, 'C1', monday)

  test('shows its items with their whole reasons, each with the way into its own dialog', () => {
    expect(textsIn(view.blocks)[0]).toContain(reason)
    expect(labelsIn(view.blocks).filter((label) => label === 'Edit')).toHaveLength(2)
  })

  test('offers to assign and to date all of it, and to take each item that nobody has', () => {
    const role = aRole({ id: 'role-1', personId: null })
    const filled = aRole({ id: 'role-2', personId: 'U2BEN' })
    const ownedBy = (id: string, kind: 'person' | 'role') => anItem({ owners: [{ kind, id }] })
    const list = [
      anItem(),
      ownedBy('U2BEN', 'person'),
      ownedBy('role-1', 'role'),
      ownedBy('role-2', 'role'),
      anItem({ state: 'done' }),
    ]
    const { board, shown } = shownPart(list)
    const { blocks } = sectionDialog({ ...board, roles: [role, filled] }, shown, null, monday)
    const take = "I'll Take It"
    const items = ['Edit', take, 'Edit', 'Edit', take, 'Edit', 'Edit']
    expect(labelsIn(blocks)).toEqual(['Assign…', 'Due Date…', 'Add Item…', ...items])
    const scope = { launchId: 'launch-1', sectionId: 'section-1', part: 0, phaseId: 'phase-1' }
    const [assign, due] = buttonsIn(blocks)
    expect(decode(actions.assign, assign?.value ?? '')).toEqual(scope)
    expect(decode(actions.setDue, due?.value ?? '')).toEqual(scope)
  })

  test('of what has ended leads to the history of each item, and to nothing that changes it', () => {
    const { board, shown } = shownPart(items(2))
    const { blocks } = sectionDialog({ ...board, launch: closed }, shown, null, monday)
    expect(labelsIn(blocks)).toEqual(['History', 'History'])
    const over = { ...shown, phase: { ...shown.phase, endedAt: monday } }
    expect(labelsIn(sectionDialog(board, over, null, monday).blocks)).toEqual([
      'History',
      'History',
    ])
  })

  test('remembers where it was opened', () => {
    expect(decode(dialogs.section, view.private_metadata ?? '')).toEqual({ channelId: 'C1' })
  })

  test('has the section’s name as title, cut to Slack’s size', () => {
    const long = { ...shown, section: aSection({ name: 'Application Configuration and more' }) }
    expect(view.title.text).toBe('Database')
    expect(sectionDialog(board, long, null, monday).title.text).toBe('Application Configurati…')
  })
})

describe('an item whose tick is good for some time', () => {
  const goodUntil = new Date('2026-11-30T09:00:00Z')
  const when = '<!date^1796029200^{date_short_pretty} at {time}|Mon 30 Nov 2026, 10:00 GMT+1>'
  const days = { kind: 'days', days: 7 } as const
  const t0 = { kind: 't0' } as const

  test.each([
    ['days, while it is good', { expires: days, goodUntil }, `${ben} · good until ${when}`],
    ['T-0, while it stays', { expires: t0 }, `${ben} · good until T-0 moves`],
    ['ever', {}, ben],
  ])('says for how long: %s', (_, said, end) => {
    const done = anItem({ state: 'done', changed, ...said })
    const [, text] = textsIn(messageOf([done], { isUnfolded: true }).blocks)
    expect(text).toBe(`✅ Backups tested\n*Done* · ${end}`)
  })

  test.each([
    ['days', { expires: days }, `its tick was good until ${when}`],
    ['T-0', { expires: t0 }, `T-0 moved · ${when}`],
  ])('is amber, and says why, when that is over: %s', (_, said, end) => {
    const expired = anItem({ state: 'open', changed, expired: goodUntil, ...said })
    const { blocks } = messageOf([expired])
    expect(textsIn(blocks)[1]).toContain(`🟠 Backups tested\n*Expired*: ${end}`)
    expect(labelsIn(blocks)).toContain('Done')
  })
})
