import type { Launch } from '../domain/launch.ts'
import type { Nudged } from '../domain/nudge.ts'
import { type Message, message } from './message.ts'
import { mention, moment, mrkdwn, plural, safe } from './text.ts'

/** So many people are named for each launch, and so many launches: a block each, of 3,000 characters. */
const named = 18
const listed = 3

export type LaunchNudges = { launch: Launch; nudged: readonly Nudged[] }

/** What came of reminding people, for whoever asked for it. */
export function nudgedMessage(launches: readonly LaunchNudges[], zone: string): Message {
  const parts = launches.slice(0, listed).map((each) => nudgedLines([each], zone))
  const rest = launches.length - parts.length
  if (rest > 0) parts.push([`and ${rest} more`])
  return message(
    parts.flat(),
    parts.map((lines) => ({ type: 'section', text: mrkdwn(lines.join('\n')) })),
  )
}

/** The same as lines of mrkdwn. */
export function nudgedLines(launches: readonly LaunchNudges[], zone: string): string[] {
  return launches.flatMap(({ launch, nudged }) => [
    `*${safe(launch.name, 160)}*`,
    ...(nudged.length === 0 ? ['Nobody has anything due.'] : []),
    ...nudged.slice(0, named).map((each) => nudgedLine(each, zone)),
    ...(nudged.length > named ? [`and ${nudged.length - named} more`] : []),
  ])
}

function nudgedLine(nudged: Nudged, zone: string): string {
  const who = mention(nudged.personId)
  switch (nudged.outcome) {
    case 'sent':
      return `${who} is reminded of ${plural(nudged.items, 'item')}.`
    case 'nothing':
      return `${who} has nothing to do here now.`
    case 'too-soon':
      return `${who} was reminded within the hour; again from ${moment(nudged.from, zone)}.`
    case 'off-work':
      return `${who} is not at work now; their next daily reminder lists what is due.`
  }
}
