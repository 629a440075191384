import type { Board } from '../domain/launch.ts'
import { minutesOf, rehearsedFor } from '../domain/rehearsal.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { listLaunches } from '../store/launches.ts'
import type { Message } from '../views/message.ts'
import { type SectionSurface, sectionMessage, sectionPart } from '../views/section.ts'

/**
 * A section as its channel shows it, with the minutes that it took in the launch's rehearsal, and
 * with its launch's name where others run in the channel.
 */
export async function renderSection(
  db: Db,
  board: Board,
  surface: SectionSurface,
  isUnfolded: boolean,
  now: Date,
): Promise<Message | undefined> {
  const part = sectionPart(board, surface)
  if (!part) return undefined
  const { rehearsalId, workspaceId, channelId } = board.launch
  const isNamed = (await listLaunches(db, workspaceId, channelId)).length > 1
  const rehearsal = rehearsalId ? await readBoard(db, rehearsalId) : undefined
  const rehearsed = rehearsal ? rehearsedFor(minutesOf(rehearsal), part.phase, part.section) : null
  return sectionMessage(board, part, isUnfolded, now, rehearsed, isNamed)
}
