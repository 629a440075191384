import { describe, expect, test } from 'vitest'
import { usualHabits } from '../../src/domain/habits.ts'
import { holidayIn } from '../../src/domain/holidays.ts'
import type { Board } from '../../src/domain/launch.ts'
import { slipOf, type Whereabouts } from '../../src/domain/slip.ts'
import { aBoard, aLaunch, anItem, aPhase, aRole, aSection, monday } from '../support/builders.ts'

const zone = 'Europe/Berlin'
/** Monday 7 December, 10:00 in Berlin. */
const t0 = new Date('2026-12-07T09:00:00Z')
const in2 = { at: new Date('2026-11-30T17:00:00Z'), by: 'plan' as const }
const mark = { at: monday, by: 'U2BOB' }

const before = aPhase({
  id: 'before',
  name: 'Before',
  window: { kind: 'before', fromDays: 14, toDays: 7 },
  sections: [
    aSection({
      id: 'servers',
      items: [
        anItem({ id: 'open', due: in2, owners: [{ kind: 'person', id: 'U2BOB' }] }),
        anItem({ id: 'done', state: 'done', changed: mark, due: in2 }),
        anItem({ id: 'by-hand', due: { at: in2.at, by: 'hand' } }),
      ],
    }),
  ],
})
const day = aPhase({
  id: 'day',
  name: 'Launch Day',
  window: { kind: 'day' },
  opened: null,
  sections: [
    aSection({
      id: 'deploy',
      items: [
        anItem({
          id: 'deployed',
          due: { at: new Date('2026-12-07T17:00:00Z'), by: 'plan' },
          owners: [{ kind: 'role', id: 'role-1' }],
        }),
      ],
    }),
  ],
})
const role = aRole({ personId: 'U3KIM' })
const board = (more: Partial<Board> = {}) =>
  aBoard({
    launch: aLaunch({ t0, zone, leadId: 'U1ANA' }),
    phases: [before, day],
    roles: [role],
    ...more,
  })

const people = new Map<string, Whereabouts>([
  ['U1ANA', { zone, habits: usualHabits }],
  ['U2BOB', { zone: 'America/New_York', habits: usualHabits }],
  ['U3KIM', { zone: 'Asia/Kolkata', habits: usualHabits }],
])
const noHolidays = () => null
const slip = (to: string, shown = board(), now = new Date('2026-11-24T09:00:00Z')) =>
  slipOf(shown, new Date(to), people, noHolidays, now)

test('what is planned from T-0 and not settled moves; what was set by hand stays', () => {
  const { dues } = slip('2026-12-09T09:00:00Z')
  expect(dues.map(({ item, to }) => [item.id, to.toISOString()])).toEqual([
    ['open', '2026-12-02T17:00:00.000Z'],
    ['deployed', '2026-12-09T17:00:00.000Z'],
  ])
})

test('what falls due next comes first, with its section; phases say when they open instead', () => {
  const { dues, openings } = slip('2026-12-09T09:00:00Z', board({ phases: [day, before] }))
  expect(dues.map(({ item, section }) => [section.id, item.id])).toEqual([
    ['servers', 'open'],
    ['deploy', 'deployed'],
  ])
  expect(openings.map(({ phase, from, to }) => [phase.id, from, to])).toEqual([
    ['day', new Date('2026-12-06T23:00:00Z'), new Date('2026-12-08T23:00:00Z')],
  ])
})

test('says what would be overdue at once', () => {
  expect(slip('2026-11-26T09:00:00Z').overdue).toBe(1)
  expect(slip('2026-12-09T09:00:00Z').overdue).toBe(0)
})

test('names weekends, and holidays with where they are', () => {
  const to = new Date('2026-12-25T09:00:00Z')
  const { daysOff } = slipOf(board(), to, people, holidayIn, new Date('2026-11-24T09:00:00Z'))
  expect(daysOff).toEqual([
    {
      date: '2026-12-25',
      hasT0: true,
      items: 1,
      why: ['Christmas Day (Germany, United States of America, India)'],
      people: ['U1ANA', 'U2BOB', 'U3KIM'],
    },
  ])
  expect(slip('2026-12-12T09:00:00Z').daysOff).toMatchObject([
    { date: '2026-12-05', hasT0: false, items: 1, why: ['a weekend'] },
    { date: '2026-12-12', hasT0: true, items: 1, why: ['a weekend'] },
  ])
})

test('a deputy counts as who has a part in it', () => {
  const roles = [{ ...role, personId: 'U1ANA', deputyId: 'U2BOB' }]
  const phases = [day]
  const { overHours } = slip('2026-12-09T09:00:00Z', board({ roles, phases }))
  expect(overHours.map(({ personId }) => personId)).toContain('U2BOB')
})

test('names those for whom T-0, or what falls due around it, is outside of their hours', () => {
  const { overHours } = slip('2026-12-09T09:00:00Z')
  expect(overHours).toEqual([
    // 22:30 in Kolkata: what the role owns.
    { personId: 'U3KIM', zone: 'Asia/Kolkata', t0: null, items: 1 },
    // 4:00 in New York.
    {
      personId: 'U2BOB',
      zone: 'America/New_York',
      t0: new Date('2026-12-09T09:00:00Z'),
      items: 0,
    },
  ])
})

describe('phases', () => {
  const opened = { ...day, opened: mark }
  const onTheDay = new Date('2026-12-07T08:30:00Z')

  test('whose time is to come again would close, the launch day before others', () => {
    const { shuts } = slip('2027-01-11T09:00:00Z', board({ phases: [before, opened] }), onTheDay)
    expect(shuts.map(({ phase, isSuggested }) => [phase.id, isSuggested])).toEqual([
      ['before', false],
      ['day', true],
    ])
  })

  test('stay where their time has come all the same', () => {
    const { shuts } = slip('2026-12-07T15:00:00Z', board({ phases: [before, opened] }), onTheDay)
    expect(shuts).toEqual([])
  })

  test('whose time has come then open', () => {
    const { opens } = slip('2026-11-24T15:00:00Z', board())
    expect(opens.map(({ id }) => id)).toEqual(['day'])
  })
})

test('what was signed will be void', () => {
  const signOffs = [
    {
      id: 'sign-off-1',
      roleId: role.id,
      verdict: 'go' as const,
      reason: null,
      until: null,
      given: { at: monday, by: 'U3KIM' },
      place: 1,
      hash: 'hash',
      digest: 'x',
      voidedAt: null,
    },
  ]
  expect(slip('2026-12-09T09:00:00Z', board({ signOffs })).voids).toEqual([role])
  expect(slip('2026-12-09T09:00:00Z').voids).toEqual([])
})
