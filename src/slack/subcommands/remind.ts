import { nudgePeople } from '../../commands/nudge-people.ts'
import { mentionedIn } from '../../domain/typed-text.ts'
import { type LaunchNudges, nudgedMessage } from '../../views/nudged.ts'
import { statusMessage, usageMessage } from '../../views/replies.ts'
import { boardsFor } from '../boards.ts'
import type { Subcommand } from './subcommand.ts'

export const remind: Subcommand = {
  name: 'remind',
  usage: 'remind [@person | overdue]',
  does: 'as lead: reminds people now of what is due, at most once an hour each',
  async run({ context }, { actor, zone, text }) {
    const boards = await boardsFor(context, actor, 'channel')
    const launches = boards.map(({ launch }) => launch)
    const [first] = launches
    if (!first) return statusMessage([], 'channel', context.clock.now())
    const led = launches.filter(({ leadId }) => leadId === actor.id)
    const [personId] = mentionedIn(text)
    const word = text.trim().toLowerCase()
    if (!personId && !['', 'due', 'overdue'].includes(word)) {
      return usageMessage(remind, 'Name somebody with @, or say “overdue”.')
    }
    const who = personId ? { personId } : word === 'overdue' ? 'overdue' : 'due'
    const nudges: LaunchNudges[] = []
    // Whoever leads none of them is told so by the command.
    for (const { id: launchId } of led.length > 0 ? led : [first]) {
      nudges.push(await nudgePeople(context, actor, { launchId, who }))
    }
    return nudgedMessage(nudges, zone)
  },
}
