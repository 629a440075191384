/** A launch with all that a report tells of, and the words that are hardest to set. */
import { addHours } from 'date-fns/addHours'
import type { Event, EventData, EventType } from '../../src/domain/event.ts'
import type { Board, Item } from '../../src/domain/launch.ts'
import { type Report, reportOf } from '../../src/domain/report.ts'
import { aBoard, aLaunch, anEvent, anItem, aPhase, aRole, aSection, monday } from './builders.ts'

const ana = 'U1ANA'
const ben = 'U2BEN'
const ofEmergency = { emergencyId: 'emergency-1' }

function at(hours: number): Date {
  return addHours(monday, hours)
}

/** So many hours after the start; `marks` more roll calls. */
export function aLongCourse(marks = 0): { board: Board; events: Event[]; now: Date } {
  const list = Array.from({ length: 40 }, (_, index): Item => {
    const isDone = index < 34
    const text = `Ä${index} Проверка ✓ ${'a very long name of an item '.repeat(index % 5)}`
    const settled = {
      state: 'done',
      changed: { at: at(index * 8), by: index % 3 ? ana : ben },
    } as const
    const due = { at: at(200), by: 'plan' } as const
    return anItem({ id: `item-${index}`, text, due, ...(isDone ? settled : {}) })
  })
  const followUp = anItem({
    id: 'follow',
    text: 'Alert on **queue** length',
    due: { at: at(400), by: 'plan' },
  })
  const t0 = at(14 * 24)
  const events: Event[] = []
  const add = <T extends EventType>(type: T, hours: number, data: EventData<T>, itemId?: string) =>
    events.push(anEvent(type, data, { at: at(hours), by: ben, ...(itemId && { itemId }) }))
  add('launch.started', 0, {
    ...{ name: 'Payments 2.0', t0: at(10 * 24).toISOString(), zone: 'Europe/Berlin', leadId: ana },
    ...{
      template: 'Checklist',
      roles: [],
      isRehearsal: false,
      tier: 'high',
      absent: [],
      leftOut: 0,
    },
  })
  add('phase.opened', 0, { phaseId: 'phase-1', name: 'Pre-Launch', items: 20 })
  const move = { reason: 'Disk', reasonBefore: null, from: 'open', to: 'blocked' } as const
  add('item.blocked', 20, { text: list[5]?.text ?? '', ...move }, 'item-5')
  for (const [index, { id, text, state }] of list.entries()) {
    if (state !== 'done') continue
    const ticked = { text, from: 'open', to: 'done', reason: null, reasonBefore: null } as const
    add('item.ticked', index * 8, ticked, id)
  }
  const wordsOfMove = {
    reason: 'The bank’s test system is down until Thursday',
    dues: 9,
    people: [],
  }
  add('t0.moved', 150, { from: at(240).toISOString(), to: t0.toISOString(), ...wordsOfMove })
  const rollCall = { rollCallId: 'r', answers: [] }
  add('roll-call.ended', 200, { ...rollCall, verdict: 'no-go' })
  add('phase.opened', 210, { phaseId: 'phase-2', name: 'Launch Day – Запуск', items: 20 })
  add('emergency.started', 230, {
    ...{ ...ofEmergency, number: 1, isDrill: false, words: 'Errors at the checkout' },
    ...{ began: at(229.5).toISOString(), commanderId: ben },
  })
  const decided = {
    outcome: 'Monitor and fix',
    reason: 'It recovers',
    watchUntil: null,
    watcherId: null,
  }
  add('emergency.decided', 230.4, { ...ofEmergency, ...decided })
  add('emergency.resolved', 232, {
    ...{ ...ofEmergency, how: 'goes-on', words: 'Fixed', isDrill: false, followUps: 1 },
    ...{ detect: 30, decide: 24, resolve: 120 },
  })
  const override = {
    overrideId: 'o',
    gate: 'closing',
    opens: 'closing as complete',
    reason: 'Hardly matters',
  }
  add('override.confirmed', 260, { ...override, unsettled: 2, items: [], askedBy: ana })
  for (let index = 0; index < marks; index++)
    add('roll-call.ended', 261 + index, { ...rollCall, verdict: 'hold' })
  add('launch.live', 340, { at: at(340).toISOString() })
  events.sort((one, other) => Number(one.at) - Number(other.at))
  const launch = aLaunch({ name: 'Zahlungen 2.0 – Ж ✓', t0, live: { at: at(340), by: ana } })
  const board = aBoard({
    launch,
    phases: [
      aPhase({
        sections: [aSection({ items: list.slice(0, 20) })],
        window: { kind: 'before', fromDays: 14, toDays: 7 },
      }),
      aPhase({
        id: 'phase-2',
        name: 'Launch Day – Запуск',
        sections: [aSection({ items: list.slice(20) })],
      }),
      aPhase({
        ...{ id: 'phase-3', name: 'Emergency 1', emergencyId: 'emergency-1' },
        ...{
          opened: { at: at(232), by: ben },
          sections: [aSection({ name: 'Follow-ups', items: [followUp] })],
        },
      }),
    ],
    roles: [
      aRole({ name: 'Security Lead', personId: ben }),
      aRole({ id: 'role-2', name: 'Größe & Co' }),
    ],
    signOffs: [
      {
        ...{ id: 's', roleId: 'role-1', verdict: 'no-go', reason: 'Keys', until: null, place: 1 },
        ...{ given: { at: at(199), by: ben }, digest: '', voidedAt: null, hash: '' },
      },
    ],
  })
  return { board, events, now: at(380) }
}

export function aLongReport(marks = 0): Report {
  const { board, events, now } = aLongCourse(marks)
  return reportOf(board, events, now, { withPeople: true })
}
