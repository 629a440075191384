import { type StatusScope, statusMessage } from '../../views/replies.ts'
import { boardsFor, listedBoards } from '../boards.ts'
import type { Subcommand } from './subcommand.ts'

const scopes: Record<string, StatusScope> = { all: 'workspace', ended: 'ended', closed: 'ended' }

export const status: Subcommand = {
  name: 'status',
  usage: 'status [all | ended]',
  does: 'shows where the launches of this channel stand, all that you can see, or those that ended',
  async run(edge, { actor, text }) {
    const scope = scopes[text.trim().toLowerCase()] ?? 'channel'
    const boards = await boardsFor(edge.context, actor, scope)
    return statusMessage(await listedBoards(edge, boards), scope, edge.context.clock.now())
  },
}
