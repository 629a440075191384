/** One planned failure of Web API calls. */
interface PlannedFault {
  method: string
  left: number
  outcome: FaultOutcome
}

export type FaultOutcome =
  | { kind: 'rate limit'; retryAfter: number }
  | { kind: 'error'; code: string }
  | { kind: 'status'; status: number; afterEffect: boolean }

const longestSlowMs = 10_000

/** What the sockets do when a fault asks for it. */
export interface SocketFaults {
  drop: () => void
  refresh: () => void
}

/** Failures a test can order. Each is bounded: it ends after `times`, or by `clear()`. */
export class Faults {
  isDown = false
  readonly #sockets: SocketFaults
  readonly #installation: { active: boolean }
  #revoked = false
  readonly #slow = new Map<string, number>()
  #planned: PlannedFault[] = []

  constructor(sockets: SocketFaults, installation: { active: boolean }) {
    this.#sockets = sockets
    this.#installation = installation
  }

  /** The next calls are answered 429 with Retry-After (seconds). */
  rateLimit(method: string, { times = 1, retryAfter = 1 } = {}): void {
    this.#plan(method, times, { kind: 'rate limit', retryAfter })
  }

  /** The next calls are answered `ok: false` with this error code, at HTTP 200. */
  fail(method: string, code: string, { times = 1 } = {}): void {
    this.#plan(method, times, { kind: 'error', code })
  }

  /** The next calls are answered with this HTTP status; `afterEffect`: after they did what they do. */
  status(method: string, status: number, { times = 1, afterEffect = false } = {}): void {
    this.#plan(method, times, { kind: 'status', status, afterEffect })
  }

  /** `error: ratelimited` at HTTP 200, which the SDK does not retry. */
  ratelimitedAt200(method: string, { times = 1 } = {}): void {
    this.fail(method, 'ratelimited', { times })
  }

  /** While down every request is answered 503 and there are no sockets. */
  down(isDown: boolean): void {
    this.isDown = isDown
    if (isDown) this.#sockets.drop()
  }

  /** Answers wait this long (real time, at most 10 s), of one method or of all; 0 ends it. */
  slow(ms: number, method = '*'): void {
    this.#slow.set(method, Math.min(ms, longestSlowMs))
  }

  /** Cuts every socket without a word. */
  dropSockets(): void {
    this.#sockets.drop()
  }

  /** Tells the oldest socket `disconnect: refresh_requested`, as Slack does to each every few hours. */
  refreshSocket(): void {
    this.#sockets.refresh()
  }

  /** Every later call answers `token_revoked`, until `clear()`. */
  revokeToken(): void {
    this.#revoked = true
    this.#installation.active = false
  }

  /** Ends every fault: planned ones, slowness, being down, a revoked token. */
  clear(): void {
    this.#planned = []
    this.#slow.clear()
    this.isDown = false
    if (this.#revoked) this.#installation.active = true
    this.#revoked = false
  }

  /** The fault for this call, which is then used up. */
  take(method: string): FaultOutcome | undefined {
    const fault = this.#planned.find((each) => each.method === method || each.method === '*')
    if (!fault) return undefined
    fault.left -= 1
    if (fault.left <= 0) this.#planned = this.#planned.filter((each) => each !== fault)
    return fault.outcome
  }

  delayMs(method: string): number {
    return this.#slow.get(method) ?? this.#slow.get('*') ?? 0
  }

  #plan(method: string, times: number, outcome: FaultOutcome): void {
    this.#planned.push({ method, left: times, outcome })
  }
}
