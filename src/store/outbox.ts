import { sql } from 'kysely'
import { keyOf } from '../domain/surface.ts'
import { type Db, iso } from './database.ts'
import type { OutboxRow, SurfaceRow } from './schema.ts'
import { type Shared, sharedIn } from './shared.ts'
import { listStatement } from './statement.ts'

/** Something that Slack must still be told. */
export type Message = {
  key: string
  /** Null for what is about several launches. */
  launchId: string | null
  workspaceId: string
  channelId: string
  kind: OutboxRow['kind']
  target: string
  revision: number
  attempts: number
  createdAt: Date
  position: number
  notBefore: Date
  leaseUntil: Date | null
  priority: number
  /** The message that it edits; null where there is none. */
  ts: string | null
  isBoard: boolean
  /** Whether it makes a new message in the channel, as opposed to editing one. */
  posts: boolean
}

export type NewMessage = Pick<
  Message,
  'key' | 'launchId' | 'workspaceId' | 'channelId' | 'kind' | 'target'
>

/** The wish to take back a message that is there twice. */
export function withdrawal(
  launchId: string | null,
  { workspaceId, channelId, ts }: { workspaceId: string; channelId: string; ts: string },
): NewMessage {
  const key = `withdraw:${channelId}:${ts}`
  return { key, kind: 'withdraw', target: ts, launchId, workspaceId, channelId }
}

/** What somebody did is told before what is only sent again. */
export const priorities = { deed: 0, resend: 1 } as const
export type Priority = keyof typeof priorities

/**
 * Asks for something to be told. A wish that is already there becomes newer instead of double, is
 * tried again at once, whatever became of earlier tries, and keeps the higher of both priorities;
 * one that was given up is as old as the new wish.
 * `position` orders what one transaction asks for.
 */
export async function enqueue(
  db: Db,
  message: NewMessage,
  at: Date,
  { position, priority }: { position: number; priority: Priority },
): Promise<void> {
  const wish = { ...message, at: iso(at), position, priority: priorities[priority] }
  const shared = sharedIn(db)
  if (shared) shared.newWishes.push(wish)
  else await insertWishes(db, [wish])
}

/** A message that is asked for; its time as the database keeps it, its priority as a number. */
export type Wish = NewMessage & { at: string; position: number; priority: number }

/** So many are written by one statement at most. */
const mostWishes = 32

/** Writes what was wished in a transaction, which is about to be committed. */
export async function writeWishes(tx: Db, { wishes }: Shared): Promise<void> {
  const all = [...wishes.values()]
  for (let start = 0; start < all.length; start += mostWishes) {
    const some = all.slice(start, start + mostWishes)
    await insertWishes(tx, some)
  }
}

const insertWishes = listStatement((db, wishes: readonly Wish[]) =>
  db
    .insertInto('outbox')
    .values(wishes.map(toNewRow))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((column) => ({
        revision: column('outbox.revision', '+', 1),
        priority: sql<number>`case when excluded.priority < outbox.priority
            then excluded.priority else outbox.priority end`,
        attempts: 0,
        created_at: sql<string>`case when outbox.parked_at is null
            then outbox.created_at else excluded.created_at end`,
        not_before: column.ref('excluded.not_before'),
        parked_at: null,
        error: null,
      })),
    ),
)

function toNewRow(it: Wish) {
  return {
    key: it.key,
    launch_id: it.launchId,
    workspace_id: it.workspaceId,
    channel_id: it.channelId,
    kind: it.kind,
    target: it.target,
    revision: 1,
    attempts: 0,
    created_at: it.at,
    position: it.position,
    priority: it.priority,
    not_before: it.at,
    lease_owner: null,
    lease_until: null,
    parked_at: null,
    error: null,
  }
}

/** Below which message a row's belongs: a surface, or what is posted once. */
const threadKey = sql<string>`case outbox.kind
  when 'upload' then ${keyOf({ kind: 'emergency', id: '' })} || outbox.target
  when 'chart' then 'announce:' || outbox.target
  else surfaces.thread_key end`

/**
 * What is still to be told, by priority and then in the order in which it was asked for; left out is
 * what is parked, and what belongs into the thread of a message that is not posted yet, which may be never.
 */
export async function listPending(db: Db, limit: number): Promise<Message[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('surfaces', (join) =>
      join.onRef('surfaces.key', '=', 'outbox.target').on('outbox.kind', '=', 'refresh'),
    )
    .leftJoin('surfaces as threads', (join) => join.on('threads.key', '=', threadKey))
    .leftJoin('outbox as above', (join) =>
      join.on('above.key', '=', threadKey).on('above.kind', '=', 'announce'),
    )
    .selectAll('outbox')
    .select(['surfaces.ts', 'surfaces.kind as surface_kind'])
    .where('outbox.parked_at', 'is', null)
    .where('above.key', 'is', null)
    .where((row) =>
      row.or([
        row('surfaces.ts', 'is not', null),
        row('threads.key', 'is', null),
        row('threads.ts', 'is not', null),
      ]),
    )
    .orderBy('outbox.priority')
    .orderBy('outbox.created_at')
    .orderBy('outbox.position')
    .orderBy('outbox.key')
    .limit(limit)
    .execute()
  return rows.map(toMessage)
}

/**
 * Takes a message for one sender, for as long as the lease lasts: returns it as it is now, or
 * undefined when another sender has it, or it has gone since it was read.
 */
export async function claim(
  db: Db,
  message: Message,
  lease: { owner: string; now: Date; until: Date },
): Promise<Message | undefined> {
  const row = await db
    .updateTable('outbox')
    .set({ lease_owner: lease.owner, lease_until: iso(lease.until) })
    .where('key', '=', message.key)
    .where('parked_at', 'is', null)
    .where((row) =>
      row.or([
        row('lease_until', 'is', null),
        row('lease_until', '<=', iso(lease.now)),
        // Longer than any lease: made before the clock was set back.
        row('lease_until', '>', iso(lease.until)),
      ]),
    )
    .returning(['revision', 'attempts'])
    .executeTakeFirst()
  return row && { ...message, ...row }
}

/** Holds a claim for longer, while its call takes its time. */
export async function renew(db: Db, message: Message, owner: string, until: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ lease_until: iso(until) })
    .where('key', '=', message.key)
    .where('lease_owner', '=', owner)
    .execute()
}

/**
 * Ends a claim whose message was told. A wish that came meanwhile stays, and is free again; it is as
 * old as the claim.
 */
export async function finish(
  db: Db,
  message: Message,
  owner: string,
  claimedAt: Date,
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox')
    .where('key', '=', message.key)
    .where('lease_owner', '=', owner)
    .where('revision', '=', message.revision)
    .executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) return
  await db
    .updateTable('outbox')
    .set({ lease_owner: null, lease_until: null, created_at: iso(claimedAt) })
    .where('key', '=', message.key)
    .where('lease_owner', '=', owner)
    .execute()
}

/** Ends a claim without success: tried again not before a time. */
export async function postpone(
  db: Db,
  message: Message,
  owner: string,
  until: { notBefore: Date; error: string; isAttempt: boolean },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set((column) => ({
      attempts: column('attempts', '+', until.isAttempt ? 1 : 0),
      not_before: iso(until.notBefore),
      error: until.error,
      lease_owner: null,
      lease_until: null,
    }))
    .where('key', '=', message.key)
    .where('lease_owner', '=', owner)
    .execute()
}

/** Gives a message up for good, visibly: the row stays, with the error, until it is wished again. */
export async function park(
  db: Db,
  message: Message,
  owner: string,
  parked: { at: Date; error: string },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ parked_at: iso(parked.at), error: parked.error, lease_owner: null, lease_until: null })
    .where('key', '=', message.key)
    .where('lease_owner', '=', owner)
    .execute()
}

/** Ends a wish that has come true without its sender. False: there is none. */
export async function endWish(db: Db, key: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Takes up again what was given up in a channel: as if asked for now, in the order that it had. */
export async function unparkChannel(
  db: Db,
  workspaceId: string,
  channelId: string,
  at: Date,
): Promise<void> {
  const parked = await db
    .selectFrom('outbox')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('parked_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('position')
    .orderBy('key')
    .execute()
  const now = {
    parked_at: null,
    attempts: 0,
    created_at: iso(at),
    not_before: iso(at),
    error: null,
  }
  for (const [position, { key }] of parked.entries()) {
    await db
      .updateTable('outbox')
      .set({ ...now, position })
      .where('key', '=', key)
      .execute()
  }
}

/**
 * How much is waiting, since when, and how much was given up. What belongs into the thread of a
 * message that was given up is given up with it, until that message is wished again.
 */
export async function outboxState(
  db: Db,
): Promise<{ waiting: number; oldest: Date | null; parked: number }> {
  const { count, min } = db.fn
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('surfaces', (join) =>
      join.onRef('surfaces.key', '=', 'outbox.target').on('outbox.kind', '=', 'refresh'),
    )
    .leftJoin('outbox as above', (join) => join.on('above.key', '=', threadKey))
    .select((row) => [
      row
        .case()
        .when(row.and([row('outbox.parked_at', 'is', null), row('above.parked_at', 'is', null)]))
        .then('waiting')
        .else('parked')
        .end()
        .as('state'),
      count<number | string>('outbox.key').as('rows'),
      min('outbox.created_at').as('oldest'),
    ])
    .groupBy('state')
    .execute()
  const of = (state: string) => rows.find((row) => row.state === state)
  const oldest = of('waiting')?.oldest
  return {
    waiting: Number(of('waiting')?.rows ?? 0),
    oldest: oldest ? new Date(oldest) : null,
    parked: Number(of('parked')?.rows ?? 0),
  }
}

function toMessage(
  row: OutboxRow & Pick<SurfaceRow, 'ts'> & { surface_kind: SurfaceRow['kind'] | null },
): Message {
  return {
    key: row.key,
    launchId: row.launch_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    kind: row.kind,
    target: row.target,
    revision: row.revision,
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
    position: row.position,
    notBefore: new Date(row.not_before),
    leaseUntil: row.lease_until === null ? null : new Date(row.lease_until),
    priority: row.priority,
    ts: row.ts,
    isBoard: row.surface_kind === 'board',
    posts: row.kind === 'announce' || (row.kind === 'refresh' && row.ts === null),
  }
}
