import { statusMessage } from '../../views/replies.ts'
import { boardsFor, listedBoards } from '../boards.ts'
import type { Subcommand } from './subcommand.ts'

export const status: Subcommand = {
  name: 'status',
  usage: 'status [all]',
  does: 'shows where the launches of this channel stand, or all that you can see',
  async run(edge, { actor, text }) {
    const scope = text.trim().toLowerCase() === 'all' ? 'workspace' : 'channel'
    const boards = await boardsFor(edge.context, actor, scope)
    return statusMessage(await listedBoards(edge, boards), scope, edge.context.clock.now())
  },
}
