import { findAnnouncement, keepAnnouncement } from '../store/announcements.ts'
import type { Db } from '../store/database.ts'
import { endWish } from '../store/outbox.ts'
import { adoptMessage, findShown } from '../store/surfaces.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/** A message of golive's that is in Slack, and what it was posted for: the key of an outbox row. */
export type PostedMessage = { workspaceId: string; channelId: string; ts: string; key: string }

/**
 * Learns that a message of golive's is there. Slack's answer to a post can be lost, so it may be one
 * that golive does not know: then it is taken as the one that was to be posted, or, if another one was
 * posted meanwhile, taken back.
 */
export async function placeMessage(context: Context, message: PostedMessage): Promise<void> {
  const { key, ts, workspaceId } = message
  const known = await findPlace(context.db, key)
  if (known?.ts === ts) return
  await run(context, systemActor(workspaceId), async (work) => {
    if (await isAdopted(work.db, message)) return
    const other = await findPlace(work.db, key)
    if (other?.ts && other.ts !== ts) await work.withdraw(other.launchId, message)
  })
}

async function isAdopted(db: Db, message: PostedMessage): Promise<boolean> {
  if (await adoptMessage(db, message.key, message)) return true
  return isAnnouncement(message.key) && (await endWish(db, message.key))
    ? keepAnnouncement(db, message)
    : false
}

async function findPlace(
  db: Db,
  key: string,
): Promise<{ ts: string | null; launchId: string | null } | undefined> {
  if (!isAnnouncement(key)) return findShown(db, key)
  const announcement = await findAnnouncement(db, key)
  return announcement && { ...announcement, launchId: null }
}

function isAnnouncement(key: string): boolean {
  return key.startsWith('announce:')
}
