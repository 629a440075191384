/** Every call to Slack is counted in one place: how often, how long, what Slack answered. */
import type { WebClientOptions } from '@slack/web-api'
import { failureOf } from './failure.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Seal } from './seal.ts'
import { SealingClient } from './sealing-client.ts'

export type CallWatch = { metrics: Metrics; log: Logger }

/**
 * Makes a call, counts what came of it, and passes that on. `isOk` judges what comes back where a no
 * is not thrown.
 */
export async function counted<T>(
  { metrics, log }: CallWatch,
  method: string,
  call: () => Promise<T>,
  isOk: (result: T) => boolean = () => true,
): Promise<T> {
  const start = performance.now()
  let answer = 'failed'
  try {
    const result = await call()
    if (isOk(result)) answer = 'ok'
    return result
  } catch (error) {
    const failure = failureOf(error)
    if (failure) answer = failure.kind
    if (failure?.kind === 'limited') metrics.limited.inc({ method }, failure.seconds)
    throw error
  } finally {
    const ms = Math.round(performance.now() - start)
    metrics.calls.inc({ method, answer })
    metrics.callSeconds.observe({ method }, ms / 1000)
    log.debug({ method, answer, ms }, 'called Slack')
  }
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
