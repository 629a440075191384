/** What came of giving items to people: how many, to whom, and who is not in the channel. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { Launch } from '../domain/launch.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { type Message, message } from './message.ts'
import { noticeDialog } from './notice.ts'
import { channelLink, mention, mrkdwn, plural } from './text.ts'

export type Assigned = {
  /** None, when roles were filled without anything hanging on them. */
  items: number
  people: readonly string[]
  /** Of those, who is not in the launch's channel. */
  absent: readonly string[]
}

/** So many people are named. */
const named = 10

export function assignedDialog(
  launch: Launch,
  assigned: Assigned,
  channelId: string | null,
): ModalView {
  return noticeDialog(blocksOf(launch, assigned), channelId)
}

export function assignedMessage(launch: Launch, assigned: Assigned): Message {
  const absent = assigned.absent.slice(0, named).map((id) => absentLine(id, launch))
  return message([outcomeLine(assigned), ...absent], blocksOf(launch, assigned))
}

function blocksOf(launch: Launch, assigned: Assigned): KnownBlock[] {
  return [
    { type: 'section', text: mrkdwn(outcomeLine(assigned)) },
    ...assigned.absent.slice(0, named).map(
      (personId): KnownBlock => ({
        type: 'section',
        text: mrkdwn(absentLine(personId, launch)),
        accessory: button(actions.invite, 'Invite', { launchId: launch.id, personId }),
      }),
    ),
  ]
}

function absentLine(personId: string, { channelId }: Launch): string {
  return `${mention(personId)} is not in ${channelLink(channelId)}, and sees of the launch only what I send them.`
}

function outcomeLine({ items, people }: Assigned): string {
  if (items === 0) return 'Saved.'
  const names = people.slice(0, named).map(mention).join(', ')
  const rest = people.length > named ? ` and ${people.length - named} more` : ''
  const whose = people.length > 0 ? `${names}${rest}` : 'a role that nobody fills yet'
  const told = people.length > 0 ? ' Whoever was not told yet is told by DM in a minute.' : ''
  return `*${plural(items, 'item')}* ${items === 1 ? 'is' : 'are'} given to ${whose}.${told}`
}
