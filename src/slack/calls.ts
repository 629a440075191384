/** Every call to Slack is counted in one place: how often, how long, what Slack answered. */
import type { WebClientOptions } from '@slack/web-api'
import { failureOf } from './failure.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Seal } from './seal.ts'
import { SealingClient } from './sealing-client.ts'

export type CallWatch = { metrics: Metrics; log: Logger }

/** Makes a call, counts what came of it, and passes that on. */
export async function counted<T>(
  watch: CallWatch,
  method: string,
  call: () => Promise<T>,
): Promise<T> {
  const start = performance.now()
  let answer = 'ok'
  try {
    return await call()
  } catch (error) {
    const failure = failureOf(error)
    answer = failure?.kind ?? 'failed'
    if (failure?.kind === 'limited') watch.metrics.limited.inc({ method }, failure.seconds)
    throw error
  } finally {
    count(watch, { method, answer, ms: Math.round(performance.now() - start) })
  }
}

/** The same for a request of Bolt's own, whose answer Bolt judges. */
export async function countedFetch(
  watch: CallWatch,
  method: string,
  request: () => Promise<Response>,
): Promise<Response> {
  const start = performance.now()
  let answer = 'failed'
  try {
    const response = await request()
    if (response.ok) answer = 'ok'
    return response
  } finally {
    count(watch, { method, answer, ms: Math.round(performance.now() - start) })
  }
}

function count({ metrics, log }: CallWatch, call: { method: string; answer: string; ms: number }) {
  const { method, answer, ms } = call
  metrics.calls.inc({ method, answer })
  metrics.callSeconds.observe({ method }, ms / 1000)
  log.debug(call, 'called Slack')
}

/** A client of Slack's Web API whose calls are counted; also those that it makes by itself. */
export class CountedClient extends SealingClient {
  readonly #watch: CallWatch

  constructor(token: string, options: WebClientOptions, watch: CallWatch, seal: Seal) {
    super(token, options, seal)
    this.#watch = watch
  }

  override apiCall(
    ...call: Parameters<SealingClient['apiCall']>
  ): ReturnType<SealingClient['apiCall']> {
    return counted(this.#watch, call[0], () => super.apiCall(...call))
  }
}
