import type { KnownBlock, ModalView } from '@slack/types'
import type { Event } from '../domain/event.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { actions, dialogs, encode } from './actions.ts'
import { button } from './button.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { sentence } from './sentence.ts'
import { moment, mrkdwn, plain } from './text.ts'

/** How many entries a page of the log has. */
export const logPageSize = 10

export type LogPage = {
  launch: Launch
  item: Item | null
  /** Newest first, at most a page. */
  events: Event[]
  /** Whether the page starts at the newest entry. */
  isNewest: boolean
  /** Whether there are entries older than these. */
  hasOlder: boolean
}

/** A page of the record as a reply to one person. */
export function logMessage(page: LogPage): Message {
  return message([heading(page), ...page.events.map((event) => line(event, page))], blocksOf(page))
}

/** A page of the record as a dialog. */
export function logDialog(page: LogPage, channelId: string | null): ModalView {
  return {
    type: 'modal',
    callback_id: dialogs.log.id,
    private_metadata: encode(dialogs.log, { channelId }),
    title: plain('History'),
    close: plain('Back'),
    blocks: blocksOf(page),
  }
}

function blocksOf(page: LogPage): KnownBlock[] {
  const lines = page.events.map((event) => line(event, page))
  const blocks: KnownBlock[] = [
    { type: 'section', text: mrkdwn(heading(page)) },
    ...lines.map((text): KnownBlock => ({ type: 'section', text: mrkdwn(text) })),
  ]
  if (lines.length === 0) {
    blocks.push({ type: 'section', text: mrkdwn('Nothing has happened here yet.') })
  }
  const about = { launchId: page.launch.id, itemId: page.item?.id ?? null }
  const oldest = page.events.at(-1)?.place ?? null
  const buttons = [
    ...(page.isNewest
      ? []
      : [
          {
            ...button(actions.turnLog, 'Newest', { ...about, before: null }),
            action_id: `${actions.turnLog.id}:newest`,
          },
        ]),
    ...(page.hasOlder && oldest
      ? [button(actions.turnLog, 'Older', { ...about, before: oldest })]
      : []),
  ]
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons })
  return blocks
}

function heading({ launch, item }: LogPage): string {
  const name = `*${launchName(launch, 160)}*`
  return item ? `Log of ${name}: ${asMrkdwn(item.text, 320)}` : `Log of ${name}, newest first`
}

function line(event: Event, { launch }: LogPage): string {
  return `${moment(event.at, launch.zone)} · ${sentence(event, launch.zone)}`
}
