import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import type { PlacedSurface } from '../store/surfaces.ts'
import { boardMessage } from '../views/board.ts'
import type { Message } from '../views/message.ts'
import { renderDecision, renderRequest } from './render-decision.ts'
import { renderEmergency } from './render-emergency.ts'
import { renderReminder } from './render-reminder.ts'
import { renderSection } from './render-section.ts'

/** What a surface shows at a time, by what the database says now; undefined: nothing any more. */
export async function renderSurface(
  db: Db,
  { surface, launchId, isUnfolded, ts }: PlacedSurface,
  now: Date,
): Promise<Message | undefined> {
  if (surface.kind === 'reminder') return renderReminder(db, surface.reminderId, now, ts !== null)
  if (surface.kind === 'request') return renderRequest(db, surface.id)
  if (surface.kind === 'emergency' || surface.kind === 'entry' || surface.kind === 'ask') {
    return renderEmergency(db, surface, now)
  }
  const board = launchId && (await readBoard(db, launchId))
  if (!board) return undefined
  switch (surface.kind) {
    case 'board':
      return boardMessage(board, now)
    case 'section':
      return renderSection(db, board, surface, isUnfolded, now)
    default:
      return renderDecision(db, board, surface)
  }
}
