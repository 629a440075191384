import { procedureOf } from '../commands/emergency.ts'
import { roundOf } from '../domain/emergency.ts'
import type { Surface } from '../domain/surface.ts'
import { pathOf } from '../domain/walk.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { findAsk, findEmergency } from '../store/emergencies.ts'
import { findEvent } from '../store/events.ts'
import { emergencyMessage, entryMessage } from '../views/emergency.ts'
import { askMessage } from '../views/emergency-ask.ts'
import { draftUpdate } from '../views/emergency-draft.ts'
import type { Message } from '../views/message.ts'

/** An emergency, an entry of its timeline, or what somebody is asked by DM, as it stands now. */
export async function renderEmergency(
  db: Db,
  { kind, id }: Extract<Surface, { kind: 'emergency' | 'entry' | 'ask' }>,
  now: Date,
): Promise<Message | undefined> {
  if (kind === 'entry') {
    const event = await findEvent(db, id)
    const board = event && (await readBoard(db, event.launchId))
    return board && event && entryMessage(event, board.launch)
  }
  const asked = kind === 'ask' ? await findAsk(db, id) : undefined
  const emergency = await findEmergency(db, asked?.emergencyId ?? id)
  const board = emergency && (await readBoard(db, emergency.launchId))
  if (!board) return undefined
  const procedure = await procedureOf(db, emergency.launchId)
  if (kind === 'emergency') return emergencyMessage(board, emergency, procedure, now)
  if (!asked) return undefined
  const path = pathOf(procedure, emergency.answers, roundOf(emergency))
  const draft = draftUpdate(board.launch, emergency, path)
  const { why } = asked
  const isEnded = asked.isEnded || emergency.resolved !== null
  return askMessage({ board, emergency, why, isEnded, draft }, now)
}
