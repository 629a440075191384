import { assignItems, type Scope } from '../../commands/assign-items.ts'
import type { Board } from '../../domain/launch.ts'
import type { Owner } from '../../domain/owner.ts'
import { readAssignText } from '../../domain/typed-text.ts'
import { assignedMessage } from '../../views/assigned.ts'
import { fullName } from '../../views/launch-name.ts'
import { asPlainText } from '../../views/markdown.ts'
import { statusMessage, usageMessage } from '../../views/replies.ts'
import { safe } from '../../views/text.ts'
import { boardsFor } from '../boards.ts'
import { absentFrom, peopleFacts } from '../people-facts.ts'
import type { Subcommand } from './subcommand.ts'

/** Something that the words may mean; `places`: where it is, the nearest first. */
type Match = {
  board: Board
  scope: Scope
  name: string
  words: string
  places: string[]
  isOpen: boolean
}

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
      const names = matches.slice(0, named).map((match) => nameAmong(match, matches))
      const isTwice = matches.some((match) => others.some((other) => isTwin(match, other)))
      const advice = isTwice ? 'Say where it is, too, in these words.' : 'Say more of its words.'
      const line = `“${safe(read.what, 100)}” may be one of ${matches.length}: ${names.join('; ')}. ${advice}`
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
 * open phases, if any is in one. Where nothing is, "Security in Launch Day, Payments 2.0" is that one.
 */
function matchesOf(boards: readonly Board[], words: string): Match[] {
  const all = boards.flatMap(candidates)
  const exact = all.filter((each) => each.words === words)
  const loose = exact.length > 0 ? exact : all.filter((each) => each.words.includes(words))
  const named = loose.length > 0 ? loose : all.filter((each) => isPlacedAs(each, words))
  const open = named.filter(({ isOpen }) => isOpen)
  return open.length > 0 ? open : named
}

/** Whether the words are its name and then some of where it is, the nearest first. */
function isPlacedAs({ words: name, places }: Match, words: string): boolean {
  const start = `${name} in `
  if (!words.startsWith(start)) return false
  let rest = words.slice(start.length)
  for (const place of places) {
    if (!rest.startsWith(place.toLowerCase())) continue
    rest = rest.slice(place.length).replace(/^,\s*/, '')
  }
  return rest === ''
}

/** Whether its name does not tell one from the other. */
function isTwin(one: Match, other: Match): boolean {
  return one !== other && one.words === other.words
}

/** “Security” in Launch Day, Payments 2.0: as much of where it is as tells it from its twins. */
function nameAmong(match: Match, all: readonly Match[]): string {
  const twins = all.filter((other) => isTwin(match, other))
  const differs = match.places.map((place, level) =>
    twins.some((twin) => twin.places.at(level - match.places.length) !== place),
  )
  const places = match.places.filter((_, level) => differs[level]).map((place) => safe(place, 60))
  const where = places.length > 0 ? ` in ${places.join(', ')}` : ''
  return `“${safe(match.name, 100)}”${where}`
}

function candidates(board: Board): Match[] {
  const launchId = board.launch.id
  const launch = fullName(board.launch)
  return board.phases.flatMap((phase) => {
    const match = (kind: Scope['kind'], id: string, name: string, ...places: string[]): Match => ({
      board,
      scope: { launchId, kind, id },
      name,
      words: name.toLowerCase(),
      places: [...places, launch],
      isOpen: phase.opened !== null,
    })
    return [
      match('phase', phase.id, phase.name),
      ...phase.sections.flatMap((section) => [
        match('section', section.id, section.name, phase.name),
        ...section.items.map((item) =>
          match('item', item.id, asPlainText(item.text), section.name, phase.name),
        ),
      ]),
    ]
  })
}
