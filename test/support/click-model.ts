import fc from 'fast-check'
import { type ItemAction, type ItemState, itemActionNames } from '../../src/domain/item.ts'
import type { Actor } from '../../src/domain/person.ts'
import { ana, bob, kim } from './launches.ts'

/** One person's click: they look at the item or not, and Slack delivers it once or more, later. */
type Click = {
  item: number
  by: Actor
  action: ItemAction
  reason: string
  looksFirst: boolean
  delays: number[]
}

export const clicks = fc.array(
  fc.record<Click>({
    item: fc.integer({ min: 0, max: 2 }),
    by: fc.constantFrom(ana, bob, kim),
    action: fc.constantFrom(...itemActionNames),
    reason: fc.constantFrom('No access', 'Too late'),
    looksFirst: fc.boolean(),
    delays: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 18 },
)

export type Modelled = {
  state: ItemState
  reason: string | null
  version: number
  beforeTick: { state: ItemState; reason: string | null }
}

const towards = {
  tick: 'done',
  start: 'in-progress',
  block: 'blocked',
  exclude: 'not-applicable',
  reopen: 'open',
} as const

/** What a delivered click does, in plain words: the second telling of the rule. */
export function reduce(
  item: Modelled,
  wish: { action: ItemAction; version: number; reason: string | null },
): 'changed' | 'unchanged' | 'item-changed' {
  const { action, reason } = wish
  const isThere =
    action === 'undo'
      ? item.state !== 'done'
      : item.state === towards[action] && (reason === null || item.reason === reason)
  if (isThere) return 'unchanged'
  if (wish.version !== item.version) return 'item-changed'
  const { state, reason: reasonBefore } = item
  if (action === 'tick') item.beforeTick = { state, reason: reasonBefore }
  const next = action === 'undo' ? item.beforeTick : { state: towards[action], reason }
  Object.assign(item, next, { version: item.version + 1 })
  return 'changed'
}

type Step =
  | { kind: 'look'; item: number; see(version: number): void }
  | {
      kind: 'deliver'
      item: number
      by: Actor
      wish: { action: ItemAction; version: number; reason: string | null }
    }

/** The looks and the deliveries of clicks in the order in which they happen. */
export function* deliveries(sequence: readonly Click[]): Generator<Step> {
  const lastSeen = new Map<string, number>()
  const queue: { due: number; step: Step }[] = []
  for (let moment = 0; moment < sequence.length || queue.length > 0; moment++) {
    const click = sequence[moment]
    if (click) {
      const { item, by, action } = click
      const key = `${by.id} ${item}`
      if (click.looksFirst) {
        yield { kind: 'look', item, see: (version) => lastSeen.set(key, version) }
      }
      const reason = action === 'block' || action === 'exclude' ? click.reason : null
      const wish = { action, version: lastSeen.get(key) ?? 0, reason }
      for (const delay of click.delays) {
        queue.push({ due: moment + delay, step: { kind: 'deliver', item, by, wish } })
      }
    }
    for (const { step } of queue.filter(({ due }) => due === moment)) yield step
    queue.splice(0, queue.length, ...queue.filter(({ due }) => due > moment))
  }
}
