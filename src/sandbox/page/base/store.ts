import type {
  FixedParts,
  MessageShown,
  Part,
  PartKey,
  TrafficLine,
} from '../../control/protocol.ts'

/** What the page knows. Parts that did not change are the same objects as before. */
export interface World extends FixedParts {
  /** Oldest first, by channel id. */
  messages: ReadonlyMap<string, readonly MessageShown[]>
  traffic: readonly TrafficLine[]
  isConnected: boolean
}

/** Holds the parts as they come from the sandbox, and tells who listens. */
export class Store {
  readonly #parts = new Map<PartKey, Part>()
  readonly #listeners = new Set<() => void>()
  #world: World | null = null
  #isFresh = false

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly current = (): World | null => this.#world

  /** A new connection: what comes first is everything. */
  restart(): void {
    this.#isFresh = true
  }

  disconnected(): void {
    if (this.#world) this.#tell({ ...this.#world, isConnected: false })
  }

  apply(set: [PartKey, Part][], gone: PartKey[]): void {
    if (this.#isFresh) this.#parts.clear()
    this.#isFresh = false
    for (const [key, part] of set) this.#parts.set(key, part)
    for (const key of gone) this.#parts.delete(key)
    const changed = [...set.map(([key]) => key), ...gone]
    this.#tell(this.#worldNow(changed))
  }

  #worldNow(changed: PartKey[]): World {
    const fixed = Object.fromEntries(this.#parts) as unknown as FixedParts
    const { app, me, people, conversations, dialogs, home, stage, counts } = fixed
    const channels = new Set(changed.map(channelOf))
    const hasTraffic = changed.some((key) => key.startsWith('traffic/'))
    return {
      ...{ app, me, people, conversations, dialogs, home, stage, counts },
      messages: this.#messages(channels),
      traffic: hasTraffic || !this.#world ? this.#traffic() : this.#world.traffic,
      isConnected: true,
    }
  }

  #messages(changed: Set<string | undefined>): World['messages'] {
    const before = this.#world?.messages
    const channels = new Map<string, MessageShown[]>()
    for (const [key, part] of this.#parts) {
      const channel = channelOf(key)
      if (channel === undefined) continue
      channels.set(channel, [...(channels.get(channel) ?? []), part as MessageShown])
    }
    const kept = [...channels].map(([channel, messages]): [string, readonly MessageShown[]] => {
      const known = before?.get(channel)
      return [channel, known && !changed.has(channel) ? known : messages.sort(byAge)]
    })
    return new Map(kept)
  }

  #traffic(): TrafficLine[] {
    const lines = [...this.#parts].filter(([key]) => key.startsWith('traffic/'))
    return lines.map(([, part]) => part as TrafficLine).sort((a, b) => a.n - b.n)
  }

  #tell(world: World): void {
    this.#world = world
    for (const listener of this.#listeners) listener()
  }
}

function channelOf(key: PartKey): string | undefined {
  const [kind, channel] = key.split('/')
  return kind === 'message' ? channel : undefined
}

function byAge(a: MessageShown, b: MessageShown): number {
  return Number(a.ts) - Number(b.ts)
}
