/** `/golive …`, and the buttons that stand for typing it. */
import { distance } from 'fastest-levenshtein'
import { actions } from '../views/actions.ts'
import type { Message } from '../views/message.ts'
import { menuMessage, unknownMessage } from '../views/replies.ts'
import { boardsFor } from './boards.ts'
import type { Edge } from './edge.ts'
import { onClick, onCommand } from './listen.ts'
import { subcommands } from './subcommands/index.ts'
import type { Ask } from './subcommands/subcommand.ts'

/** With more letters of a word wrong, a guess would not help. */
const nearEnough = (word: string) => Math.ceil(word.length / 3)

export function listenToGolive(edge: Edge): void {
  onCommand(edge, '/golive', async (command) => {
    const reply = await dispatch(edge, command)
    return reply && { reply }
  })

  onClick(edge, actions.runSubcommand, async ({ actor, zone, value, triggerId }) => {
    const reply = await dispatch(edge, { actor, zone, triggerId, text: value.text })
    return reply && { reply }
  })
}

async function dispatch(edge: Edge, ask: Ask): Promise<Message | undefined> {
  const [word = '', ...rest] = ask.text.trim().split(/\s+/)
  if (word === '') {
    const boards = await boardsFor(edge.context, ask.actor, 'channel')
    return menuMessage(boards, edge.context.clock.now())
  }
  const name = word.toLowerCase()
  const subcommand = subcommands.find((each) => each.name === name)
  if (subcommand) return subcommand.run(edge, { ...ask, text: rest.join(' ') })
  return unknownMessage(word, nearestTo(name))
}

/** Of subcommands that are equally near, the one of the most similar length: letters got swapped. */
function nearestTo(word: string): string | null {
  const near = subcommands
    .map(({ name }) => ({
      name,
      far: distance(word, name),
      longer: Math.abs(name.length - word.length),
    }))
    .filter(({ far }) => far <= nearEnough(word))
    .sort((one, other) => one.far - other.far || one.longer - other.longer)
  return near[0]?.name ?? null
}
