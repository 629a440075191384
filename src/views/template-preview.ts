import type { KnownBlock, ModalView } from '@slack/types'
import type { Board } from '../domain/launch.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { actions, dialogs, encode } from './actions.ts'
import { boardMessage } from './board.ts'
import { button } from './button.ts'
import { slackLimits } from './limits.ts'
import { sectionMessage, sectionPart } from './section.ts'
import { mrkdwn, plain } from './text.ts'

/** Room for the ways to other pages. */
const blocksAPage = slackLimits.viewBlocks - 5

/** A launch as its channel would show it, without anything to click, in pages. */
export function previewDialog(
  board: Board,
  { templateId, page }: { templateId: string; page: number },
  channelId: string | null,
  now: Date,
): ModalView {
  const pages = pagesOf(board, now)
  const at = Math.min(page, pages.length - 1)
  const turn = (label: string, to: number) => ({
    ...button(actions.turnPreview, label, { templateId, page: to }),
    action_id: `${actions.turnPreview.id}:${label}`,
  })
  const ways = [
    ...(at > 0 ? [turn('Earlier', at - 1)] : []),
    ...(at < pages.length - 1 ? [turn('Later', at + 1)] : []),
  ]
  const intro = `As a channel would show it, all phases open, T-0 in two weeks. Page ${at + 1} of ${pages.length}.`
  return {
    type: 'modal',
    callback_id: dialogs.templates.id,
    private_metadata: encode(dialogs.templates, { channelId }),
    title: plain('Preview'),
    close: plain('Close'),
    blocks: [
      { type: 'context', elements: [mrkdwn(intro)] },
      ...(pages[at] ?? []),
      ...(ways.length > 0 ? [{ type: 'actions', elements: ways } satisfies KnownBlock] : []),
    ],
  }
}

/** Messages stay whole where they fit on a page. */
function pagesOf(board: Board, now: Date): KnownBlock[][] {
  const messages = [
    boardMessage(board, now).blocks,
    ...board.phases.flatMap(({ sections }) =>
      sections.flatMap(sectionSurfaces).flatMap((surface) => {
        const shown = surface.kind === 'section' ? sectionPart(board, surface) : undefined
        return shown ? [sectionMessage(board, shown, false, now).blocks] : []
      }),
    ),
  ]
  const pages: KnownBlock[][] = []
  for (const blocks of messages.map((each) => each.flatMap(asPicture))) {
    const last = pages.at(-1)
    const withDivider: KnownBlock[] = [...blocks, { type: 'divider' }]
    if (!last || last.length + withDivider.length > blocksAPage) pages.push(withDivider)
    else last.push(...withDivider)
  }
  return pages
}

/** A block without what can be clicked. */
function asPicture(block: KnownBlock): KnownBlock[] {
  if (block.type === 'actions') return []
  if (block.type !== 'section') return [block]
  const { accessory: _, ...rest } = block
  return [rest]
}
