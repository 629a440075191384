/** Asking people by DM to sign off. */
import { randomUUID } from 'node:crypto'
import type { Board, Launch, Role } from '../domain/launch.ts'
import { pseudonymIn } from '../domain/person.ts'
import { signersOf } from '../domain/sign-off.ts'
import {
  endRequests,
  insertRequest,
  listRequests,
  listRequestsOf,
  type Request,
} from '../store/sign-offs.ts'
import { addSurfaces } from '../store/surfaces.ts'
import type { Work } from './run.ts'

/** Asks somebody to sign off for a role; what was asked for it before is over. */
export async function askToSign(
  work: Work,
  launch: Launch,
  role: Role,
  personId: string,
  why: Request['why'],
): Promise<void> {
  await endRequestsOf(work, launch, role.id)
  if (pseudonymIn(personId) !== null) return
  const id = randomUUID()
  const request = { id, launchId: launch.id, roleId: role.id, personId, why, at: work.now }
  await insertRequest(work.db, request)
  const dm = { id: null, workspaceId: launch.workspaceId, channelId: personId }
  const surface = { kind: 'request', id } as const
  await addSurfaces(work.db, dm, [surface])
  await work.refresh(dm, surface)
}

/** Ends what was asked for a role; the buttons of these DMs go. */
export async function endRequestsOf(work: Work, launch: Launch, roleId: string): Promise<void> {
  await endRequests(work.db, roleId, work.now)
  await refreshRequestsOf(work, launch, roleId)
}

/** Brings every DM about a role up to date: those that are over say what came of it, and if it counts. */
export async function refreshRequestsOf(work: Work, launch: Launch, roleId: string): Promise<void> {
  for (const request of await listRequestsOf(work.db, roleId)) {
    await refreshRequest(work, launch, request)
  }
}

/** Ends all that was asked for a launch. */
export async function endAllRequests(work: Work, { launch, roles }: Board): Promise<void> {
  for (const { id } of roles) await endRequestsOf(work, launch, id)
}

/** Brings what was asked up to date; what was asked of somebody who may not sign any more ends. */
export async function reviewRequests(work: Work, { launch, roles }: Board): Promise<void> {
  for (const request of await listRequests(work.db, launch.id)) {
    const role = roles.find(({ id }) => id === request.roleId)
    const isTheirs = role !== undefined && signersOf(role).includes(request.personId)
    if (isTheirs) await refreshRequest(work, launch, request)
    else await endRequestsOf(work, launch, request.roleId)
  }
}

async function refreshRequest(work: Work, launch: Launch, request: Request): Promise<void> {
  const { id, personId } = request
  const dm = { id: null, workspaceId: launch.workspaceId, channelId: personId }
  await work.refresh(dm, { kind: 'request', id })
}
