import type { Board } from '../../domain/launch.ts'
import { itemsOf } from '../../domain/launch.ts'
import { asTyped } from '../../domain/typed-text.ts'
import { type Archive, listArchivesOf } from '../../store/archives.ts'
import { logMessage } from '../../views/log.ts'
import { asPlainText } from '../../views/markdown.ts'
import type { Message } from '../../views/message.ts'
import {
  archivedMessage,
  type LogChoice,
  statusMessage,
  whichLogMessage,
} from '../../views/replies.ts'
import { safe } from '../../views/text.ts'
import { boardsFor } from '../boards.ts'
import type { Edge } from '../edge.ts'
import { readLogPage } from '../log-page.ts'
import type { Ask, Subcommand } from './subcommand.ts'

export const log: Subcommand = {
  name: 'log',
  usage: 'log [words of an item or a launch]',
  does: 'shows who did what and when, newest first',
  async run(edge, ask) {
    const running = await boardsFor(edge.context, ask.actor, 'channel')
    const boards = [...running, ...(await boardsFor(edge.context, ask.actor, 'ended'))]
    const words = asTyped(ask.text).trim().toLowerCase()
    const gone = words === '' ? [] : await archivedCalled(edge, ask, words)
    if (boards.length === 0 && gone.length > 0) return archivedMessage(ask.text, gone, [])
    if (boards.length === 0) return statusMessage([], 'channel', edge.context.clock.now())
    if (words === '') {
      return show(edge, ask, boards.map(launchChoice), 'Of which launch?')
    }
    const launches = boards.filter((board) => board.launch.name.toLowerCase().includes(words))
    const items = boards.flatMap((board) => itemChoices(board, words))
    const choices = [...launches.map(launchChoice), ...items]
    if (choices.length > 0)
      return show(
        edge,
        ask,
        choices,
        `${choices.length} match “${safe(ask.text, 100)}”. Whose log?`,
      )
    if (gone.length > 0) return archivedMessage(ask.text, gone, boards.map(launchChoice))
    const line = `No item or launch of this channel is called “${safe(ask.text, 100)}”. These launches run here:`
    return whichLogMessage(line, boards.map(launchChoice))
  },
}

/** Of the channel's launches that are in files by now, those with these words in their names. */
async function archivedCalled(edge: Edge, { actor }: Ask, words: string): Promise<Archive[]> {
  if (!actor.channelId) return []
  const archives = await listArchivesOf(edge.context.db, actor.workspaceId, actor.channelId)
  return archives.filter(({ name }) => name.toLowerCase().includes(words))
}

function launchChoice({ launch }: Board): LogChoice {
  return { launch, item: null }
}

function itemChoices(board: Board, words: string): LogChoice[] {
  const items = [...board.phases.flatMap(itemsOf), ...(board.finalBox ? [board.finalBox] : [])]
  return items
    .filter((item) => asPlainText(item.text).toLowerCase().includes(words))
    .map((item) => ({ launch: board.launch, item }))
}

async function show(
  edge: Edge,
  ask: Ask,
  choices: readonly LogChoice[],
  question: string,
): Promise<Message> {
  const [only, ...others] = choices
  if (!only || others.length > 0) return whichLogMessage(question, choices)
  const about = { launchId: only.launch.id, itemId: only.item?.id ?? null, before: null }
  return logMessage(await readLogPage(edge.context, ask.actor, about))
}
