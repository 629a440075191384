import { randomUUID } from 'node:crypto'
import { addMinutes } from '../domain/dates.ts'
import { durationsOf, type Emergency, updateMinutes } from '../domain/emergency.ts'
import type { Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { isUniqueViolation } from '../store/dialect.ts'
import { insertEmergency, markResolved } from '../store/emergencies.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { endAsks, keepEntry } from './emergency.ts'
import { run, type Work } from './run.ts'
import { refreshWhole } from './show-launch.ts'

export type EmergencyStart = {
  launchId: string
  /** What is wrong; may be empty, in a hurry. */
  words: string
  /** When it began to go wrong. */
  began: Date
  isDrill: boolean
}

export type StartedEmergency = { launch: Launch; emergency: Emergency; isNew: boolean }

/**
 * Starts an emergency, led by whoever starts it. While one of the launch runs, that one is joined
 * instead (`isNew: false`); only a drill ends when a real one is started. Refuses words that are too long and a beginning that is to come ('faults',
 * fields `words` and `began`).
 */
export async function startEmergency(
  context: Context,
  actor: Actor,
  wish: EmergencyStart,
): Promise<StartedEmergency> {
  const attempt = () =>
    run(context, actor, async (work) => {
      const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
      authorise('start-emergency', actor, stakes)
      const { launch, emergency: last } = board
      const isJoined = last && !last.resolved && (wish.isDrill || !last.isDrill)
      if (isJoined) return { launch, emergency: last, isNew: false }
      check(wish, work.now)
      if (last && !last.resolved) await endDrill(work, actor, launch, last)
      const emergency = begun(wish, actor, work.now, (last?.number ?? 0) + 1)
      await insertEmergency(work.db, emergency)
      await addSurfaces(work.db, launch, [{ kind: 'emergency', id: emergency.id }])
      await recordStart(work, launch, emergency)
      await refreshWhole(work, board)
      return { launch, emergency, isNew: true }
    })
  try {
    return await attempt()
  } catch (error) {
    // Another process was faster: now there is one to be joined.
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

/** Nothing becomes of its launch, and it leaves nothing to do. */
async function endDrill(work: Work, actor: Actor, launch: Launch, drill: Emergency): Promise<void> {
  const words = 'A real emergency was started'
  const how = 'goes-on'
  const resolved = { at: work.now, by: actor.id, how, words } as const
  await markResolved(work.db, drill.id, resolved)
  await endAsks(work, launch, drill)
  const { detect, decide, resolve } = durationsOf({ ...drill, resolved })
  await keepEntry(work, launch, drill, {
    type: 'emergency.resolved',
    data: {
      ...{ emergencyId: drill.id, how, words, isDrill: true, detect, decide },
      ...{ resolve: resolve ?? 0, followUps: 0 },
    },
  })
}

function check({ words, began }: EmergencyStart, now: Date): void {
  const faults: Record<string, Fault> = {}
  const { length } = words.trim()
  if (length > limits.reason) faults.words = { code: 'too-long', limit: limits.reason, length }
  if (began > now) faults.began = { code: 'began-ahead' }
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
}

function begun(wish: EmergencyStart, actor: Actor, now: Date, number: number): Emergency {
  return {
    id: randomUUID(),
    launchId: wish.launchId,
    number,
    isDrill: wish.isDrill,
    words: wish.words.trim(),
    began: wish.began,
    started: { at: now, by: actor.id },
    commanderId: actor.id,
    scribeId: null,
    nextUpdateAt: addMinutes(now, updateMinutes),
    resolved: null,
    answers: [],
    decisions: [],
  }
}

function recordStart(work: Work, launch: Launch, emergency: Emergency): Promise<string> {
  const { id, number, isDrill, words, began, commanderId } = emergency
  return keepEntry(work, launch, emergency, {
    type: 'emergency.started',
    data: { emergencyId: id, number, isDrill, words, began: began.toISOString(), commanderId },
  })
}
