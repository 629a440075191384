/**
 * The pages of emergencies that people have open. Each shows what others say meanwhile, and what its
 * reader has typed stays. Kept in memory: after a restart a page is as it was until its next click.
 */
import type { KnownBlock, ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Actor } from '../domain/person.ts'
import { dialogs } from '../views/actions.ts'
import { noticeBlock } from '../views/walk-dialog.ts'
import { failureOf } from './failure.ts'
import type { Logger } from './log.ts'

type OpenWalk = { actor: Actor; view: ModalView; isUncertain?: boolean }

/** So many are followed; Slack does not say which were closed. */
const most = 200
/** Seconds. */
const soon = 1

export class OpenWalks {
  readonly #open = new Map<string, OpenWalk>()

  /** That a dialog shows this now; anything but a page of an emergency is not followed any more. */
  shows(viewId: string, actor: Actor, view: ModalView): void {
    this.#open.delete(viewId)
    if (view.callback_id !== dialogs.walk.id) return
    this.#open.set(viewId, { actor, view })
    const [oldest] = this.#open.keys()
    if (this.#open.size > most && oldest) this.#open.delete(oldest)
  }

  /**
   * That somebody has sent a page, or turned it: until `shows` says what comes of that, it is left alone.
   * Returns what it showed.
   */
  leaves(viewId: string): ModalView | undefined {
    const open = this.#open.get(viewId)
    this.#open.delete(viewId)
    return open?.view
  }

  /**
   * Brings every open page up to date. `render`: what a page shows now. Returns in how many seconds it has
   * to be done again, because Slack failed or limits, or a reader went on meanwhile; null: all are.
   */
  async refresh(
    client: WebClient,
    log: Logger,
    render: (actor: Actor, shown: ModalView) => Promise<ModalView>,
  ): Promise<number | null> {
    let again: number | null = null
    for (const [viewId, open] of [...this.#open]) {
      const view = await render(open.actor, open.view)
      const isShown = areSame(view, open.view) && !open.isUncertain
      if (isShown || this.#open.get(viewId) !== open) continue
      try {
        await client.views.update({ view_id: viewId, view })
      } catch (error) {
        const failure = failureOf(error)
        log.debug({ err: error }, 'an open page was not brought up to date')
        if (failure?.kind === 'limited') return failure.seconds
        // A dialog that was closed is not there any more.
        if (failure?.kind === 'final') this.#open.delete(viewId)
        else again = soon
        continue
      }
      const now = this.#open.get(viewId)
      if (now === open) this.shows(viewId, open.actor, view)
      // Its reader has gone on while this was under way, and may see what was sent last.
      else if (now) this.#open.set(viewId, { ...now, isUncertain: true })
      if (now !== open) again = soon
    }
    return again
  }
}

/**
 * A page as it is now, under the hands of somebody who fills it in: the fields stay as they were, and
 * what they saw when they began counts as seen.
 */
export function underHand(shown: ModalView, now: ModalView): ModalView {
  const fields = shown.blocks.filter(isField)
  const others = now.blocks.filter(isField)
  const areFields = areSame(fields.map(possible), others.map(possible))
  if (!areFields) return now
  const kept = [...fields]
  const blocks = now.blocks.map((block) => (isField(block) ? (kept.shift() ?? block) : block))
  const notice = shown.blocks.filter(({ block_id }) => block_id === noticeBlock)
  blocks.splice(1, 0, ...notice)
  return { ...now, private_metadata: shown.private_metadata ?? '', blocks }
}

function isField({ type }: ModalView['blocks'][number]): boolean {
  return type === 'input'
}

/** What can be filled in there, whatever it was filled with at first. */
function possible(block: ModalView['blocks'][number]) {
  const { element, label } = block as Extract<KnownBlock, { type: 'input' }>
  return { label, type: element.type, options: 'options' in element ? element.options : null }
}

function areSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
