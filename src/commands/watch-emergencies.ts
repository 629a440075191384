/** What the clock does to emergencies: it asks for what is due. */
import { subMinutes } from '../domain/dates.ts'
import {
  awaitsSecond,
  type Emergency,
  nagMinutes,
  patienceEnds,
  secondsFor,
  standingDecision,
} from '../domain/emergency.ts'
import type { Board } from '../domain/launch.ts'
import { readBoard } from '../store/board.ts'
import { type Ask, findEmergency, listAsks } from '../store/emergencies.ts'
import { ask } from './emergency.ts'
import type { Work } from './run.ts'

/** Asks the commander for an update, and the watcher how it is, when it is time; nags while nothing comes. */
export async function watchEmergency(work: Work, emergencyId: string): Promise<void> {
  const emergency = await findEmergency(work.db, emergencyId)
  const board = emergency && (await readBoard(work.db, emergency.launchId))
  if (!board || emergency.resolved) return
  const asks = await listAsks(work.db, emergencyId)
  for (const { why, personId } of dueAsks(emergency, board, asks, work.now)) {
    await ask(work, board.launch, emergency, why, [personId])
    await work.refresh(board.launch, { kind: 'emergency', id: emergencyId })
  }
}

function dueAsks(
  emergency: Emergency,
  board: Board,
  asks: readonly Ask[],
  now: Date,
): Pick<Ask, 'why' | 'personId'>[] {
  const isFresh = (why: Ask['why'], since: Date) =>
    asks.some((each) => each.why === why && each.at > since)
  const due: Pick<Ask, 'why' | 'personId'>[] = []
  const nagged = subMinutes(now, nagMinutes)
  if (emergency.nextUpdateAt <= now && !isFresh('update', nagged)) {
    due.push({ why: 'update', personId: emergency.commanderId })
  }
  const decision = standingDecision(emergency)
  if (decision?.watch && decision.watch.until <= now && !isFresh('watch', nagged)) {
    due.push({ why: 'watch', personId: decision.watch.personId })
  }
  if (!decision || !awaitsSecond(decision)) return due
  const patience = patienceEnds(decision, secondsFor(decision.decided.by, board))
  if (patience <= now && !isFresh('second', decision.decided.at)) {
    due.push({ why: 'second', personId: decision.decided.by })
  }
  return due
}
