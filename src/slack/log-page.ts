import type { Context } from '../commands/context.ts'
import { mayLook } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readStakes } from '../store/board.ts'
import { listEvents } from '../store/events.ts'
import { findItem } from '../store/items.ts'
import { type LogPage, logPageSize } from '../views/log.ts'

/** Reads a page of a launch's record, or of one item's. Refuses whoever may not see the launch. */
export async function readLogPage(
  { db }: Context,
  actor: Actor,
  about: { launchId: string; itemId: string | null; before: number | null },
  fromChannelId: string | null,
): Promise<LogPage> {
  const stakes = await readStakes(db, about.launchId)
  if (!stakes || !mayLook(actor, stakes, fromChannelId ?? stakes.launch.channelId)) {
    throw new Refusal({ code: 'launch-unknown' })
  }
  const item = about.itemId ? ((await findItem(db, about.itemId))?.item ?? null) : null
  const events = await listEvents(db, about, { before: about.before, limit: logPageSize + 1 })
  return {
    launch: stakes.launch,
    item,
    events: events.slice(0, logPageSize),
    isNewest: about.before === null,
    hasOlder: events.length > logPageSize,
  }
}
