import type { Activity } from '../activity.ts'
import type { Dict } from '../json.ts'
import type { Workspace } from '../workspace.ts'
import { eventCallback } from './event-envelope.ts'
import type { BotLink, Parcel, Receipt } from './link.ts'

const mostRemembered = 200

export interface SentEvent {
  payload: Dict
  /** How often it was sent again. */
  retries: number
  acked: boolean
}

export type SentListener = (parcel: Parcel, receipt: Receipt, tookMs: number) => void

/** Sends parcels to the bot and counts them as under way until they are acked or given up. */
export class Dispatch {
  readonly #link: BotLink
  readonly #workspace: Workspace
  readonly #activity: Activity
  readonly #isDown: () => boolean
  /** The last events sent, oldest first; `redeliver` sends one of them again. */
  readonly events: SentEvent[] = []
  readonly #listeners = new Set<SentListener>()

  constructor(link: BotLink, workspace: Workspace, activity: Activity, isDown: () => boolean) {
    this.#link = link
    this.#workspace = workspace
    this.#activity = activity
    this.#isDown = isDown
  }

  /** Calls the listener with every parcel and how it fared, until the returned function is called. */
  onSent(listener: SentListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async send(parcel: Parcel): Promise<Receipt> {
    const startedAt = performance.now()
    const receipt = await this.#carry(parcel)
    const tookMs = performance.now() - startedAt
    for (const listener of this.#listeners) listener(parcel, receipt, tookMs)
    return receipt
  }

  async #carry(parcel: Parcel): Promise<Receipt> {
    const { interactive, suggestive } = this.#workspace.installation
    const isSuggestion = parcel.payload.type === 'block_suggestion'
    const refused = parcel.kind === 'interactive' && !(interactive && (suggestive || !isSuggestion))
    if (refused || this.#isDown()) return { acked: false, error: 'dispatch_failed' }
    const ended = this.#activity.begin()
    try {
      return await this.#link.send(parcel)
    } finally {
      ended()
    }
  }

  /** Sends an event if the manifest subscribes to it. Retries are not automatic: see `redeliver`. */
  async event(event: Dict): Promise<void> {
    const { installation } = this.#workspace
    if (!installation.active && event.type !== 'app_uninstalled' && event.type !== 'tokens_revoked')
      return
    if (!installation.receives(String(event.type))) return
    const sent = { payload: eventCallback(this.#workspace, event), retries: 0, acked: false }
    this.events.push(sent)
    if (this.events.length > mostRemembered) this.events.shift()
    sent.acked = (
      await this.send({ kind: 'events_api', payload: sent.payload, takesAnswer: false })
    ).acked
  }

  /** Sends an event again as Slack's retries do: the same event_id, with retry number and reason. */
  async redeliver(sent = this.events.at(-1), reason = 'http_timeout'): Promise<Receipt> {
    if (!sent) throw new Error('No event was sent yet, so none can be sent again')
    sent.retries += 1
    const retry = { num: sent.retries, reason }
    const { payload } = sent
    const receipt = await this.send({ kind: 'events_api', payload, takesAnswer: false, retry })
    sent.acked ||= receipt.acked
    return receipt
  }

  /** Sends every event again that was not acked, as Slack does a minute later. */
  async redeliverLost(): Promise<void> {
    for (const sent of this.events.filter(({ acked }) => !acked)) await this.redeliver(sent)
  }
}
