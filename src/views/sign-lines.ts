/** What somebody signs, in words: the state of the list, and what changed since they signed. mrkdwn. */
import { gateState, itemsNeeded } from '../domain/gate.ts'
import { allItems, type Board, type Item } from '../domain/launch.ts'
import { type ChangeKind, type ListChange, t0Id } from '../domain/sign-off.ts'
import { itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { mention, moment, plural, safe } from './text.ts'

/** So many changes are named. */
const named = 8
/** So many items are named of each kind: together they fit into one block. */
const listed = { missing: 6, waived: 3, aside: 3 } as const

/** How the list stands that the final box waits for: what is open first, then what was set aside. */
export function listLines(board: Board): string[] {
  const gate = gateState(board, { kind: 'final-box' })
  if (!gate) return []
  const { needed, missing, waived } = gate
  const unsettled = missing.length + waived.length
  const heading =
    unsettled === 0
      ? `✅ *All ${plural(needed, 'item')} settled*`
      : `*${needed - unsettled} of ${plural(needed, 'item')} settled*`
  const gateOf = board.launch.gates.find(({ opens }) => opens.kind === 'final-box')
  const aside = (gateOf ? itemsNeeded(board, gateOf) : []).filter(
    ({ state }) => state === 'not-applicable',
  )
  return [
    heading,
    ...itemsNamed(missing, listed.missing),
    ...(waived.length > 0 ? [`*Waived by an override:* ${plural(waived.length, 'item')}`] : []),
    ...itemsNamed(waived, listed.waived),
    ...(aside.length > 0 ? [`*Not applicable:* ${plural(aside.length, 'item')}`] : []),
    ...itemsNamed(aside, listed.aside),
  ]
}

function itemsNamed(items: readonly Item[], most: number): string[] {
  const rest = items.length - most
  return [
    ...items.slice(0, most).map(({ state, text, reason }) => {
      const why = reason ? `: ${safe(reason, 100)}` : ''
      return `${itemLook[state].icon} ${asMrkdwn(text, 110)}${why}`
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ]
}

const changeWords: Record<ChangeKind, string> = {
  undone: 'open again',
  blocked: 'blocked',
  'set-aside': 'not applicable now',
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  'evidence-removed': 'evidence removed',
  't0-moved': 'moved',
}

/** "3 changes since you signed", each with who and when. */
export function changeLines(changes: readonly ListChange[], board: Board): string[] {
  const items = new Map(allItems(board).map((item) => [item.id, item]))
  const { t0, zone } = board.launch
  const rest = changes.length - named
  return [
    `*${plural(changes.length, 'change')} since you signed*`,
    ...changes.slice(0, named).map(({ itemId, kind }) => {
      if (itemId === t0Id) return `• T-0 is ${moment(t0, zone)} now`
      const item = items.get(itemId)
      const by = item?.changed
        ? ` · ${mention(item.changed.by)}, ${moment(item.changed.at, zone)}`
        : ''
      return `• ${changeWords[kind]}: ${asMrkdwn(item?.text ?? '', 140)}${by}`
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ]
}
