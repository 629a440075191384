/** Ticks that are no longer good: their items are open again, and who owns them is told. */
import type { Board, Item } from '../domain/launch.ts'
import { peopleBehind } from '../domain/owner.ts'
import type { Actor } from '../domain/person.ts'
import { shownItems } from '../domain/surface.ts'
import { updateItem } from '../store/items.ts'
import { refreshItems } from './refresh-items.ts'
import type { Work } from './run.ts'

/** Why: its days are over, or T-0 moved. */
type WhyExpired = 'days' | 't0'

/** Takes back the ticks of a launch, which is locked, that are no longer good for this reason. */
export async function expireTicks(
  work: Work,
  actor: Actor,
  board: Board,
  why: WhyExpired,
): Promise<void> {
  const { launch } = board
  const isOver = ({ state, expires, goodUntil }: Item) =>
    state === 'done' &&
    (why === 't0' ? expires?.kind === 't0' : goodUntil !== null && goodUntil <= work.now)
  const phases = board.phases.filter(({ endedAt }) => endedAt === null)
  const over = shownItems(phases).filter(({ item }) => isOver(item))
  for (const { item } of over) {
    const changed = { at: work.now, by: actor.id }
    const expired = { expired: work.now, goodUntil: null }
    await updateItem(work.db, item, { ...item, state: 'open', reason: null, changed, ...expired })
    await work.record(launch, {
      type: 'item.expired',
      itemId: item.id,
      data: { text: item.text, why, tickedBy: item.changed?.by ?? launch.leadId },
    })
  }
  if (over.length === 0) return
  await tellOwners(
    work,
    board,
    over.map(({ item }) => item),
    why,
  )
  await refreshItems(work, launch, over)
}

/** So many are named to each. */
const named = 2

/** Once each; of what is nobody's the lead is told. */
async function tellOwners(
  work: Work,
  { launch, roles }: Board,
  items: readonly Item[],
  why: WhyExpired,
): Promise<void> {
  const told = items.flatMap((item) => {
    const people = peopleBehind(item.owners, roles)
    return (people.length > 0 ? people : [launch.leadId]).map((personId) => ({ personId, item }))
  })
  for (const [personId, own] of Map.groupBy(told, (each) => each.personId)) {
    const texts = own.slice(0, named).map(({ item }) => item.text)
    const data = { personId, why, items: own.length, texts }
    const eventId = await work.record(launch, { type: 'ticks.expired', data })
    await work.announce(launch, eventId, personId)
  }
}
