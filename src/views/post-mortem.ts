/** The draft of a post-mortem, from what an emergency's record holds. */

import type { KnownBlock } from '@slack/types'
import { durationsOf, type Emergency } from '../domain/emergency.ts'
import type { Event } from '../domain/event.ts'
import { type Board, itemsOf } from '../domain/launch.ts'
import { emergencyName } from './emergency.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { readOut } from './read-out.ts'
import { choiceText, sentence } from './sentence.ts'
import { mention, moment, mrkdwn, plural, safe } from './text.ts'

/** How much of it a dialog shows; Slack takes 100 blocks of 3,000 characters. */
const shownBlocks = 90
const blockSize = 2900

type Part = { heading: string; lines: string[] }

/** The draft in its parts, in mrkdwn: times, people, findings, decisions, follow-ups, timeline. */
export function postMortem(
  board: Board,
  emergency: Emergency,
  timeline: readonly Event[],
): { title: string; parts: Part[] } {
  const { zone } = board.launch
  const followUps = board.phases
    .filter(({ emergencyId }) => emergencyId === emergency.id)
    .flatMap(itemsOf)
  const findings = timeline.flatMap((event) =>
    event.type === 'emergency.answered' && event.data.choice === 'bad'
      ? [
          `• ${asMrkdwn(event.data.text, 200)}: ${choiceText(event.data.choice)}${event.data.note ? `, ${safe(event.data.note, 300)}` : ''}`,
        ]
      : [],
  )
  const decisions = emergency.decisions.map(({ outcome, reason, decided, answer }) => {
    const second = answer ? `; ${answer.how} by ${mention(answer.by)}` : ''
    return `• ${safe(outcome, 75)}, by ${mention(decided.by)}, ${moment(decided.at, zone)}: ${safe(reason, 300)}${second}`
  })
  const parts: Part[] = [
    { heading: 'What happened', lines: [safe(emergency.words || 'To be written.', 300)] },
    { heading: 'Times', lines: timeLines(emergency, zone) },
    { heading: 'People', lines: peopleLines(emergency, timeline) },
    { heading: 'What was found bad', lines: findings },
    { heading: 'What was decided', lines: decisions },
    {
      heading: 'What was done and is left to do',
      lines: followUps.map((item) => `• ${item.state}: ${asMrkdwn(item.text, 300)}`),
    },
    {
      heading: 'Timeline',
      lines: inOrder(timeline).map(
        ({ at, event }) => `• ${moment(at, zone)} · ${sentence(event, zone)}`,
      ),
    },
    {
      heading: 'To be written',
      lines: ['• Why could it happen?', '• What went well?', '• What shall be different?'],
    },
  ]
  const title = `${emergencyName(emergency)} of ${launchName(board.launch, 160)}`
  return { title, parts: parts.filter(({ lines }) => lines.length > 0) }
}

/** As a dialog shows it, as far as it fits. */
export function postMortemBlocks({ title, parts }: ReturnType<typeof postMortem>): KnownBlock[] {
  const lines = parts.flatMap(({ heading, lines }) => [`*${heading}*`, ...lines])
  const texts = [`*Post-mortem of ${title}*, a draft`]
  for (const line of lines) {
    const last = texts.at(-1) ?? ''
    if (last.length + line.length + 1 > blockSize) texts.push(line)
    else texts[texts.length - 1] = `${last}\n${line}`
  }
  return texts.slice(0, shownBlocks).map((text): KnownBlock => {
    return { type: 'section', text: mrkdwn(text) }
  })
}

/** As a Markdown file; `nameOf` says how a person is called. Times are in the launch's zone. */
export function postMortemFile(
  { title, parts }: ReturnType<typeof postMortem>,
  nameOf: (personId: string) => string,
): string {
  const body = parts.flatMap(({ heading, lines }) => [
    `## ${heading}`,
    '',
    ...lines.map((line) => asFileLine(line, nameOf)),
    '',
  ])
  return [`# Post-mortem: ${asFileLine(title, nameOf)}`, '', ...body].join('\n')
}

/** The people that a draft mentions. */
export function peopleIn({ parts }: ReturnType<typeof postMortem>): string[] {
  const lines = parts.flatMap(({ lines }) => lines)
  const ids = lines.flatMap((line) => [...line.matchAll(/<@([A-Z0-9-]+)>/g)].map(([, id]) => id))
  return [...new Set(ids.filter((id) => id !== undefined))]
}

function asFileLine(line: string, nameOf: (personId: string) => string): string {
  return readOut(line.replace(/^• /, '- '), {
    person: nameOf,
    channel: (id) => `channel ${id}`,
    link: (url, words) => `[${words}](${url})`,
    bold: (line) => line.replace(/\*([^*\s][^*]*)\*/g, '**$1**'),
  })
}

function timeLines(emergency: Emergency, zone: string): string[] {
  const { began, started, resolved } = emergency
  const { detect, decide, resolve } = durationsOf(emergency)
  return [
    `• Began: ${moment(began, zone)}`,
    `• Noticed: ${moment(started.at, zone)}, after ${plural(detect, 'minute')}`,
    ...(decide === null ? [] : [`• Decided: after ${plural(decide, 'minute')}`]),
    ...(resolved && resolve !== null
      ? [
          `• Resolved: ${moment(resolved.at, zone)}, after ${plural(resolve, 'minute')}: ${safe(resolved.words, 300)}`,
        ]
      : []),
  ]
}

function peopleLines({ commanderId, scribeId }: Emergency, timeline: readonly Event[]): string[] {
  const others = [...new Set(timeline.map(({ by }) => by))].filter(
    (id) => id !== commanderId && id !== scribeId && id !== 'golive',
  )
  return [
    `• Commander: ${mention(commanderId)}`,
    ...(scribeId ? [`• Scribe: ${mention(scribeId)}`] : []),
    ...(others.length > 0 ? [`• Took part: ${others.slice(0, 30).map(mention).join(', ')}`] : []),
  ]
}

/** By when it happened; what was noted afterwards stands at its own time. */
function inOrder(timeline: readonly Event[]): { at: Date; event: Event }[] {
  return timeline
    .map((event) => ({
      at: event.type === 'emergency.noted' ? new Date(event.data.happened) : event.at,
      event,
    }))
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}
