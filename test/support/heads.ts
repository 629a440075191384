import type { Head } from '../../src/domain/chain.ts'
import type { Db } from '../../src/store/database.ts'
import { findHead } from '../../src/store/events.ts'

/** Where a launch's record ends. */
export async function headOf(db: Db, launchId: string): Promise<Head> {
  const head = await findHead(db, launchId)
  if (!head) throw new Error('the record has no head')
  return head
}
