/** What the commands of an emergency share. */
import { randomUUID } from 'node:crypto'
import { awaitsSecond, type Emergency, secondsFor, standingDecision } from '../domain/emergency.ts'
import type { NewEvent } from '../domain/event.ts'
import type { Board, Launch } from '../domain/launch.ts'
import type { Stakes } from '../domain/permission.ts'
import { type Actor, pseudonymIn } from '../domain/person.ts'
import { noProcedure, type Procedure } from '../domain/procedure.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Db } from '../store/database.ts'
import {
  type Ask,
  endAsk,
  findEmergency,
  insertAsk,
  listAsks,
  readProcedure,
} from '../store/emergencies.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { lockBoardFor } from './context.ts'
import type { Work } from './run.ts'

export type LockedEmergency = {
  board: Board
  stakes: Stakes
  emergency: Emergency
  procedure: Procedure
}

/**
 * An emergency that runs, with its launch locked for a change. Refuses one that is not there, or that
 * the actor may not look at ('emergency-unknown', 'launch-unknown'), and one that is over
 * ('emergency-over').
 */
export async function lockEmergencyFor(
  db: Db,
  actor: Actor,
  emergencyId: string,
): Promise<LockedEmergency> {
  const known = await findEmergency(db, emergencyId)
  if (!known) throw new Refusal({ code: 'emergency-unknown' })
  const { board, stakes } = await lockBoardFor(db, actor, known.launchId)
  const emergency = await findEmergency(db, emergencyId)
  if (!emergency) throw new Refusal({ code: 'emergency-unknown' })
  if (emergency.resolved) throw new Refusal({ code: 'emergency-over' })
  return { board, stakes, emergency, procedure: await procedureOf(db, known.launchId) }
}

/** What a launch's checklist says about emergencies; the least there is where it says nothing. */
export async function procedureOf(db: Db, launchId: string): Promise<Procedure> {
  return (await readProcedure(db, launchId)) ?? noProcedure
}

/** Adds an entry to the record, and to the timeline in the emergency's thread. */
export async function keepEntry(
  work: Work,
  launch: Launch,
  { id }: Pick<Emergency, 'id'>,
  event: NewEvent,
  eventId: string = randomUUID(),
): Promise<string> {
  await work.record(launch, event, eventId)
  const entry = { kind: 'entry', id: eventId } as const
  await addSurfaces(work.db, launch, [entry], { kind: 'emergency', id })
  await work.refresh(launch, { kind: 'emergency', id })
  await work.refresh(launch, entry)
  return eventId
}

/** Asks somebody by DM; what was asked for the same reason before is over. */
export async function ask(
  work: Work,
  launch: Launch,
  emergency: Pick<Emergency, 'id'>,
  why: Ask['why'],
  personIds: readonly string[],
): Promise<void> {
  await endAsks(work, launch, emergency, why)
  for (const personId of personIds.filter((id) => pseudonymIn(id) === null)) {
    const id = randomUUID()
    await insertAsk(work.db, { id, emergencyId: emergency.id, why, personId, at: work.now })
    const dm = { id: null, workspaceId: launch.workspaceId, channelId: personId }
    await addSurfaces(work.db, dm, [{ kind: 'ask', id }])
    await work.refresh(dm, { kind: 'ask', id })
  }
}

/** Ends what was asked by DM, for one reason or for all; the buttons of these DMs go. */
export async function endAsks(
  work: Work,
  launch: Launch,
  { id }: Pick<Emergency, 'id'>,
  why: Ask['why'] | null = null,
): Promise<void> {
  for (const each of await listAsks(work.db, id)) {
    if (why !== null && each.why !== why) continue
    await endAsk(work.db, each.id, work.now)
    const dm = { id: null, workspaceId: launch.workspaceId, channelId: each.personId }
    await work.refresh(dm, { kind: 'ask', id: each.id })
  }
}

/** Asks those who can confirm rolling back since roles or lead changed, and nobody who cannot any more. */
export async function reviewSeconds(work: Work, board: Board): Promise<void> {
  const { launch, emergency } = board
  const decision = emergency && !emergency.resolved ? standingDecision(emergency) : null
  if (!emergency || !decision || !awaitsSecond(decision)) return
  const seconds = secondsFor(decision.decided.by, board)
  const asks = (await listAsks(work.db, emergency.id)).filter(({ why }) => why === 'confirm')
  const asked = asks.map(({ personId }) => personId)
  if (seconds.length === asked.length && seconds.every((id) => asked.includes(id))) return
  await ask(work, launch, emergency, 'confirm', seconds)
  await work.refresh(launch, { kind: 'emergency', id: emergency.id })
}

/** Refuses ('emergency-runs') while an emergency runs that holds its launch up. */
export function refuseInEmergency({ emergency }: Pick<Board, 'emergency'>): void {
  if (!emergency || emergency.resolved || emergency.isDrill) return
  const { number, isDrill } = emergency
  throw new Refusal({ code: 'emergency-runs', number, isDrill })
}
