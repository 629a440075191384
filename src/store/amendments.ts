/** How words of the record give way, which is all that the database lets happen to it. */
import { type ChainedEntry, digestOfContent } from '../domain/chain.ts'
import type { Db } from './database.ts'
import { newSalt } from './events.ts'

/**
 * Gives entries their new words, each with a new salt; that they were announced lasts as long as the
 * transaction. Returns the digests that the record has to say ('record.amended') for its chain to hold.
 */
export async function amendEntries(
  db: Db,
  entries: readonly ChainedEntry[],
): Promise<{ place: number; digest: string }[]> {
  const said: { place: number; digest: string }[] = []
  for (const entry of entries) {
    const { id, launchId: launch_id, place, by, data } = entry
    const salt = newSalt()
    await db.insertInto('amendments').values({ launch_id, place }).execute()
    await db.updateTable('events').set({ by, data, salt }).where('id', '=', id).execute()
    said.push({ place, digest: digestOfContent(entry, salt) })
  }
  await db.deleteFrom('amendments').execute()
  return said
}
