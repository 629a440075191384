/** `/golive …`, and the buttons that stand for typing it. */
import { distance } from 'fastest-levenshtein'
import { actions } from '../views/actions.ts'
import type { Message } from '../views/message.ts'
import { menuMessage, unknownMessage } from '../views/replies.ts'
import { boardsFor } from './boards.ts'
import type { Edge } from './edge.ts'
import { onClick, onCommand } from './listen.ts'
import { subcommands } from './subcommands/index.ts'
import type { Ask, Subcommand } from './subcommands/subcommand.ts'

/** With more letters of a word wrong, a guess would not help. */
const nearEnough = (word: string) => Math.ceil(word.length / 3)

export function listenToGolive(edge: Edge): void {
  onCommand(edge, '/golive', nameOf, async (command) => {
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
  const subcommand = subcommandFor(word)
  if (subcommand) return subcommand.run(edge, { ...ask, text: rest.join(' ') })
  return unknownMessage(word, nearestTo(word.toLowerCase()))
}

/** What else was typed is not golive's. */
function nameOf(text: string): string {
  const subcommand = subcommandFor(text.trim().split(/\s+/)[0] ?? '')
  return subcommand ? `/golive ${subcommand.name}` : '/golive'
}

function subcommandFor(word: string): Subcommand | undefined {
  return subcommands.find(({ name }) => name === word.toLowerCase())
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
