import type { Item, Launch } from '../domain/launch.ts'
import type { Db } from './database.ts'
import { withDetails } from './items.ts'
import { launches, toLaunch } from './launches.ts'

/** Items of these launches' open phases whose text has these words in it, whatever their case; newest launches first. */
export async function searchItems(
  db: Db,
  launchIds: readonly string[],
  words: string,
  limit: number,
): Promise<{ item: Item; launch: Launch }[]> {
  const texts = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .innerJoin('launches', 'launches.id', 'items.launch_id')
    .select(['items.id', 'items.text'])
    .where('items.launch_id', 'in', [...launchIds])
    .where('phases.opened_at', 'is not', null)
    .where('phases.ended_at', 'is', null)
    .where('items.removed_at', 'is', null)
    .orderBy('launches.started_at', 'desc')
    .orderBy('items.position')
    .execute()
  // Not in SQL: what is the same letter in another case is not known to every database.
  const wanted = words.toLowerCase()
  const found = texts.filter(({ text }) => text.toLowerCase().includes(wanted)).slice(0, limit)
  const itemIds = found.map(({ id }) => id)
  const rows = await db.selectFrom('items').selectAll().where('id', 'in', itemIds).execute()
  const items = await withDetails(db, { itemIds }, rows)
  const launchRows = await launches(db)
    .where('launches.id', 'in', [...new Set(rows.map(({ launch_id }) => launch_id))])
    .execute()
  const launchOf = new Map(launchRows.map((row) => [row.id, toLaunch(row)]))
  const place = new Map(itemIds.map((id, index) => [id, index]))
  return items
    .flatMap((item, index) => {
      const launch = launchOf.get(rows[index]?.launch_id ?? '')
      return launch ? { item, launch } : []
    })
    .sort((one, other) => (place.get(one.item.id) ?? 0) - (place.get(other.item.id) ?? 0))
}
