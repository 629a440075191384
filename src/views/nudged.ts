import type { KnownBlock } from '@slack/types'
import type { Nudged } from '../domain/nudge.ts'
import { type Message, message } from './message.ts'
import { mention, moment, mrkdwn, plural } from './text.ts'

/** So many people are named; the rest are counted. */
const named = 20

/** What came of reminding people, for whoever asked for it. */
export function nudgedMessage(nudged: readonly Nudged[], zone: string): Message {
  const lines = nudgedLines(nudged, zone)
  const block: KnownBlock = { type: 'section', text: mrkdwn(lines.join('\n')) }
  return message(lines, [block])
}

/** The same as lines of mrkdwn. */
export function nudgedLines(nudged: readonly Nudged[], zone: string): string[] {
  if (nudged.length === 0) return ['Nobody has anything due: nothing was sent.']
  const others = nudged.filter((each): each is AtWork => each.outcome !== 'off-work')
  const away = nudged.filter(({ outcome }) => outcome === 'off-work')
  const rest = others.length - named
  return [
    ...others.slice(0, named).map((each) => nudgedLine(each, zone)),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...(away.length > 0 ? [awayLine(away)] : []),
  ]
}

/** Of all who are not at work the same is true. */
function awayLine(away: readonly Nudged[]): string {
  const rest = away.length - named
  const who = away.slice(0, named).map(({ personId }) => mention(personId))
  const more = rest > 0 ? ` and ${rest} more` : ''
  return away.length === 1
    ? `${who} is not at work now; their next daily reminder lists what is due.`
    : `Not at work now: ${who.join(', ')}${more}. Their next daily reminders list what is due.`
}

type AtWork = Exclude<Nudged, { outcome: 'off-work' }>

function nudgedLine(nudged: AtWork, zone: string): string {
  const who = mention(nudged.personId)
  switch (nudged.outcome) {
    case 'sent':
      return `${who} is reminded of ${plural(nudged.items, 'item')}.`
    case 'nothing':
      return `${who} has nothing to do here now.`
    case 'too-soon':
      return `${who} was reminded within the hour; again from ${moment(nudged.from, zone)}.`
    case 'not-disturbed':
      return `${who} is not to be disturbed until ${moment(nudged.until, zone)}.`
  }
}
