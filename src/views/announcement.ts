import type { Event } from '../domain/event.ts'
import type { Launch } from '../domain/launch.ts'
import { itemLook } from './item-look.ts'
import { type Message, message } from './message.ts'
import { sentence } from './sentence.ts'
import { channelLink, mrkdwn, safe } from './text.ts'

/** What is posted, once, about an event. */
export function announcement(event: Event, launch: Launch): Message {
  const line = lineOf(event, launch)
  return message([line], [{ type: 'section', text: mrkdwn(line) }])
}

function lineOf(event: Event, launch: Launch): string {
  const name = safe(launch.name, 160)
  switch (event.type) {
    case 'channel.lost':
      return `I cannot reach ${channelLink(event.data.channelId)} any more, so the checklist of *${name}* is not shown there. Nothing is lost: type \`/invite @golive\` in the channel, and everything is posted and brought up to date. If the channel is archived, restore it first.`
    case 'item.blocked':
      return `${itemLook.blocked.icon} *${name}*: ${sentence(event, launch.zone)}`
    default:
      return `*${name}*: ${sentence(event, launch.zone)}`
  }
}
