import type { Clock } from './shapes.ts'
import { SlackError } from './slack-error.ts'
import { madeUpId } from './workspace.ts'

/** A trigger_id lives three seconds and opens one view (docs.slack.dev/interactivity/handling-user-interaction). */
const lifetimeMs = 3000
const mostRemembered = 10_000

interface Trigger {
  user: string
  issuedAt: number
  used: boolean
}

export class Triggers {
  readonly #clock: Clock
  readonly #issued = new Map<string, Trigger>()
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(user: string): string {
    const issuedAt = this.#clock.now().getTime()
    this.#count += 1
    const id = `${issuedAt}.${this.#count}.${madeUpId(16)}`
    this.#issued.set(id, { user, issuedAt, used: false })
    const [oldest] = this.#issued.keys()
    if (oldest && this.#issued.size > mostRemembered) this.#issued.delete(oldest)
    return id
  }

  /** The user who may be shown a view; throws Slack's three trigger errors. Does not use the trigger up. */
  check(id: string): string {
    const trigger = this.#issued.get(id)
    if (!trigger) throw new SlackError('invalid_trigger_id')
    if (trigger.used) throw new SlackError('exchanged_trigger_id')
    if (this.#clock.now().getTime() - trigger.issuedAt > lifetimeMs) {
      throw new SlackError('expired_trigger_id')
    }
    return trigger.user
  }

  spend(id: string): void {
    const trigger = this.#issued.get(id)
    if (trigger) trigger.used = true
  }
}
