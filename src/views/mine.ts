import type { KnownBlock } from '@slack/types'
import type { ListedItem } from '../domain/workload.ts'
import { runButton } from './button.ts'
import { isOverdue } from './due.ts'
import { type Entry, listedBlocks, listedLines, type Reader } from './listed-items.ts'
import { type Message, message } from './message.ts'
import { mrkdwn, plural } from './text.ts'

/** So many items have their buttons in one message; Slack takes 50 blocks. */
const shown = 15

/** What somebody owns in open phases and is not settled, by due date; those without one last. */
export function ownInOrder(own: readonly ListedItem[]): ListedItem[] {
  const dueOf = ({ item }: ListedItem) => item.due?.at.getTime() ?? Number.MAX_SAFE_INTEGER
  return own.filter(({ phase }) => phase.isOpen).sort((one, other) => dueOf(one) - dueOf(other))
}

/** `/golive mine`: all that one person has to do, over all launches, with its buttons. */
export function mineMessage(own: readonly ListedItem[], reader: Reader, now: Date): Message {
  const mine = ownInOrder(own)
  const later = own.length - mine.length
  const lines = [mineHeading(mine, now), ...laterLine(later)]
  const blocks: KnownBlock[] = lines.map((line) => ({ type: 'section', text: mrkdwn(line) }))
  if (mine.length === 0) {
    blocks.push({ type: 'actions', elements: [runButton('Status', 'status')] })
    return message(lines, blocks)
  }
  const part = mine.slice(0, shown)
  for (const listed of part) {
    lines.push(...listedLines(listed, now, reader))
    blocks.push(...listedBlocks(asEntry(listed), now, reader))
  }
  const rest = mine.length - part.length
  if (rest > 0) {
    const more = `and ${rest} more; they move up as these are settled`
    lines.push(more)
    blocks.push({ type: 'context', elements: [mrkdwn(more)] })
  }
  return message(lines, blocks)
}

/** "7 items are yours, 2 of them overdue." */
export function mineHeading(mine: readonly ListedItem[], now: Date): string {
  if (mine.length === 0) return 'Nothing is yours to do now.'
  const overdue = mine.filter(({ item }) => isOverdue(item, now)).length
  const count = `*${plural(mine.length, 'item')} ${mine.length === 1 ? 'is' : 'are'} yours*`
  if (overdue === 0) return count
  if (mine.length === 1) return `${count}, and overdue`
  return overdue === mine.length ? `${count}, all overdue` : `${count}, ${overdue} of them overdue`
}

function laterLine(later: number): string[] {
  return later > 0 ? [`${plural(later, 'more item')} of yours wait for their phase to open.`] : []
}

/** One's own item, listed for its own sake. */
export function asEntry(listed: ListedItem): Entry {
  return { listed, why: 'soon' }
}
