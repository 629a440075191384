import { listArchivesOf } from '../../store/archives.ts'
import { type StatusScope, statusMessage, withArchives } from '../../views/replies.ts'
import { boardsFor, listedBoards } from '../boards.ts'
import type { Subcommand } from './subcommand.ts'

const scopes: Record<string, StatusScope> = { all: 'workspace', ended: 'ended', closed: 'ended' }

export const status: Subcommand = {
  name: 'status',
  usage: 'status [all | ended]',
  does: 'shows where the launches of this channel stand, all that you can see, or those that ended',
  async run(edge, { actor, text }) {
    const scope = scopes[text.trim().toLowerCase()] ?? 'channel'
    const { db, clock } = edge.context
    const boards = await boardsFor(edge.context, actor, scope)
    const shown = statusMessage(await listedBoards(edge, boards), scope, clock.now())
    const { workspaceId, channelId } = actor
    if (scope !== 'ended' || !channelId) return shown
    return withArchives(shown, await listArchivesOf(db, workspaceId, channelId))
  },
}
