import { type Context, launchFor } from '../commands/context.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { listEvents } from '../store/events.ts'
import { findItem } from '../store/items.ts'
import { type LogPage, logPageSize } from '../views/log.ts'

/** Reads a page of a launch's record, or of one item's. Refuses whoever may not see the launch. */
export async function readLogPage(
  { db }: Context,
  actor: Actor,
  about: { launchId: string; itemId: string | null; before: number | null },
): Promise<LogPage> {
  const { launch } = await launchFor(db, actor, about.launchId)
  const placed = about.itemId ? await findItem(db, about.itemId) : null
  if (placed && placed.launchId !== launch.id) throw new Refusal({ code: 'item-unknown' })
  const events = await listEvents(db, about, { before: about.before, limit: logPageSize + 1 })
  return {
    launch,
    item: placed?.item ?? null,
    events: events.slice(0, logPageSize),
    isNewest: about.before === null,
    hasOlder: events.length > logPageSize,
  }
}
