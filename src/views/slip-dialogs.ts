/** Moving T-0: when to, then what that does, before it is done. */

import { TZDate } from '@date-fns/tz'
import type { KnownBlock, ModalView } from '@slack/types'
import { differenceInCalendarDays } from '../domain/dates.ts'
import type { Launch } from '../domain/launch.ts'
import type { Slip } from '../domain/slip.ts'
import { dialogs, encode } from './actions.ts'
import { boxesInput, momentInput, option, textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { cut, dateWords, mention, mrkdwn, plain, plural, safe, shortMoment } from './text.ts'

export const slipFields = { t0: 't0', reason: 'reason', shut: 'shut' } as const

/** Slack takes ten boxes; so many phases at most can be open before a launch is live. */
const boxes = 10
/** So many dates, people and sections are named. */
const named = 6
/** So many lines of due dates are shown, by where they are. */
const dueLines = 24

export function moveT0Dialog(
  launch: Launch,
  channelId: string | null,
  typed: Date = launch.t0,
): ModalView {
  return modal(
    dialogs.moveT0,
    encode(dialogs.moveT0, { launchId: launch.id, channelId }),
    { title: 'Move T-0', submit: 'What Would Change' },
    [
      { type: 'context', elements: [mrkdwn(launchName(launch, 160))] },
      momentInput(
        {
          id: slipFields.t0,
          label: 'T-0: when it goes live',
          hint: 'In your own time zone. Nothing is moved yet: first you see what it does.',
        },
        typed,
      ),
    ],
  )
}

/** What moving T-0 does; `zone` is the reader's. */
export function slipDialog(
  launch: Launch,
  slip: Slip,
  channelId: string | null,
  zone: string,
): ModalView {
  const { from, to, shuts } = slip
  const options = shuts
    .slice(0, boxes)
    .map(({ phase }) => option(cut(phase.name, slackLimits.optionText), phase.id))
  const suggested = shuts.filter(({ isSuggested }) => isSuggested).map(({ phase }) => phase.id)
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(`T-0 moves ${awayText(from, to, launch.zone)}`) },
    { type: 'context', elements: [mrkdwn(launchName(launch, 160))] },
    section([`*T-0* ${shortMoment(from, zone)} → *${shortMoment(to, zone)}*`]),
    section(duesText(slip, zone)),
    ...[
      daysOffText(slip),
      overHoursText(slip),
      openingsText(slip, zone),
      opensText(slip),
      voidsText(slip),
    ]
      .filter((lines) => lines.length > 0)
      .map(section),
    ...(options.length > 0
      ? [
          boxesInput(
            {
              id: slipFields.shut,
              label: 'Close until their time comes again',
              hint: 'They open again by themselves. What was ticked in them stays ticked: undo what has to be done anew.',
              optional: true,
            },
            options,
            suggested,
          ),
        ]
      : []),
    textInput(
      { id: slipFields.reason, label: 'Reason', hint: 'Everybody concerned is told it, once.' },
      null,
    ),
  ]
  return modal(
    dialogs.slip,
    encode(dialogs.slip, {
      launchId: launch.id,
      seen: from.toISOString(),
      to: to.toISOString(),
      channelId,
    }),
    { title: 'Move T-0', submit: 'Move T-0' },
    blocks,
  )
}

function section(lines: string[]): KnownBlock {
  return { type: 'section', text: mrkdwn(lines.join('\n')) }
}

function awayText(from: Date, to: Date, zone: string): string {
  const days = differenceInCalendarDays(new TZDate(to, zone), new TZDate(from, zone))
  if (days === 0) return 'within its day'
  return days > 0 ? `${plural(days, 'day')} later` : `${plural(-days, 'day')} earlier`
}

/** Each due date once for everything of a section that moves alike. */
function duesText({ dues, overdue }: Slip, zone: string): string[] {
  if (dues.length === 0) return ['No due date moves.']
  const groups = [
    ...Map.groupBy(
      dues,
      ({ section, from, to }) => `${section.id} ${from.getTime()} ${to.getTime()}`,
    ).values(),
  ]
  const lines = groups.slice(0, dueLines).flatMap((group) => {
    const [first] = group
    if (!first) return []
    const what =
      group.length === 1
        ? `${safe(first.section.name, 30)}: ${asMrkdwn(first.item.text, 40)}`
        : `${safe(first.section.name, 60)}: ${plural(group.length, 'item')}`
    return `• ${what}, ${shortMoment(first.from, zone)} → ${shortMoment(first.to, zone)}`
  })
  const rest = groups.slice(dueLines).reduce((sum, group) => sum + group.length, 0)
  return [
    `*${plural(dues.length, 'due date')} ${dues.length === 1 ? 'moves' : 'move'}*`,
    ...lines,
    ...(rest > 0 ? [`and ${plural(rest, 'more item')}`] : []),
    ...(overdue > 0 ? [`⏰ *${plural(overdue, 'item')} will be overdue at once*`] : []),
  ]
}

function daysOffText({ daysOff }: Slip): string[] {
  if (daysOff.length === 0) return []
  const rest = daysOff.length - named
  return [
    '*Days off*',
    ...daysOff.slice(0, named).map(({ date, hasT0, items, why, people }) => {
      const what = [...(hasT0 ? ['T-0'] : []), ...(items > 0 ? [plural(items, 'item')] : [])]
      const names = why.slice(0, 3).map((each) => safe(each, 60))
      const more = why.length > 3 ? ` and ${why.length - 3} more` : ''
      const off = people.slice(0, 3).map(mention)
      const others = people.length > 3 ? ` and ${people.length - 3} more` : ''
      const who = off.length > 0 ? ` · off: ${off.join(', ')}${others}` : ''
      return `• ${dateWords(date)}, ${what.join(' and ')}: ${names.join('; ')}${more}${who}`
    }),
    ...(rest > 0 ? [`and ${plural(rest, 'more day')}`] : []),
  ]
}

function overHoursText({ overHours }: Slip): string[] {
  if (overHours.length === 0) return []
  const rest = overHours.length - named
  return [
    '*Outside of working hours*',
    ...overHours.slice(0, named).map(({ personId, zone, t0, items }) => {
      const what = [
        ...(t0 ? [`T-0 is ${shortMoment(t0, zone)} there`] : []),
        ...(items > 0 ? [`${plural(items, 'item')} due`] : []),
      ]
      return `• ${mention(personId)}: ${what.join(', ')}`
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ]
}

function openingsText({ openings }: Slip, zone: string): string[] {
  if (openings.length === 0) return []
  return [
    '*Phases open*',
    ...openings
      .slice(0, named)
      .map(
        ({ phase, from, to }) =>
          `• ${safe(phase.name, 80)}, ${shortMoment(from, zone)} → ${shortMoment(to, zone)}`,
      ),
    ...(openings.length > named ? [`and ${openings.length - named} more`] : []),
  ]
}

function opensText({ opens }: Slip): string[] {
  if (opens.length === 0) return []
  return [
    `*Opens when the lead’s day begins:* ${opens
      .slice(0, named)
      .map(({ name }) => safe(name, 80))
      .join(', ')}`,
  ]
}

function voidsText({ voids }: Slip): string[] {
  if (voids.length === 0) return []
  const names = voids.slice(0, named).map(({ name }) => safe(name, 80))
  return [
    `*Void, to be signed again for the new T-0:* ${names.join(', ')}${voids.length > named ? ` and ${voids.length - named} more` : ''}`,
  ]
}
