import type { Item } from '../domain/launch.ts'
import { itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { mention, moment, safe } from './text.ts'

/** How much of each of an item's texts a view shows, in escaped characters. */
export type Room = { text: number; reason: number; note: number }

/** An item with what there is to know of it, as lines: what, then state, who and when, then note. */
export function itemLines(item: Item, zone: string, room: Room): string[] {
  const look = itemLook[item.state]
  const lines = [`${look.icon} ${asMrkdwn(item.text, room.text)}`]
  if (item.state !== 'open' || item.changed) lines.push(stateLine(item, zone, room))
  if (item.note) lines.push(`_Note:_ ${safe(item.note, room.note)}`)
  return lines
}

function stateLine(item: Item, zone: string, room: Room): string {
  const { label } = itemLook[item.state]
  const by = item.changed ? ` · ${mention(item.changed.by)} · ${moment(item.changed.at, zone)}` : ''
  const why = item.reason ? `: ${safe(item.reason, room.reason)}` : ''
  return item.state === 'open' ? `Open again${by}` : `*${label}*${why}${by}`
}
