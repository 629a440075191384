import type { ChannelLoss, Event } from '../domain/event.ts'
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
      return `I cannot post in ${channelLink(event.data.channelId)} any more, so what it shows of *${name}* gets out of date. Nothing is lost: ${remedies[event.data.why]}, and I bring it up to date.`
    case 'item.blocked':
      return `${itemLook.blocked.icon} *${name}*: ${sentence(event, launch.zone)}`
    default:
      return `*${name}*: ${sentence(event, launch.zone)}`
  }
}

const remedies: Record<ChannelLoss, string> = {
  archived: 'the channel is archived; restore it',
  restricted: 'only some people may post in it; let me post, too',
  unreachable: 'I am not in the channel; type `/invite @golive` in it',
}
