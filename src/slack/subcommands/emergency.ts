import { statusMessage, whichEmergencyMessage } from '../../views/replies.ts'
import { boardsFor } from '../boards.ts'
import { firstView } from '../emergency.ts'
import { openPage } from '../walk.ts'
import type { Subcommand } from './subcommand.ts'

export const emergency: Subcommand = {
  name: 'emergency',
  usage: 'emergency',
  does: 'starts the emergency procedures of a launch in this channel, or goes on with them',
  async run(edge, { actor, text, triggerId }) {
    const boards = await boardsFor(edge.context, actor, 'channel')
    const words = text.trim().toLowerCase()
    const meant = boards.filter(({ launch }) => launch.name.toLowerCase().includes(words))
    const [board, ...others] = meant.length > 0 ? meant : boards
    if (!board) return statusMessage([], 'channel', edge.context.clock.now())
    if (others.length > 0) return whichEmergencyMessage([board, ...others])
    const view = await firstView(edge, actor, board.launch.id)
    await openPage(edge, { triggerId, view: null, actor }, view)
    return undefined
  },
}
