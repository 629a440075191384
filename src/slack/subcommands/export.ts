import { authorise } from '../../commands/context.ts'
import { asTyped } from '../../domain/typed-text.ts'
import { exportDialog } from '../../views/export-dialog.ts'
import { statusMessage } from '../../views/replies.ts'
import { boardsFor, listedBoards } from '../boards.ts'
import type { Subcommand } from './subcommand.ts'

export const exporting: Subcommand = {
  name: 'export',
  usage: 'export [words of a launch]',
  does: 'hands you a launch as a file: its checklist ticked, tables, or all of it',
  async run(edge, { actor, text, triggerId }) {
    const { client, context } = edge
    authorise('export-launch', actor, null)
    const here = [
      ...(await boardsFor(context, actor, 'channel')),
      ...(await boardsFor(context, actor, 'ended')),
    ]
    const words = asTyped(text).trim().toLowerCase()
    const isMeant = ({ launch }: (typeof here)[number]) => launch.name.toLowerCase().includes(words)
    const own = here.filter(isMeant)
    const boards =
      own.length > 0 ? own : (await boardsFor(context, actor, 'workspace')).filter(isMeant)
    if (boards.length === 0) {
      return statusMessage(await listedBoards(edge, here), 'channel', context.clock.now())
    }
    const launches = boards.map(({ launch }) => launch)
    const view = exportDialog(launches, actor.channelId)
    await client.views.open({ trigger_id: triggerId, view })
    return undefined
  },
}
