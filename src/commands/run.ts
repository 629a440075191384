import { v7 as timedUUID } from 'uuid'
import type { NewEvent } from '../domain/event.ts'
import { type Actor, pseudonymIn } from '../domain/person.ts'
import { keyOf, type Surface } from '../domain/surface.ts'
import type { Db } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { lockLaunch } from '../store/launches.ts'
import { enqueue, type NewMessage, type Priority, withdrawal } from '../store/outbox.ts'
import { shareStakes } from '../store/shared.ts'
import { transaction } from '../store/transaction.ts'
import type { Context, Recorded } from './context.ts'

/** A launch with its channel; without an id, a conversation that is of no one launch. */
type Place = { id: string | null; workspaceId: string; channelId: string }
type LaunchPlace = Place & { id: string }

/** What a command works with inside its transaction. Await nothing else in there. */
export type Work = {
  db: Db
  now: Date
  /** Adds an entry to the launch's record; returns its id, which may be given. */
  record(launch: LaunchPlace, event: NewEvent, id?: string): Promise<string>
  /** Asks that a surface be brought up to date. */
  refresh(place: Place, surface: Surface, priority?: Priority): Promise<void>
  /** Asks that an event be posted once: in the launch's channel, or to a person; a pseudonym is told nothing. */
  announce(launch: LaunchPlace, eventId: string, personId?: string): Promise<void>
  /** Asks that a message be taken back that is there twice. */
  withdraw(launchId: string | null, message: Parameters<typeof withdrawal>[1]): Promise<void>
  /** Asks that the draft of an emergency's post-mortem be put into its thread, once. */
  upload(launch: LaunchPlace, emergencyId: string): Promise<void>
  /** Asks that the chart of a report be put below what is posted of an event, once. */
  uploadChart(launch: LaunchPlace, eventId: string): Promise<void>
}

/**
 * Runs a command as one transaction: what it changes, its events and what Slack must be told are
 * committed together, or, if it throws, not at all.
 */
export async function run<T>(
  context: Context,
  actor: Actor,
  command: (work: Work) => Promise<T>,
  /** A command that says so changes nothing of what permissions are decided by. */
  { keepsStakes }: { keepsStakes: boolean } = { keepsStakes: false },
): Promise<T> {
  let told = 0
  let recorded: Recorded[] = []
  const result = await transaction(context.db, (db) => {
    shareStakes(db, keepsStakes)
    const now = context.clock.now()
    recorded = []
    const tell = (
      { id, workspaceId, channelId }: Place,
      message: Pick<NewMessage, 'key' | 'kind' | 'target'> & { channelId?: string },
      priority: Priority = 'deed',
    ) =>
      enqueue(db, { launchId: id, workspaceId, channelId, ...message }, now, {
        position: told++,
        priority,
      })
    return command({
      db,
      now,
      // By the time, so that what is written together stands together in the database.
      async record(launch, event, id = timedUUID()) {
        await lockLaunch(db, launch.id)
        await appendEvent(db, { id, launchId: launch.id, event, at: now, actor })
        recorded.push({ type: event.type, launchId: launch.id, itemId: event.itemId ?? null })
        return id
      },
      refresh: (place, surface, priority) =>
        tell(place, { key: keyOf(surface), kind: 'refresh', target: keyOf(surface) }, priority),
      withdraw: (launchId, message) =>
        tell({ id: launchId, ...message }, withdrawal(launchId, message), 'resend'),
      upload: (launch, emergencyId) =>
        tell(launch, { key: `upload:${emergencyId}`, kind: 'upload', target: emergencyId }),
      uploadChart: (launch, eventId) =>
        tell(launch, { key: `chart:${eventId}`, kind: 'chart', target: eventId }),
      async announce(launch, eventId, personId) {
        if (personId && pseudonymIn(personId) !== null) return
        await tell(launch, {
          key: personId ? `announce:${eventId}:${personId}` : `announce:${eventId}`,
          kind: 'announce',
          target: eventId,
          ...(personId && { channelId: personId }),
        })
      },
    })
  })
  if (told > 0) context.wake()
  context.recorded?.(actor, recorded)
  return result
}
