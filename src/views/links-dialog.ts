/** The addresses that a launch keeps at hand: where they are changed, and how they are shown. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { Launch } from '../domain/launch.ts'
import { type Link, linksText } from '../domain/link.ts'
import { dialogs, encode } from './actions.ts'
import { textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { modal } from './modal.ts'
import { linked, mrkdwn } from './text.ts'

export const linksFields = { links: 'links' } as const

/** `seen`: digests of the links that it shows. */
export function linksDialog(launch: Launch, seen: string[], channelId: string | null): ModalView {
  const about: KnownBlock[] = [
    { type: 'context', elements: [mrkdwn(launchName(launch, 160))] },
    {
      type: 'section',
      text: mrkdwn(
        'What has to be at hand when something is wrong: dashboards, logs, health endpoints, runbooks. They stand on the board, and in an emergency on the pages that they are about.',
      ),
    },
  ]
  return modal(
    dialogs.links,
    encode(dialogs.links, { launchId: launch.id, seen, channelId }),
    { title: 'Links', submit: 'Save' },
    [
      ...about,
      textInput(
        {
          id: linksFields.links,
          label: 'Links',
          hint: 'One a line: what it is, and its address. Error rate: https://grafana.example/d/errors',
          optional: true,
        },
        linksText(launch.links),
      ),
    ],
  )
}

/** Links in one line of at most so many characters, as many as fit; '' when none does. mrkdwn. */
export function linksLine(links: readonly Link[], room: number): string {
  const parts: string[] = []
  let length = 0
  for (const { title, url } of links) {
    const part = linked(url, title, 60)
    length += part.length + 3
    if (length > room) break
    parts.push(part)
  }
  const rest = links.length - parts.length
  return [...parts, ...(rest > 0 && parts.length > 0 ? [`and ${rest} more`] : [])].join(' · ')
}
