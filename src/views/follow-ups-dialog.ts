import type { KnownBlock, ModalView } from '@slack/types'
import type { Emergency } from '../domain/emergency.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { emergencyName } from './emergency.ts'
import { momentInput, personInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { mrkdwn, plural } from './text.ts'

/** Each in its place, from 0. */
export const followUpFields = {
  owner: (index: number) => `owners:${index}`,
  due: (index: number) => `due:${index}`,
} as const

/** So many are planned in one dialog; three blocks each, of the 100 that Slack takes. */
export const plannedAtOnce = 20

/** Who sees to what an emergency leaves to do, and until when. */
export function followUpsDialog(
  launch: Launch,
  emergency: Emergency,
  followUps: readonly Item[],
  channelId: string | null,
): ModalView {
  const shown = followUps.slice(0, plannedAtOnce)
  const items = shown.map((item) => ({
    itemId: item.id,
    ownerId: ownerOf(item),
    due: item.due?.at.toISOString() ?? null,
  }))
  const rest = followUps.length - shown.length
  const more = rest > 0 ? ` ${plural(rest, 'more follow-up')} can be planned in their Details.` : ''
  const intro = `*Resolved.* ${plural(followUps.length, 'follow-up')} left to do, in the channel: who sees to each, and until when? They are reminded of them like of any item.${more}`
  return modal(
    dialogs.followUps,
    encode(dialogs.followUps, { items, channelId }),
    { title: 'Follow-ups', submit: 'Save' },
    [
      {
        type: 'context',
        elements: [mrkdwn(`${emergencyName(emergency)} · ${launchName(launch, 160)}`)],
      },
      { type: 'section', text: mrkdwn(intro) },
      ...shown.flatMap((item, index): KnownBlock[] => [
        { type: 'section', text: mrkdwn(`*${index + 1}.* ${asMrkdwn(item.text, 300)}`) },
        personInput(
          { id: followUpFields.owner(index), label: `Owner of ${index + 1}`, optional: true },
          ownerOf(item),
        ),
        momentInput(
          { id: followUpFields.due(index), label: `Due of ${index + 1}`, optional: true },
          item.due?.at ?? null,
        ),
      ]),
    ],
  )
}

function ownerOf({ owners }: Item): string | null {
  return owners.find(({ kind }) => kind === 'person')?.id ?? null
}
