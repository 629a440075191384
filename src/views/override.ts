import type { KnownBlock } from '@slack/types'
import { keyOfGate, type Override, opensInWords } from '../domain/gate.ts'
import { allItems, type Board } from '../domain/launch.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { mention, moment, mrkdwn, plural, safe } from './text.ts'

/** So many of the items that are waived are named. */
const named = 10

const answerWords = {
  confirmed: '*Confirmed*',
  declined: '*Declined*',
  dropped: '*It counts no more:* rolled back',
} as const

/** That the lead asks for a gate to open all the same, for an approver to confirm in the channel. */
export function overrideMessage(board: Board, override: Override): Message {
  const { launch, roles } = board
  const { id: overrideId, gate, asked, answer, reason, itemIds } = override
  const opens = launch.gates.find((each) => keyOfGate(each.opens) === gate)?.opens
  const what = opens ? asMrkdwn(opensInWords(board, opens), 160) : ''
  const items = allItems(board).filter(({ id }) => itemIds.includes(id))
  const rest = itemIds.length - Math.min(items.length, named)
  const approvers = roles.flatMap(({ personId }) => personId ?? [])
  const others = [...new Set(approvers)].filter((id) => id !== launch.leadId && id !== asked.by)
  const lines = [
    `⚠️ *${launchName(launch, 160)}*: ${mention(asked.by)} asks for ${what} with ${plural(itemIds.length, 'item')} unsettled: ${safe(reason, 400)}`,
    ...items.slice(0, named).map(({ text }) => `• ${asMrkdwn(text, 160)}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...(answer
      ? [`${answerWords[answer.how]} by ${mention(answer.by)}, ${moment(answer.at, launch.zone)}`]
      : launch.ended
        ? ['The launch has ended.']
        : [
            others.length > 0
              ? `An approver other than the lead has to confirm it: ${others.slice(0, 8).map(mention).join(', ')}.`
              : 'An approver other than the lead has to confirm it; nobody is named as one yet.',
          ]),
  ]
  const blocks: KnownBlock[] = [{ type: 'section', text: mrkdwn(lines.join('\n')) }]
  if (!answer && !launch.ended) {
    blocks.push({
      type: 'actions',
      elements: [
        {
          ...button(actions.answerOverride, 'Confirm', { overrideId, how: 'confirmed' }),
          action_id: `${actions.answerOverride.id}:confirm`,
        },
        {
          ...button(actions.answerOverride, 'Decline', { overrideId, how: 'declined' }),
          action_id: `${actions.answerOverride.id}:decline`,
        },
      ],
    })
  }
  return message(lines, blocks)
}
