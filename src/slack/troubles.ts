import type { Clock } from '../domain/clock.ts'
import { subMinutes } from '../domain/dates.ts'
import type { Trouble } from '../domain/trouble.ts'
import { troubleOf } from '../store/dialect.ts'
import type { Logger } from './log.ts'

const words: Record<Trouble, { level: 'warn' | 'error' | 'fatal'; text: string }> = {
  busy: { level: 'warn', text: 'another process holds the database' },
  full: { level: 'error', text: 'the disk is full: nothing can be written until there is room' },
  'read-only': { level: 'error', text: 'the database cannot be written to' },
  corrupt: {
    level: 'fatal',
    text: 'the database is damaged: stop golive, keep the file, and put a backup in its place',
  },
  newer: { level: 'fatal', text: 'the database was written by a newer golive' },
  unreachable: { level: 'error', text: 'the database does not answer' },
}

/** What goes wrong with the database while golive runs: told once a minute, however often it fails. */
export class Troubles {
  readonly #clock: Clock
  readonly #log: Logger
  readonly #toldAt = new Map<Trouble, Date>()
  #lastAt: Date | null = null

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock
    this.#log = log
  }

  /** Notes an error that is the database's; null: it is another one. */
  note(error: unknown): Trouble | null {
    const trouble = troubleOf(error)
    if (!trouble) return null
    const now = this.#clock.now()
    this.#lastAt = now
    const toldAt = this.#toldAt.get(trouble)
    if (toldAt && isOfLastMinute(toldAt, now)) return trouble
    this.#toldAt.set(trouble, now)
    const { level, text } = words[trouble]
    this.#log[level]({ trouble, err: error }, text)
    return trouble
  }

  /** Whether there was any of late. A damaged database does not get well by itself. */
  isTroubled(): boolean {
    if (this.#toldAt.has('corrupt')) return true
    return this.#lastAt !== null && isOfLastMinute(this.#lastAt, this.#clock.now())
  }
}

/** A time ahead is from before the clock was set back. */
function isOfLastMinute(at: Date, now: Date): boolean {
  return at > subMinutes(now, 1) && at <= now
}
