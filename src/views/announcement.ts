import type { ChannelLoss, Event } from '../domain/event.ts'
import type { Launch } from '../domain/launch.ts'
import { anchorOf } from './anchor.ts'
import { itemLook } from './item-look.ts'
import { launchName } from './launch-name.ts'
import { type Message, message } from './message.ts'
import { ownersText, sentence } from './sentence.ts'
import { channelLink, mention, moment, mrkdwn, plural, safe } from './text.ts'

/** What is posted, once, about an event: in the launch's channel, or to a person. */
export function announcement(
  event: Event,
  launch: Launch,
  personId: string | null = null,
): Message {
  const line = lineOf(event, launch, personId)
  const { lines, blocks } = anchorOf(event)
  return message([line, ...lines], [{ type: 'section', text: mrkdwn(line) }, ...blocks])
}

function lineOf(event: Event, launch: Launch, personId: string | null): string {
  const name = launchName(launch, 160)
  switch (event.type) {
    case 'channel.lost':
      return `I cannot post in ${channelLink(event.data.channelId)} any more, so what it shows of *${name}* gets out of date. Nothing is lost: ${remedies[event.data.why]}, and I bring it up to date.`
    case 'item.given-back':
      return `*${name}*: ${sentence(event, launch.zone)}. ${event.data.owners.length > 0 ? `It is still ${ownersText(event.data.owners)}’s.` : 'It is nobody’s now. You lead, so you see to it, or give it to somebody else in its section’s Details.'}`
    case 'person.unreachable':
      return `I cannot write to ${mention(event.data.personId)}, who owns items of *${name}*: they get no reminders from me. Remind them yourself, or give their items to somebody else.`
    case 'person.left':
      return `*${name}*: ${sentence(event, launch.zone)}. ${launch.leadId === event.data.personId ? 'They led this launch: any member of the workspace can choose another lead' : 'Choose somebody else'} under Lead and Roles on the board, and assign what is nobody’s under Details.`
    case 't0.moved': {
      const mine = event.data.people.find((each) => each.personId === personId)
      const items =
        mine && mine.items > 0
          ? ` ${plural(mine.items, 'item')} of yours ${mine.items === 1 ? 'moves' : 'move'} with it${mine.firstDue ? `; the first is due ${moment(new Date(mine.firstDue), launch.zone)}` : ''}.`
          : ''
      return `🗓️ *${name}*: ${sentence(event, launch.zone)}.${items}`
    }
    case 'emergency.told':
      return `${event.data.isDrill ? '🧯' : '🚨'} *${name}*, ${mention(event.by)} says:\n${multiline(event.data.text)}`
    case 'emergency.resolved':
      return `↩️ *${name}*: ${sentence(event, launch.zone)}. You lead: choose a new T-0 in ${channelLink(launch.channelId)}, in the board’s menu, under Move T-0.`
    case 't0.passed':
      return `⏰ *${name}*: ${sentence(event, launch.zone)}. You lead: say We Are Live on the board in ${channelLink(launch.channelId)}, or move T-0 there.`
    case 'launch.live':
      return `🚀 *${name} is live!* ${sentence(event, launch.zone)}. The rest of the checklist counts from there.`
    case 'launch.ended':
      return `${event.data.how === 'aborted' ? '🛑' : '🏁'} *${name}*: ${sentence(event, launch.zone)}`
    case 'final-box.withdrawn':
      return `⚠️ *${name}*: ${sentence(event, launch.zone)}. It takes another roll call.`
    case 'item.blocked':
      return `${itemLook.blocked.icon} *${name}*: ${sentence(event, launch.zone)}`
    default:
      return `*${name}*: ${sentence(event, launch.zone)}`
  }
}

/** What somebody wrote, with its lines, escaped. */
function multiline(text: string): string {
  return text
    .split('\n')
    .map((line) => safe(line, 2000))
    .join('\n')
}

const remedies: Record<ChannelLoss, string> = {
  archived: 'the channel is archived; restore it',
  restricted: 'only some people may post in it; let me post, too',
  unreachable: 'I am not in the channel; type `/invite @golive` in it',
}
