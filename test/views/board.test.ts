import type { ConfirmationDialog } from '@slack/types'
import { describe, expect, test } from 'vitest'
import type { Gate } from '../../src/domain/gate.ts'
import type { Ending, Launch, Phase } from '../../src/domain/launch.ts'
import type { Answer, RollCall } from '../../src/domain/roll-call.ts'
import { type SignOff, type Verdict, verdicts } from '../../src/domain/sign-off.ts'
import { actions, decode } from '../../src/views/actions.ts'
import { boardMessage } from '../../src/views/board.ts'
import { moment } from '../../src/views/text.ts'
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

const when =
  '<!date^1796634000^{date_short_pretty} at {time}|Mon 7 Dec 2026, 10:00 GMT+1> · in 14 days'
const now = moment(monday, 'Europe/Berlin')
const until = new Date('2026-11-24T09:00:00Z')
const later = moment(until, 'Europe/Berlin')
const at = { at: monday, by: 'U2BEN' }

/** The final box waits for the one phase; a section of it and going live wait for the final box. */
const gates: Gate[] = [
  { opens: { kind: 'final-box' }, needs: [{ kind: 'phase', id: 'phase-1' }] },
  { opens: { kind: 'section', id: 'section-1' }, needs: [{ kind: 'final-box' }] },
  { opens: { kind: 'going-live' }, needs: [{ kind: 'final-box' }] },
  { opens: { kind: 'closing' }, needs: [{ kind: 'final-box' }] },
]

/** What goes with each verdict. */
const said: Record<Verdict, Partial<SignOff>> = {
  go: {},
  'no-go': { reason: 'no <disk>' },
  hold: { reason: 'too early', until },
}

function aSignOff(more: Partial<SignOff>): SignOff {
  const about = { id: 'sign-off-1', roleId: 'role-1', verdict: 'go', given: at } as const
  return {
    ...about,
    reason: null,
    until: null,
    place: 1,
    hash: 'hash',
    digest: '',
    voidedAt: null,
    ...more,
  }
}

/** A roll call of one role, which has been asked. */
function aRollCall(more: { given?: Answer['given']; ended?: RollCall['ended'] } = {}): RollCall {
  const { given = null, ended = null } = more
  const asked = { at: monday, personId: 'U2BEN' }
  return { id: 'r', started: at, ended, answers: [{ id: 'a', roleId: 'role-1', asked, given }] }
}

const phaseOf = (list: ReturnType<typeof items>, more = {}) =>
  aPhase({ sections: [aSection({ items: list })], ...more })
const shown = (more: Parameters<typeof aBoard>[0] = {}) => boardMessage(aBoard(more), monday)

describe('the board says', () => {
  test('what is launched, when, by whom and with which checklist', () => {
    const { blocks } = shown({ launch: aLaunch({ name: 'Pay <&> go', templateName: 'A & B' }) })
    expect(textsIn(blocks).slice(0, 2)).toEqual([
      'Pay <&> go',
      `*T-0* ${when}\n*Lead* <@U1ANA> · *Checklist* A &amp; B`,
    ])
  })

  test('how far each phase is, with a bar and in words', () => {
    const some = [...items(3, { state: 'done' }), ...items(2, { state: 'blocked' }), ...items(5)]
    const phases = [
      phaseOf(some, { name: 'Pre-Launch' }),
      phaseOf([], { name: 'Checks' }),
      phaseOf(items(1), { name: 'Launch Day', opened: null }),
    ]
    const { blocks } = shown({ phases })
    expect(textsIn(blocks)[2]).toBe(
      [
        '▓▓▓░░░░░░░ *Pre-Launch* · 3 of 10 settled · 2 blocked',
        '░░░░░░░░░░ *Checks* · nothing is left here',
        '░░░░░░░░░░ Launch Day · 1 item, not open',
      ].join('\n'),
    )
  })

  test('what is blocked and why: five items, and how many more', () => {
    const blocked = items(7, { state: 'blocked', reason: 'no <disk>' })
    const text = textsIn(shown({ phases: [phaseOf(blocked)] }).blocks)[3]?.split('\n')
    expect(text).toHaveLength(7)
    expect(text?.[0]).toBe('*Blocked*')
    expect(text?.[1]).toBe('⛔ Item 1: no &lt;disk&gt;')
    expect(text?.[6]).toBe('and 2 more')
  })

  test('what is overdue and whose, longest first: five items of open phases, and how many more', () => {
    const dayAgo = (days: number) => new Date(monday.getTime() - days * 86_400_000)
    const overdue = items(6, { owners: [{ kind: 'person', id: 'U2BEN' }] }).map((item, index) => ({
      ...item,
      due: { at: dayAgo(index), by: 'hand' as const },
    }))
    const due = { at: dayAgo(9), by: 'plan' } as const
    const others = [
      anItem({ text: 'Done', due, state: 'done' }),
      anItem({ text: 'Blocked', due, state: 'blocked', reason: 'no' }),
      anItem({ text: 'To come', due: { at: dayAgo(-1), by: 'plan' } }),
      anItem({ text: 'Nobody’s', due }),
    ]
    const phases = [phaseOf([...overdue, ...others]), phaseOf([anItem({ due })], { opened: null })]
    const text = textsIn(shown({ phases }).blocks)[4]?.split('\n') ?? []
    expect(text[0]).toBe('*Overdue*')
    expect(text[1]).toMatch(/^⏰ Nobody’s · nobody’s · \*overdue\*, <!date\^\d+\^.*>$/)
    expect(text[2]).toMatch(/^⏰ Item 6 · <@U2BEN> · \*overdue\*, /)
    expect(text.slice(3, 6).map((line) => line.slice(2, 8))).toEqual(['Item 5', 'Item 4', 'Item 3'])
    expect(text[6]).toBe('and 2 more')
    expect(text).toHaveLength(7)
  })

  test('who signs as what, and who is not named yet', () => {
    const roles = [aRole({ personId: 'U2BEN' }), aRole({ name: 'DevOps Lead' })]
    const { blocks } = shown({ roles })
    expect(textsIn(blocks)).toEqual(
      expect.arrayContaining([
        '*Sign-off*',
        '*Security Lead*\n<@U2BEN> · not signed yet',
        '*DevOps Lead*\nnobody named yet',
      ]),
    )
  })

  test('what each role has said: when, why, until when, and that it is void', () => {
    const roles = verdicts.map((verdict, index) =>
      aRole({ id: `role-${index}`, name: verdict, personId: 'U2BEN' }),
    )
    const deputised = aRole({ id: 'role-3', name: 'deputised', deputyId: 'U3KIM' })
    const given = roles.map(({ id: roleId }, index) =>
      aSignOff({ roleId, verdict: verdicts[index], ...said[verdicts[index] ?? 'go'] }),
    )
    const linesOf = (more: Partial<SignOff>) =>
      textsIn(
        shown({
          roles: [...roles, deputised],
          signOffs: given.map((each) => ({ ...each, ...more })),
        }).blocks,
      ).slice(-4)
    const by = `<@U2BEN> · ${now}`
    const entry = ' · 1 `hash`'
    expect(linesOf({})).toEqual([
      `*go*\n✅ Go · ${by}${entry}`,
      `*no-go*\n⛔ No-go · ${by}: no &lt;disk&gt;${entry}`,
      `*hold*\n⏸️ Hold until ${later} · ${by}: too early${entry}`,
      '*deputised*\nnobody named yet, deputy <@U3KIM>',
    ])
    const again = ', <@U2BEN> has to sign again'
    expect(linesOf({ voidedAt: monday })[0]).toBe(
      `*go*\n⚠️ Void: Go, signed by <@U2BEN> ${now}${again}`,
    )
    // Whoever signed is not named for the role any more.
    expect(linesOf({ given: { at: monday, by: 'U9' } })[0]).toBe(
      `*go*\n⚠️ Void: Go, signed by <@U9> ${now}${again}`,
    )
  })

  test('the final box and what it waits for, which nobody ticks by a button', () => {
    const finalBox = anItem({ id: 'final', text: '**READY**' })
    const roles = [aRole({ personId: 'U2BEN' })]
    const line = (more: Parameters<typeof aBoard>[0]) => {
      const { blocks } = shown({ launch: aLaunch({ gates }), finalBox, roles, ...more })
      return [textsIn(blocks).at(-1), labelsIn(blocks)] as const
    }
    const usual = ['Sign Off…', 'Lead and Roles', 'History', 'Emergency…']
    expect(line({})).toEqual(['⬜ *READY* · waits for Backups tested', usual])
    expect(line({ phases: [phaseOf(items(3, { state: 'open' }))] })[0]).toBe(
      '⬜ *READY* · waits for 3 items: Database 3',
    )
    const settled = { phases: [phaseOf([anItem({ state: 'done' })])] }
    const ready = ['Sign Off…', 'Start Roll Call', 'Lead and Roles', 'History', 'Emergency…']
    expect(line(settled)).toEqual([
      '⬜ *READY* · ready for the roll call · not signed: Security Lead',
      ready,
    ])
    const rollCall = aRollCall()
    const underWay = ['Sign Off…', 'End Roll Call', 'Lead and Roles', 'History', 'Emergency…']
    expect(line({ ...settled, rollCall })).toEqual([
      '⬜ *READY* · the roll call is under way',
      underWay,
    ])
    const done = { ...finalBox, state: 'done', changed: { at: monday, by: 'golive' } } as const
    expect(line({ ...settled, finalBox: done })).toEqual([
      `✅ *READY* · ticked by the roll call, ${now}`,
      ['Undo', 'Sign Off…', 'We Are Live…', 'Lead and Roles', 'History', 'Emergency…'],
    ])
    const live = { launch: aLaunch({ gates, live: { at: monday, by: 'U1ANA' } }) }
    expect(line({ ...settled, ...live, finalBox: done })[1]).not.toContain('Undo')
  })

  test('who says no or hold, has not signed, or is not named, before the final box', () => {
    const finalBox = anItem({ id: 'final', text: '**READY**' })
    const phases = [phaseOf([anItem({ state: 'done' })])]
    const two = [
      aRole({ personId: 'U2BEN' }),
      aRole({ id: 'role-2', name: 'Tech & Lead', personId: 'U3KIM' }),
    ]
    const line = (verdict: Verdict, more: Partial<SignOff> = {}, roles = two) => {
      const signOffs = [aSignOff({ verdict, ...said[verdict], ...more })]
      return textsIn(
        shown({ launch: aLaunch({ gates }), finalBox, phases, roles, signOffs }).blocks,
      ).at(-1)
    }
    const unsigned = ' · not signed: Tech &amp; Lead'
    expect(line('go')).toBe(`⬜ *READY* · ready for the roll call${unsigned}`)
    expect(line('go', { voidedAt: monday })).toBe(
      '⬜ *READY* · ready for the roll call · not signed: Security Lead, Tech &amp; Lead',
    )
    expect(line('no-go')).toBe(`⬜ *READY* · *no-go* by Security Lead${unsigned}`)
    expect(line('hold')).toBe(`⬜ *READY* · *hold* by Security Lead${unsigned}`)
    expect(line('hold', { until: monday })).toBe(
      `⬜ *READY* · the hold by Security Lead is over${unsigned}`,
    )
    const open = two.map((role) => ({ ...role, personId: null }))
    expect(line('go', {}, open)).toBe('⬜ *READY* · 2 roles without a person')
  })

  test('what waits for the final box, and the roll call as it stands', () => {
    const finalBox = anItem({ id: 'final', text: '**READY**' })
    const roles = [aRole({ personId: 'U2BEN' })]
    const lines = (rollCall: RollCall, more: Parameters<typeof aBoard>[0] = {}) =>
      textsIn(shown({ launch: aLaunch({ gates }), finalBox, roles, rollCall, ...more }).blocks)
        .at(3)
        ?.split('\n')
    const waits = '🔒 Database and going live wait for *READY*'
    expect(lines(aRollCall())).toEqual([waits, '📣 Roll call: 0 of 1 answered'])
    const given = { ...at, verdict: 'no-go', reason: 'no <disk>', until: null } as const
    const against = aRollCall({ given, ended: { ...at, verdict: 'no-go' } })
    const why = 'by Security Lead, <@U2BEN>: no &lt;disk&gt;'
    expect(lines(against)).toEqual([waits, `⛔ Roll call of ${now}: *No-go* ${why}`])
    const go = aRollCall({ ended: { ...at, verdict: 'go' } })
    expect(lines(go)?.[1]).toBe(`⚠️ Roll call of ${now}: *Go*, taken back since`)
    const done = lines(go, { finalBox: { ...finalBox, state: 'done' } })
    expect(done).toEqual([`✅ Roll call of ${now}: *Go*`])
    const silent = aRollCall({ ended: { ...at, verdict: 'silent' } })
    expect(lines(silent)).toEqual([waits, `🔇 Roll call of ${now}: *No answer*`])
  })

  test('every override, with what it waives, until an approver declines it', () => {
    const override = {
      id: 'o',
      gate: 'going-live',
      reason: 'no <time>',
      itemIds: ['item-1'],
      asked: at,
    }
    const answers = [
      { ...at, by: 'U3KIM', how: 'confirmed' },
      { ...at, by: 'U3KIM', how: 'declined' },
      null,
    ] as const
    const overrides = answers.map((answer) => ({ ...override, answer }))
    const { blocks } = shown({ launch: aLaunch({ gates }), overrides })
    expect(textsIn(blocks).at(3)?.split('\n')).toEqual([
      `⚠️ *Override:* going live with 1 item unsettled, by <@U2BEN> and <@U3KIM>, ${now}: no &lt;time&gt;`,
      '⚠️ *Override asked for:* going live with 1 item unsettled, by <@U2BEN>: no &lt;time&gt;. An approver has to confirm it.',
    ])
  })

  test('that it is live, or how it ended, instead of the countdown', () => {
    const live = { at: monday, by: 'U1ANA' }
    const line = (more: Parameters<typeof aLaunch>[0]) =>
      textsIn(shown({ launch: aLaunch(more) }).blocks)[1]?.split('\n')[0]
    expect(line({ live })).toBe(`🚀 *Live* since ${now} · *T-0* was ${when.split(' · ')[0]}`)
    const late = aLaunch({ t0: new Date(monday.getTime() - 1) })
    expect(textsIn(shown({ launch: late }).blocks)[1]?.split('\n')[0]).toMatch(
      / · today, less than an hour ago · ⏰ \*not live yet:\* say We Are Live, or move T-0$/,
    )
    const how = (how: Ending, reason: string | null = null) =>
      line({ live, ended: { ...live, how, reason } })
    const since = ` · live since ${now}`
    expect(how('complete')).toBe(`*Closed, complete* by <@U1ANA>, ${now}${since}`)
    expect(how('incomplete', 'no <time>')).toBe(
      `*Closed with items open* by <@U1ANA>, ${now}: no &lt;time&gt;${since}`,
    )
    expect(how('aborted', 'no go')).toBe(`*Aborted* by <@U1ANA>, ${now}: no go${since}`)
  })

  test('when a phase opens by itself', () => {
    const windows: [Phase['window'], RegExp][] = [
      [null, /, not open$/],
      // Noon of T-0's day in Berlin, which is the same day on most clocks.
      [{ kind: 'day' }, /, opens <!date\^1796641200\^\{date_short_pretty\}\|Mon 7 Dec 2026>$/],
      [{ kind: 'after', hours: 24 }, /, opens after going live$/],
      [{ kind: 'every', unit: 'week' }, /, opens after going live$/],
    ]
    for (const [window, words] of windows) {
      const phases = [phaseOf(items(1), { opened: null, window })]
      expect(textsIn(shown({ phases }).blocks)[2]).toMatch(words)
      const ended = { at: monday, by: 'U1ANA', how: 'aborted' as const, reason: null }
      const over = shown({ phases, launch: aLaunch({ ended }) })
      expect(textsIn(over.blocks)[2]).toMatch(/, never opened$/)
    }
  })

  test('who has not signed, and when it ended not that they still will', () => {
    const roles = [aRole({ personId: 'U2BEN' }), aRole({ id: 'role-2', personId: null })]
    const linesOf = (ended: Launch['ended']) =>
      shown({ roles, launch: aLaunch({ ended }) })
        .text.split('\n')
        .filter((line) => line.startsWith('Sign-off'))
        .map((line) => line.split(': ')[1])
    expect(linesOf(null)).toEqual(['<@U2BEN> · not signed yet', 'nobody named yet'])
    const ended = { at: monday, by: 'U1ANA', how: 'aborted', reason: null } as const
    expect(linesOf(ended)).toEqual(['<@U2BEN> · not signed', 'nobody named'])
  })

  test('that it is a rehearsal', () => {
    const { blocks, text } = shown({ launch: aLaunch({ isRehearsal: true }) })
    expect(textsIn(blocks)[0]).toBe('Rehearsal: Payments 2.0')
    expect(text).toMatch(/^Launch: Rehearsal: Payments 2\.0\n/)
  })

  test('the same in its text, for who does not see the blocks', () => {
    const message = shown({
      phases: [phaseOf([anItem({ state: 'blocked', reason: 'no disk' })])],
      roles: [aRole({ personId: 'U2BEN' })],
      finalBox: anItem({ id: 'final', text: '**READY**' }),
      launch: aLaunch({ gates }),
    })
    expect(message.text.split('\n')).toEqual([
      'Launch: Payments 2.0',
      `*T-0* ${when}`,
      '*Lead* <@U1ANA> · *Checklist* Production Go-Live Checklist',
      '░░░░░░░░░░ *Pre-Launch* · 0 of 1 settled · 1 blocked',
      '*Blocked*',
      '⛔ Backups tested: no disk',
      '🔒 Database and going live wait for *READY*',
      'Sign-off, Security Lead: <@U2BEN> · not signed yet',
      '⬜ *READY* · waits for Backups tested',
    ])
  })
})

describe('the button that opens the next phase', () => {
  const next = aPhase({ id: 'phase-2', name: 'Launch Day', opened: null })
  const openButton = (
    list: ReturnType<typeof items>,
    window: Phase['window'] = null,
    launch = aLaunch(),
  ) =>
    buttonsIn(shown({ phases: [phaseOf(list), { ...next, window }], launch }).blocks).find(
      ({ text }) => text.text.startsWith('Open'),
    )
  const question = (button: ReturnType<typeof openButton>) =>
    (button?.confirm as ConfirmationDialog | undefined)?.text.text
  const settled = items(2, { state: 'not-applicable' })

  test('names that phase, and is there while it is not open', () => {
    const button = openButton(items(1))
    expect(button?.text.text).toBe('Open Launch Day')
    expect(JSON.parse(button?.value ?? '')).toEqual({ launchId: 'launch-1', phaseId: 'phase-2' })
    const labels = labelsIn(shown({ phases: [phaseOf(items(1))] }).blocks)
    expect(labels.filter((label) => label.startsWith('Open'))).toEqual([])
  })

  test('asks first while something is not settled, and says how much', () => {
    expect(question(openButton([...items(2), ...items(1, { state: 'done' })]))).toBe(
      '2 items of Pre-Launch are not settled. Open Launch Day now?',
    )
  })

  test('asks first before its time, and says when that is', () => {
    expect(question(openButton(settled, { kind: 'day' }))).toBe(
      'It opens by itself on Mon 7 Dec 2026, 00:00 GMT+1. Open Launch Day now?',
    )
  })

  test('asks nothing when all is settled and its time has come', () => {
    const button = openButton(settled, { kind: 'before', fromDays: 20, toDays: 0 })
    expect([button?.text.text, question(button)]).toEqual(['Open Launch Day', undefined])
    expect(question(openButton(settled))).toBeUndefined()
  })

  test('is not there before going live, for what comes after it', () => {
    const live = aLaunch({ live: at })
    for (const window of [
      { kind: 'after', hours: 24 },
      { kind: 'every', unit: 'week' },
    ] as const) {
      expect(openButton(settled, window)).toBeUndefined()
      expect(openButton(settled, window, live)?.text.text).toBe('Open Launch Day')
    }
  })
})

describe('the menu of the board', () => {
  const live = { at: monday, by: 'U1ANA' }
  const ended = { ...live, how: 'complete', reason: null } as const

  test.each([
    ['a launch ahead', {}, ['Move T-0…', 'Override a gate…', 'Links…', 'Checklist…', 'Abort…']],
    [
      'one that is live',
      { live },
      ['Close…', 'Abort…', 'Override a gate…', 'Links…', 'Checklist…'],
    ],
    ['one that has ended', { live, ended }, []],
  ])('of %s', (_which, more, labels) => {
    expect(stepsIn(shown({ launch: aLaunch({ gates, ...more }) }))).toEqual(labels)
  })

  test('is a button for what comes next: closing, and reopening', () => {
    const labels = (more: Parameters<typeof aLaunch>[0]) =>
      labelsIn(shown({ launch: aLaunch({ gates, ...more }) }).blocks)
    expect(labels({ live })).toEqual(['Close…', 'Lead and Roles', 'History', 'Emergency…'])
    expect(labels({ live, ended })).toEqual(['Reopen…', 'History', 'Checklist…'])
  })
})

/** What the overflow menu offers, with each a value that golive reads back. */
function stepsIn({ blocks }: ReturnType<typeof shown>): string[] {
  const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
  const menu = elements.find((element) => element.type === 'overflow')
  for (const { value } of menu?.options ?? []) {
    expect(decode(actions.takeStep, value ?? '')?.launchId).toBe('launch-1')
  }
  return menu?.options.map(({ text }) => text.text) ?? []
}
