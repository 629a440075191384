import type { Context } from '../commands/context.ts'
import { burnUpOf, historiesOf } from '../domain/burn-up.ts'
import type { Board } from '../domain/launch.ts'
import { mayLook, stakesOf } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { keyOf, type Surface } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { listAllEvents } from '../store/events.ts'
import { listLaunches } from '../store/launches.ts'
import { findSurface } from '../store/surfaces.ts'
import { type ListedBoard, listed, type StatusScope } from '../views/replies.ts'
import type { Edge } from './edge.ts'

/** The launches of a scope that somebody may see, by T-0. */
export async function boardsFor(
  { db }: Context,
  actor: Actor,
  scope: StatusScope,
): Promise<Board[]> {
  const launches = await listLaunches(
    db,
    actor.workspaceId,
    scope === 'workspace' ? null : actor.channelId,
    scope === 'ended' ? 'ended' : 'running',
  )
  const boards = await Promise.all(launches.map((launch) => readBoard(db, launch.id)))
  return boards
    .filter((board) => board !== undefined)
    .filter((board) => mayLook(actor, stakesOf(board)))
}

/** Adds where each board's message is, and of those that are shown how much was settled over time. */
export async function listedBoards(edge: Edge, boards: readonly Board[]): Promise<ListedBoard[]> {
  const { context } = edge
  return Promise.all(
    boards.map(async (board, index) => {
      const surface: Surface = { kind: 'board', launchId: board.launch.id }
      const placed = await findSurface(context.db, keyOf(surface))
      const url = placed?.ts ? permalink(edge, placed.channelId, placed.ts) : null
      if (index >= listed) return { board, url }
      const now = context.clock.now()
      const histories = historiesOf(board, await listAllEvents(context.db, board.launch.id), now)
      return { board, url, burnUp: burnUpOf(board, histories, board.launch.ended?.at ?? now) }
    }),
  )
}

/** Where a message is: Slack's own form of a permalink, made without asking it. */
export function permalink(
  { workspaceUrl }: Pick<Edge, 'workspaceUrl'>,
  channelId: string,
  ts: string,
  threadTs: string | null = null,
): string {
  const url = `${workspaceUrl}archives/${channelId}/p${ts.replace('.', '')}`
  return threadTs && threadTs !== ts ? `${url}?thread_ts=${threadTs}&cid=${channelId}` : url
}
