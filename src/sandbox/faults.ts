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
/** How slow an answer by chance is at most. */
const slowByChanceMs = 20

/** What may become of a call by chance. Of some it happens all the same, and only the answer is lost. */
const chances: readonly FaultOutcome[] = [
  { kind: 'status', status: 503, afterEffect: false },
  { kind: 'status', status: 500, afterEffect: true },
  { kind: 'rate limit', retryAfter: 2 },
  { kind: 'error', code: 'ratelimited' },
  { kind: 'error', code: 'internal_error' },
]

/** Failures by chance: of which methods, how many of 1, and the numbers that decide. */
interface Luck {
  methods: readonly string[]
  share: number
  next: () => number
}

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
  #luck: Luck | null = null

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

  /** Of the calls of these methods this share fails, each in some way; the same seed decides the same. */
  byChance(
    methods: readonly string[],
    { seed, share = 0.5 }: { seed: number; share?: number },
  ): void {
    this.#luck = { methods, share, next: numbersFrom(seed) }
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

  /** Ends every fault: planned ones, those by chance, slowness, being down, a revoked token. */
  clear(): void {
    this.#planned = []
    this.#luck = null
    this.#slow.clear()
    this.isDown = false
    if (this.#revoked) this.#installation.active = true
    this.#revoked = false
  }

  /** The fault for this call, which is then used up. */
  take(method: string): FaultOutcome | undefined {
    const fault = this.#planned.find((each) => each.method === method || each.method === '*')
    if (!fault) return this.#takeByChance(method)
    fault.left -= 1
    if (fault.left <= 0) this.#planned = this.#planned.filter((each) => each !== fault)
    return fault.outcome
  }

  delayMs(method: string): number {
    const ordered = this.#slow.get(method) ?? this.#slow.get('*')
    if (ordered !== undefined) return ordered
    return this.#luck?.methods.includes(method) ? this.#luck.next() * slowByChanceMs : 0
  }

  #takeByChance(method: string): FaultOutcome | undefined {
    const luck = this.#luck
    if (!luck?.methods.includes(method) || luck.next() >= luck.share) return undefined
    return chances[Math.floor(luck.next() * chances.length)]
  }

  #plan(method: string, times: number, outcome: FaultOutcome): void {
    this.#planned.push({ method, left: times, outcome })
  }
}

/** Numbers from 0 to 1, the same ones from the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
