import { assignItems, type Scope } from '../../commands/assign-items.ts'
import type { Board } from '../../domain/launch.ts'
import type { Owner } from '../../domain/owner.ts'
import { readAssignText } from '../../domain/typed-text.ts'
import { assignedMessage } from '../../views/assigned.ts'
import { asPlainText } from '../../views/markdown.ts'
import { statusMessage, usageMessage } from '../../views/replies.ts'
import { safe } from '../../views/text.ts'
import { boardsFor } from '../boards.ts'
import { absentFrom, peopleFacts } from '../people-facts.ts'
import type { Subcommand } from './subcommand.ts'

/** Something that the words may mean. */
type Match = { board: Board; scope: Scope; name: string; words: string; isOpen: boolean }

/** So many matches are named when there is more than one. */
const named = 5

export const assign: Subcommand = {
  name: 'assign',
  usage: 'assign [everything in] section, phase or item to @person or role',
  does: 'gives what nobody owns yet, or everything, to somebody',
  async run(edge, { actor, text }) {
    const { context } = edge
    const boards = await boardsFor(context, actor, 'channel')
    if (boards.length === 0) return statusMessage([], 'channel', context.clock.now())
    const read = readAssignText(text)
    if (!read?.what) return usageMessage(assign, 'Say what, then “to”, then whom.')
    const matches = matchesOf(boards, read.what.toLowerCase())
    const [match, ...others] = matches
    if (!match) {
      return usageMessage(assign, `Nothing here is called “${safe(read.what, 100)}”.`)
    }
    if (others.length > 0) {
      const names = matches.slice(0, named).map(({ name }) => `“${safe(name, 100)}”`)
      const line = `“${safe(read.what, 100)}” may be one of ${matches.length}: ${names.join(', ')}. Say more of its words.`
      return usageMessage(assign, line)
    }
    const { board, scope } = match
    const role = read.roleName
      ? board.roles.find(({ name }) => name.toLowerCase() === read.roleName.toLowerCase())
      : undefined
    if (read.roleName && !role) {
      const line = `“${safe(read.roleName, 100)}” is no role of this launch. Mention people with @.`
      return usageMessage(assign, line)
    }
    const owners: Owner[] = [
      ...read.personIds.map((id) => ({ kind: 'person' as const, id })),
      ...(role ? [{ kind: 'role' as const, id: role.id }] : []),
    ]
    const which = read.isEverything || scope.kind === 'item' ? 'unsettled' : 'unowned'
    const facts = await peopleFacts(edge, actor.workspaceId, read.personIds)
    const wish = { scope, owners, which } as const
    const { launch, items, people } = await assignItems(context, actor, wish, facts)
    const absent = await absentFrom(edge, launch.channelId, people)
    return assignedMessage(launch, { items: items.length, people, absent })
  },
}

/**
 * What is called so: exactly, if anything is, otherwise with the words in its name; of several in
 * open phases, if any is in one.
 */
function matchesOf(boards: readonly Board[], words: string): Match[] {
  const all = boards.flatMap(candidates)
  const exact = all.filter((each) => each.words === words)
  const named = exact.length > 0 ? exact : all.filter((each) => each.words.includes(words))
  const open = named.filter(({ isOpen }) => isOpen)
  return open.length > 0 ? open : named
}

function candidates(board: Board): Match[] {
  const launchId = board.launch.id
  return board.phases.flatMap((phase) => {
    const match = (kind: Scope['kind'], id: string, name: string): Match => ({
      board,
      scope: { launchId, kind, id },
      name,
      words: name.toLowerCase(),
      isOpen: phase.opened !== null,
    })
    return [
      match('phase', phase.id, phase.name),
      ...phase.sections.flatMap((section) => [
        match('section', section.id, section.name),
        ...section.items.map((item) => match('item', item.id, asPlainText(item.text))),
      ]),
    ]
  })
}
