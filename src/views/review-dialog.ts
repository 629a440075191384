/** What past launches say about a checklist. */

import type { ModalView } from '@slack/types'
import { formatDistanceStrict } from '../domain/dates.ts'
import type { ItemReview, Measure, Review, SuggestionKind } from '../domain/review.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { asMrkdwn } from './markdown.ts'
import { chunked, readingDialog } from './reading-dialog.ts'
import { placeText } from './templates.ts'
import { mrkdwn, safe } from './text.ts'

const headings: Record<SuggestionKind, string> = {
  cut: '✂️ *Cut, or leave to those who need it*',
  earlier: '⏰ *Plan earlier*',
  split: '🪓 *Split, or prepare better*',
  clarify: '💬 *Say more clearly*: ticked too soon',
}

/** So many are listed under each heading. */
const listed = 20

/** What to change of a checklist, and how each of its items went. */
export function reviewDialog(
  name: string,
  templateId: string,
  reviewed: { review: Review; measures: readonly Measure[]; archived: number },
  channelId: string | null,
): ModalView {
  const { review, measures, archived } = reviewed
  const { launches, items, added } = review
  const edit = button(actions.templateStep, 'Edit…', { templateId, step: 'edit' })
  const gone =
    archived > 0
      ? ` ${archived === 1 ? '1 launch is archived and is' : `${archived} launches are archived and are`} not looked at.`
      : ''
  const intro =
    launches === 0
      ? 'No launch with it that you can see has ended yet. Rehearsals, drills and launches that were aborted do not count.'
      : `What ${launches === 1 ? '1 launch says' : `${launches} launches say`}. Rehearsals, drills and launches that were aborted do not count.`
  const groups = [...Map.groupBy(review.suggestions, ({ kind }) => kind)]
  return readingDialog('Review', channelId, [
    { type: 'section', text: mrkdwn(`*${safe(name, 80)}*\n${intro}${gone}`), accessory: edit },
    ...chunked([
      ...(launches > 0 && groups.length === 0 && added.length + measures.length === 0
        ? ['Nothing stands out.']
        : []),
      ...groups.flatMap(([kind, some]) =>
        titled(
          headings[kind],
          some.map(({ item }) => itemLine(item)),
        ),
      ),
      ...titled(
        '➕ *Add*: people added it by hand',
        added.map(
          ({ launches: count, ...item }) =>
            `• ${asMrkdwn(item.text, 200)} · ${placeText(item)}: in ${count} of ${launches}`,
        ),
      ),
      ...titled('🚨 *Add*: emergencies asked for it', measures.map(measureLine)),
      ...(launches > 0 ? ['\n*All items*', ...items.map(itemLine)] : []),
    ]),
  ])
}

function titled(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - listed
  return [`\n${heading}`, ...lines.slice(0, listed), ...(rest > 0 ? [`and ${rest} more`] : [])]
}

function measureLine({ text, launchName, emergency, isDone }: Measure): string {
  const done = isDone ? ', done' : ''
  return `• ${asMrkdwn(text, 200)} · emergency ${emergency} of *${safe(launchName, 80)}*${done}`
}

const facts = [
  ['notApplicable', 'not applicable'],
  ['removed', 'removed'],
  ['leftOpen', 'left open'],
  ['late', 'late'],
  ['blocked', 'blocked'],
  ['undone', 'taken back'],
] as const

/** Who clicks through a list takes seconds for each. */
const worthSaying = 60 * 60_000

function itemLine(item: ItemReview): string {
  const { text, launches, took } = item
  const words = facts.flatMap(([fact, word]) =>
    item[fact] > 0 ? `${word} in ${item[fact]} of ${launches}` : [],
  )
  const went = launches === 0 ? 'in no launch yet' : words.join(', ') || `all well in ${launches}`
  const time = took === null || took < worthSaying ? '' : `, took ${formatDistanceStrict(took, 0)}`
  return `• ${asMrkdwn(text, 200)} · ${went}${time}`
}
