import type { Dict } from './json.ts'

export interface Call {
  method: string
  at: Date
  args: Dict
  answer: Dict
  status: number
}

const longestLog = 20_000

/** Every Web API call (and use of a response_url or upload_url, as a method of that name), oldest first. */
export class CallLog {
  all: Call[] = []
  /** Methods that the bot called and the sandbox does not simulate: tests should expect none. */
  readonly unknown: string[] = []
  /** What Slack would only show to a person as "trouble connecting": bad acks, invalid views in acks. */
  readonly problems: string[] = []
  readonly #listeners = new Set<(call: Call) => void>()

  /** Calls the listener at every call until the returned function is called. */
  onCall(listener: (call: Call) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(call: Call): void {
    this.all.push(call)
    if (this.all.length > longestLog) this.all.shift()
    for (const listener of this.#listeners) listener(call)
  }

  of(method: string): Call[] {
    return this.all.filter((call) => call.method === method)
  }

  count(method: string): number {
    return this.of(method).length
  }

  clear(): void {
    this.all = []
    this.unknown.length = 0
    this.problems.length = 0
  }
}
