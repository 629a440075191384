import { nudgePeople } from '../../commands/nudge-people.ts'
import { mentionedIn } from '../../domain/typed-text.ts'
import { nudgedMessage } from '../../views/nudged.ts'
import { statusMessage, usageMessage } from '../../views/replies.ts'
import { boardsFor } from '../boards.ts'
import { quietOf } from '../quiet-people.ts'
import type { Subcommand } from './subcommand.ts'

export const remind: Subcommand = {
  name: 'remind',
  usage: 'remind [@person | overdue]',
  does: 'as lead: reminds people now of what is due, at most once an hour each',
  async run(edge, { actor, zone, text }) {
    const { context } = edge
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
    // Whoever leads none of them is told so by the command.
    const launchIds = (led.length > 0 ? led : [first]).map(({ id }) => id)
    const nudged = await nudgePeople(context, actor, {
      launchIds,
      who,
      quiet: await quietOf(edge, launchIds, who),
    })
    return nudgedMessage(nudged, zone)
  },
}
