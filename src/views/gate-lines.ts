/** What stands between now and what a gate opens, in words. mrkdwn. */
import { type GateState, gateState, keyOfGate, type Opens, opensInWords } from '../domain/gate.ts'
import type { Board, Item } from '../domain/launch.ts'
import { asMrkdwn } from './markdown.ts'
import { mention, moment, plural, safe } from './text.ts'

type Around = Pick<Board, 'launch' | 'phases' | 'finalBox' | 'overrides'>

/** So many gates that wait for different things are shown. */
const gatesShown = 2
/** So many sections are named. */
const namedSections = 4

/** "12 items: Infrastructure 3 · Security 5 · and 4 in 2 more sections". */
export function missingText(
  missing: readonly Item[],
  board: Pick<Board, 'phases' | 'finalBox'>,
): string {
  const [first] = missing
  if (missing.length === 1 && first) return asMrkdwn(first.text, 120)
  const counts = board.phases
    .flatMap((phase) => phase.sections)
    .map(({ name, items }) => ({
      name,
      count: items.filter((item) => missing.includes(item)).length,
    }))
    .filter(({ count }) => count > 0)
  const named = counts
    .slice(0, namedSections)
    .map(({ name, count }) => `${safe(name, 60)} ${count}`)
  const others = counts.slice(namedSections)
  const rest = others.reduce((sum, { count }) => sum + count, 0)
  const more = rest > 0 ? [`${rest} in ${plural(others.length, 'more section')}`] : []
  return `${plural(missing.length, 'item')}: ${[...named, ...more].join(' · ')}`
}

/** "Deployment waits for READY FOR PRODUCTION", of each gate that is shut behind the final box. */
export function gateLines(board: Around): string[] {
  const others: Opens[] = board.launch.gates
    .map(({ opens }) => opens)
    .filter(({ kind }) => kind === 'section' || kind === 'going-live')
  const shut = others
    .map((opens) => gateState(board, opens))
    .filter((gate): gate is GateState => gate !== null && gate.missing.length > 0)
  const byNeed = Map.groupBy(shut, ({ missing }) => missing.map(({ id }) => id).join(' '))
  const groups = [...byNeed.values()]
  const lines = groups.slice(0, gatesShown).map((gates) => {
    const names = gates.slice(0, 3).map(({ opens }) => asMrkdwn(opensInWords(board, opens), 50))
    const more = gates.length > names.length ? [`${gates.length - names.length} more`] : []
    const who = capital(inWords([...names, ...more]))
    const verb = gates.length === 1 ? 'waits' : 'wait'
    return `🔒 ${who} ${verb} for ${missingText(gates[0]?.missing ?? [], board)}`
  })
  const rest = groups.slice(gatesShown).flat().length
  return [...lines, ...(rest > 0 ? [`🔒 and ${plural(rest, 'more gate')}`] : [])]
}

/** So many overrides are shown, the newest. */
const shownOverrides = 2

/** Every override that was confirmed or waits, as long as there is a board. */
export function overrideLines(board: Around): string[] {
  const counted = board.overrides.filter(({ answer }) => !answer || answer.how === 'confirmed')
  const lines = counted.slice(-shownOverrides).map(({ gate, asked, answer, reason, itemIds }) => {
    const opens = board.launch.gates.find((each) => keyOfGate(each.opens) === gate)?.opens
    const what = opens ? asMrkdwn(opensInWords(board, opens), 60) : ''
    const without = `${plural(itemIds.length, 'item')} unsettled`
    return answer
      ? `⚠️ *Override:* ${what} with ${without}, by ${mention(asked.by)} and ${mention(answer.by)}, ${moment(answer.at, board.launch.zone)}: ${safe(reason, 100)}`
      : `⚠️ *Override asked for:* ${what} with ${without}, by ${mention(asked.by)}: ${safe(reason, 100)}. An approver has to confirm it.`
  })
  const rest = counted.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} earlier`] : [])]
}

/** "a, b and c". */
function inWords(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
