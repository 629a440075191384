import type { Clock } from '../domain/clock.ts'
import type { Board } from '../domain/launch.ts'
import { isPermitted, mayLook, type Permission } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readStakes } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { lockLaunch } from '../store/launches.ts'

/** What every command is given. */
export type Context = {
  db: Db
  clock: Clock
  /** Says that the outbox has something new; called after the commit. */
  wake(): void
}

/** golive itself, when the clock or Slack makes it act. */
export function systemActor(workspaceId: string): Actor {
  return { workspaceId, id: 'golive', standing: 'system', via: 'schedule', channelId: null }
}

type Stakes = Pick<Board, 'launch' | 'roles'>

/** Refuses ('not-permitted', with those who can) unless the actor may. */
export function authorise(permission: Permission, actor: Actor, stakes: Stakes | null): void {
  if (isPermitted(permission, actor, stakes)) return
  throw new Refusal({
    code: 'not-permitted',
    permission,
    standing: actor.standing,
    leadId: stakes?.launch.leadId ?? null,
    approverIds: stakes?.roles.flatMap((role) => role.personId ?? []) ?? [],
  })
}

/** A launch that the actor may look at; refuses ('launch-unknown') anything else. */
export async function launchFor(db: Db, actor: Actor, launchId: string): Promise<Stakes> {
  const stakes = await readStakes(db, launchId)
  if (!stakes || !mayLook(actor, stakes)) throw new Refusal({ code: 'launch-unknown' })
  return stakes
}

/**
 * The same, for a command that is about to change the launch: until its transaction ends, others
 * that change the launch wait.
 */
export async function lockLaunchFor(db: Db, actor: Actor, launchId: string): Promise<Stakes> {
  await lockLaunch(db, launchId)
  return launchFor(db, actor, launchId)
}
