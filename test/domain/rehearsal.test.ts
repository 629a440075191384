import { expect, test } from 'vitest'
import { minutesOf, rehearsedFor } from '../../src/domain/rehearsal.ts'
import { aBoard, aLaunch, anItem, aPhase, aSection } from '../support/builders.ts'

const t0 = new Date('2026-12-07T09:00:00Z')
const after = (minutes: number) => new Date(t0.getTime() + minutes * 60_000)
const doneAt = (minutes: number) => ({ at: after(minutes), by: 'U2BOB' })
const planned = (minutes: number) => ({ at: after(minutes), by: 'plan' as const })

const verification = aSection({
  name: 'Verification',
  items: [
    anItem({ id: 'a', state: 'done', changed: doneAt(70), due: planned(60) }),
    anItem({ id: 'b', state: 'not-applicable', changed: doneAt(95), due: planned(60) }),
  ],
})
const open = aSection({ id: 'section-2', name: 'Later', items: [anItem({ due: planned(480) })] })
const rehearsal = aBoard({
  launch: aLaunch({ t0, isRehearsal: true, live: doneAt(10) }),
  phases: [
    aPhase({ name: 'Launch Day', window: { kind: 'day' }, sections: [verification, open] }),
    aPhase({ id: 'phase-2', name: 'Before', window: { kind: 'before', fromDays: 14, toDays: 7 } }),
  ],
})

test('keeps how long a section was to take, and took from going live', () => {
  const minutes = minutesOf(rehearsal)
  expect(rehearsedFor(minutes, { name: 'Launch Day' }, verification)).toEqual({
    planned: 60,
    actual: 85,
  })
})

test('knows no end of what was not settled, and nothing of what is before the launch day', () => {
  const minutes = minutesOf(rehearsal)
  expect(rehearsedFor(minutes, { name: 'Launch Day' }, open)).toEqual({
    planned: 480,
    actual: null,
  })
  expect(rehearsedFor(minutes, { name: 'Before' }, aSection())).toBeNull()
})
