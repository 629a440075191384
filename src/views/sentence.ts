import type { Event, EventData } from '../domain/event.ts'
import { asMrkdwn } from './markdown.ts'
import { channelLink, mention, moment, plural, safe } from './text.ts'

type Moved = EventData<'item.ticked'>

/** An entry of the record as a sentence without its time; `zone` for times inside of it. */
export function sentence(event: Event, zone: string): string {
  const who = mention(event.by)
  switch (event.type) {
    case 'launch.started':
      return `${who} started *${safe(event.data.name, 160)}*, T-0 ${moment(new Date(event.data.t0), zone)}, lead ${mention(event.data.leadId)}`
    case 'phase.opened':
      return `${who} opened *${safe(event.data.name, 160)}*: ${plural(event.data.items, 'item')}`
    case 'phase.completed':
      return `*${safe(event.data.name, 160)}* is complete: all ${plural(event.data.items, 'item')} settled, the last by ${who}`
    case 'item.ticked':
      return `${who} ticked ${itemText(event.data)}`
    case 'item.undone':
      return `${who} undid the tick of ${itemText(event.data)}`
    case 'item.started':
      return event.data.from === 'blocked'
        ? `${who} unblocked and began ${itemText(event.data)}`
        : `${who} began ${itemText(event.data)}`
    case 'item.blocked':
      return `${who} blocked ${itemText(event.data)}${because(event.data)}`
    case 'item.excluded':
      return `${who} set ${itemText(event.data)} to not applicable${because(event.data)}`
    case 'item.reopened':
      return event.data.from === 'blocked'
        ? `${who} unblocked ${itemText(event.data)}`
        : `${who} opened ${itemText(event.data)} again`
    case 'item.noted':
      return event.data.note
        ? `${who} noted on ${itemText(event.data)}: ${safe(event.data.note, 160)}`
        : `${who} removed the note of ${itemText(event.data)}`
    case 'channel.lost':
      return `golive could not reach ${channelLink(event.data.channelId)} any more`
    case 'channel.regained':
      return `golive could reach ${channelLink(event.data.channelId)} again`
  }
}

function itemText({ text }: { text: string }): string {
  return `“${asMrkdwn(text, 240)}”`
}

function because({ reason }: Moved): string {
  return reason ? `: ${safe(reason, 160)}` : ''
}
