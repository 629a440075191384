import type { Board } from '../../domain/launch.ts'
import { itemsOf } from '../../domain/launch.ts'
import { asTyped, mentionedIn, withoutMentions } from '../../domain/typed-text.ts'
import { type Archive, listArchivesOf } from '../../store/archives.ts'
import { longestWords } from '../../views/history-filters.ts'
import { asPlainText } from '../../views/markdown.ts'
import type { Message } from '../../views/message.ts'
import {
  archivedMessage,
  type HistoryChoice,
  statusMessage,
  whichHistoryMessage,
} from '../../views/replies.ts'
import { safe } from '../../views/text.ts'
import { boardsHere } from '../boards.ts'
import type { Edge } from '../edge.ts'
import { openHistory } from '../history.ts'
import type { Ask, Subcommand } from './subcommand.ts'

export const log: Subcommand = {
  name: 'log',
  usage: 'log [words of an item or a launch, or @person]',
  does: 'opens the history: who did what and when, newest first',
  async run(edge, ask) {
    const [personId] = mentionedIn(ask.text)
    if (personId) {
      const words = asTyped(withoutMentions(ask.text)).slice(0, longestWords)
      await openHistory(edge, { ...ask, view: null }, { kind: 'person', personId }, words)
      return undefined
    }
    const boards = await boardsHere(edge.context, ask.actor)
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
    if (choices.length > 0) {
      const question = `${choices.length} match “${safe(ask.text, 100)}”. Whose history?`
      return show(edge, ask, choices, question)
    }
    if (gone.length > 0) return archivedMessage(ask.text, gone, boards.map(launchChoice))
    const line = `No item or launch of this channel is called “${safe(ask.text, 100)}”. These launches run here:`
    return whichHistoryMessage(line, boards.map(launchChoice))
  },
}

/** Of the channel's launches that are in files by now, those with these words in their names. */
async function archivedCalled(edge: Edge, { actor }: Ask, words: string): Promise<Archive[]> {
  if (!actor.channelId) return []
  const archives = await listArchivesOf(edge.context.db, actor.workspaceId, actor.channelId)
  return archives.filter(({ name }) => name.toLowerCase().includes(words))
}

function launchChoice({ launch }: Board): HistoryChoice {
  return { launch, item: null }
}

function itemChoices(board: Board, words: string): HistoryChoice[] {
  const items = [...board.phases.flatMap(itemsOf), ...(board.finalBox ? [board.finalBox] : [])]
  return items
    .filter((item) => asPlainText(item.text).toLowerCase().includes(words))
    .map((item) => ({ launch: board.launch, item }))
}

/** Opens what is meant, or asks which of several is. */
async function show(
  edge: Edge,
  ask: Ask,
  choices: readonly HistoryChoice[],
  question: string,
): Promise<Message | undefined> {
  const [only, ...others] = choices
  if (!only || others.length > 0) return whichHistoryMessage(question, choices)
  const { launch, item } = only
  const launchId = launch.id
  const subject = item
    ? ({ kind: 'item', launchId, itemId: item.id } as const)
    : ({ kind: 'launch', launchId } as const)
  await openHistory(edge, { ...ask, view: null }, subject)
  return undefined
}
