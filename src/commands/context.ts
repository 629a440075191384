import type { Clock } from '../domain/clock.ts'
import type { EventType } from '../domain/event.ts'
import type { Board, Item, Role } from '../domain/launch.ts'
import { during, isPermitted, mayLook, type Permission, type Stakes } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { signersOf } from '../domain/sign-off.ts'
import { type Stage, stageOf } from '../domain/stage.ts'
import { listArchivesOf } from '../store/archives.ts'
import { readBoard, readStakes } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { findItem, launchIdOfItem, type PlacedItem } from '../store/items.ts'
import { lockLaunch } from '../store/launches.ts'

/** What a command put into a launch's record, by its ids. */
export type Recorded = { type: EventType; launchId: string; itemId: string | null }

/** What every command is given. */
export type Context = {
  db: Db
  clock: Clock
  /** Says that the outbox has something new; called after the commit. */
  wake(): void
  /** Hears what a command recorded, after the commit. */
  recorded?(actor: Actor, entries: readonly Recorded[]): void
}

/** golive itself, when the clock or Slack makes it act. */
export function systemActor(workspaceId: string): Actor {
  return { workspaceId, id: 'golive', standing: 'system', via: 'schedule', channelId: null }
}

/**
 * Refuses ('not-permitted', with those who can) unless the actor may, and what cannot be done in
 * this stage of the launch, by whomever ('wrong-stage').
 */
export function authorise(
  permission: Permission,
  actor: Actor,
  stakes: Stakes | null,
  item: Pick<Item, 'owners'> | null = null,
  role: Role | null = null,
): void {
  if (!isPermitted(permission, actor, stakes, item, role)) {
    throw new Refusal({
      code: 'not-permitted',
      permission,
      standing: actor.standing,
      leadId: stakes?.launch.leadId ?? null,
      approverIds: approversOf(stakes, role),
    })
  }
  const possible: readonly Stage[] = during[permission]
  if (stakes && !stakes.isFollowUp && !possible.includes(stageOf(stakes.launch))) {
    throw new Refusal({ code: 'wrong-stage', permission, launch: stakes.launch })
  }
}

/** Those who fill the role at hand, or any role. */
function approversOf(stakes: Stakes | null, role: Role | null): string[] {
  if (role) return signersOf(role)
  return stakes?.roles.flatMap(({ personId }) => personId ?? []) ?? []
}

/**
 * A launch that the actor may look at; refuses anything else ('launch-unknown'), and one of their
 * channel that is in a file by now ('launch-archived').
 */
export async function launchFor(db: Db, actor: Actor, launchId: string): Promise<Stakes> {
  const stakes = await readStakes(db, launchId)
  if (!stakes) await refuseArchived(db, actor, launchId)
  if (!stakes || !mayLook(actor, stakes)) throw new Refusal({ code: 'launch-unknown' })
  return stakes
}

async function refuseArchived(
  db: Db,
  { workspaceId, channelId }: Actor,
  launchId: string,
): Promise<void> {
  const archives = channelId ? await listArchivesOf(db, workspaceId, channelId) : []
  const archive = archives.find((each) => each.launchId === launchId)
  if (archive)
    throw new Refusal({ code: 'launch-archived', name: archive.name, file: archive.file })
}

/**
 * The same, for a command that is about to change the launch: until its transaction ends, others
 * that change the launch wait.
 */
export async function lockLaunchFor(db: Db, actor: Actor, launchId: string): Promise<Stakes> {
  await lockLaunch(db, launchId)
  return launchFor(db, actor, launchId)
}

/** A launch that is locked for a change, whole. */
export async function lockBoardFor(
  db: Db,
  actor: Actor,
  launchId: string,
): Promise<{ board: Board; stakes: Stakes }> {
  const stakes = await lockLaunchFor(db, actor, launchId)
  const board = await readBoard(db, launchId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  return { board, stakes }
}

/** An item of a launch that is locked for a change, with what decides who may change it. */
export async function lockItemFor(
  db: Db,
  actor: Actor,
  itemId: string,
): Promise<{ placed: PlacedItem; stakes: Stakes }> {
  const launchId = await launchIdOfItem(db, itemId)
  if (!launchId) throw new Refusal({ code: 'item-unknown' })
  const stakes = await lockLaunchFor(db, actor, launchId)
  const placed = await findItem(db, itemId)
  if (!placed) throw new Refusal({ code: 'item-unknown' })
  const isFollowUp = Boolean(placed.place?.phase.emergencyId)
  return { placed, stakes: { ...stakes, isFollowUp } }
}
