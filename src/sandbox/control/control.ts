import { demoChannel } from '../demo-launch.ts'
import type { Sandbox } from '../sandbox.ts'
import { FaultSwitches } from './fault-switches.ts'
import type { MovableClock } from './movable-clock.ts'
import type { PlaceToShow, StageShown } from './protocol.ts'
import { Reads } from './reads.ts'
import { Traffic } from './traffic.ts'

/** What the page's server works with: the sandbox, and what belongs to the page and not to Slack. */
export class Control {
  readonly sandbox: Sandbox
  readonly clock: MovableClock
  readonly reads: Reads
  readonly traffic: Traffic
  readonly faults: FaultSwitches
  readonly probesUrl: string
  readonly #buildDemo: () => Promise<void>
  readonly #listeners = new Set<() => void>()
  #demo: StageShown['demo'] = 'none'

  constructor(parts: {
    sandbox: Sandbox
    clock: MovableClock
    probesUrl: string
    buildDemo: () => Promise<void>
  }) {
    this.sandbox = parts.sandbox
    this.clock = parts.clock
    this.probesUrl = parts.probesUrl
    this.#buildDemo = parts.buildDemo
    const { workspace, sockets } = this.sandbox
    this.reads = new Reads(workspace)
    this.traffic = new Traffic(this.sandbox, this.clock, () => this.changed())
    this.faults = new FaultSwitches(this.sandbox.faults)
    // An app's direct message conversation is there for everybody who could write to it.
    for (const { id, kind } of workspace.users.values()) {
      if (kind === 'member' || kind.endsWith('guest')) workspace.directMessage(id)
    }
    workspace.onChange(() => this.changed())
    sockets.onCount(() => this.changed())
    this.clock.onMove(() => this.changed())
  }

  get demo(): StageShown['demo'] {
    return this.#demo
  }

  /** Calls the listener whenever anything that a page shows may have changed. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Where to begin to look at the demo launch: at its pinned board. */
  get demoPlace(): PlaceToShow | undefined {
    const { name, pins } = this.sandbox.workspace.channel(demoChannel)
    const [at] = pins
    return this.#demo === 'there' && at ? { in: name, at } : undefined
  }

  /** Plays the demo launch, once. */
  async playDemo(): Promise<void> {
    if (this.#demo !== 'none') throw new Error('The demo launch is there already')
    this.#demo = 'building'
    this.changed()
    try {
      await this.#buildDemo()
      this.#demo = 'there'
    } catch (error) {
      this.#demo = 'none'
      throw error
    } finally {
      this.changed()
    }
  }
}
