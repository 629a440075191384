import type { View } from '@slack/types'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Seal } from './seal.ts'

/** Seals every dialog that it sends. */
export class SealingClient extends WebClient {
  readonly #seal: Seal

  constructor(token: string, options: WebClientOptions, seal: Seal) {
    super(token, options)
    this.#seal = seal
  }

  override apiCall(method: string, options: Record<string, unknown> = {}) {
    const { view } = options
    if (!view) return super.apiCall(method, options)
    return super.apiCall(method, { ...options, view: this.#seal.onto(view as View) })
  }
}
