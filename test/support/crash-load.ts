/** People who click all the time, whatever becomes of golive, and a memory of what they clicked. */
import { type ItemAction, type ItemState, itemActions } from '../../src/domain/item.ts'
import type { Delivery } from '../../src/sandbox/person/delivery.ts'
import type { SeenMessage } from '../../src/sandbox/person/seen-message.ts'
import { actions, decode, encode } from '../../src/views/actions.ts'
import type { CrashWorld } from './crash-world.ts'

/** One change of an item that people asked for. */
export type Step = {
  action: ItemAction
  /** Who asked for it: of several at once, one gets it. */
  by: string[]
  reason: string | null
  sentAt: Date
  /** When Slack first saw it acknowledged, to any of them. */
  ackedAt: Date | null
  acks: number
}

/** An item, with what was clicked of it, one after the other: so its next version is known. */
export type ClickedItem = {
  id: string
  isBusy: boolean
  version: number
  state: ItemState
  beforeTick: ItemState
  /** The message that shows it. */
  ts: string
  steps: Step[]
}

const channel = '#launch'
const lead = 'ana'
const clickers = ['bob', 'chen', 'dita', 'erin', 'finn', 'kim', 'lee']
/** How many clicks are made by two at once. */
const rivalry = 0.2
/** What can be clicked in a state. */
const possible: Readonly<Record<ItemState, readonly ItemAction[]>> = {
  open: ['tick', 'start'],
  'in-progress': ['tick', 'reopen'],
  blocked: ['tick', 'reopen'],
  done: ['undo', 'start'],
  'not-applicable': ['reopen'],
}

export class CrashLoad {
  readonly items = new Map<string, ClickedItem>()
  readonly #world: CrashWorld
  readonly #numbers: () => number
  readonly #listeners = { sent: new Set<() => void>(), acknowledged: new Set<() => void>() }
  readonly #people: Promise<void>[]
  #waiting: (() => void)[] = []
  #blocks = 0
  #isOver = false

  constructor(world: CrashWorld, numbers: () => number) {
    this.#world = world
    this.#numbers = numbers
    world.sandbox.workspace.onChange((change) => {
      if (change.type === 'message' && change.what === 'posted') this.#look()
    })
    this.#people = [
      this.#startLaunch().then(() => this.#click(lead)),
      ...clickers.map((handle) => this.#click(handle)),
    ]
    for (const person of this.#people) person.catch(world.fail)
  }

  /** Calls the listener at each click that is sent, or acknowledged, until what it returns is called. */
  on(what: 'sent' | 'acknowledged', listener: () => void): () => void {
    this.#listeners[what].add(listener)
    return () => this.#listeners[what].delete(listener)
  }

  /** Nobody clicks any more. Resolves when the last click was acknowledged. */
  async end(): Promise<void> {
    this.#isOver = true
    this.#wake()
    await Promise.all(this.#people)
  }

  async #startLaunch(): Promise<void> {
    const person = this.#world.sandbox.as(lead)
    while (!person.hasDialog()) {
      await this.#world.reachable()
      await person.in(channel).type('/golive start Payments')
    }
    await this.#deliver(person.dialog.aimSubmit())
  }

  /** Learns of the items that the channel shows. The last of each message is left open: none folds. */
  #look(): void {
    for (const message of this.#world.sandbox.as(lead).in(channel).messages()) {
      for (const { itemId, version } of clickable(message).slice(0, -1)) {
        const known = this.items.get(itemId)
        if (known) known.ts = message.ts
        else {
          const item = { id: itemId, isBusy: false, version, ts: message.ts, steps: [] }
          this.items.set(itemId, { ...item, state: 'open', beforeTick: 'open' })
        }
      }
    }
    this.#wake()
  }

  #wake(): void {
    for (const tell of this.#waiting.splice(0)) tell()
  }

  async #click(handle: string): Promise<void> {
    while (!this.#isOver) {
      const item = this.#oneOf([...this.items.values()].filter(({ isBusy }) => !isBusy))
      if (!item) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve))
        continue
      }
      item.isBusy = true
      const blocks = handle === lead && item.state !== 'blocked'
      await (blocks ? this.#block(item) : this.#press(handle, item))
      item.isBusy = false
      this.#wake()
    }
  }

  /** One click on the item's button; sometimes somebody else makes the same one at the same time. */
  async #press(handle: string, item: ClickedItem): Promise<void> {
    const action = this.#oneOf(possible[item.state]) ?? 'tick'
    const others = clickers.filter((each) => each !== handle)
    const rival = this.#numbers() < rivalry ? this.#oneOf(others) : undefined
    const handles = rival ? [handle, rival] : [handle]
    const deliveries = handles.map((each) => this.#aim(each, item, action))
    await this.#step(item, { action, by: handles, reason: null }, deliveries)
  }

  #aim(handle: string, item: ClickedItem, action: ItemAction): Delivery {
    // The message that it was seen in may have been one of two, and taken back.
    this.#look()
    const { id, version, ts } = item
    const delivery = this.#world.sandbox.as(handle).in(channel).at(ts).aim('Details')
    // What the message shows may be older than what its people know.
    const value = encode(actions.changeItem, { itemId: id, version, action })
    const click = { type: 'button', action_id: `${actions.changeItem.id}:${action}`, block_id: id }
    delivery.payload.actions = [{ ...click, value, action_ts: ts }]
    return delivery
  }

  async #block(item: ClickedItem): Promise<void> {
    const person = this.#world.sandbox.as(lead)
    while (!(await this.#openDialog(item))) await this.#world.reachable()
    const reason = `No access, ${++this.#blocks}`
    await person.dialog.choose('State', 'Blocked')
    await person.dialog.fill('Reason', reason)
    await this.#step(item, { action: 'block', by: [lead], reason }, [person.dialog.aimSubmit()])
  }

  async #openDialog(item: ClickedItem): Promise<boolean> {
    this.#look()
    const { id, ts } = item
    const person = this.#world.sandbox.as(lead)
    if (person.hasDialog()) await person.dialog.close({ all: true })
    await person.in(channel).at(ts).click('Details')
    if (!person.hasDialog()) return false
    const row = person.dialog.blocks.find((block) => JSON.stringify(block.accessory)?.includes(id))
    // What was clicked in an earlier life, and done late, may have put something on top.
    if (!row) return false
    await person.dialog.click({ blockId: String(row.block_id), actionId: actions.showItem.id })
    return person.hasDialog() && person.dialog.title === 'Item'
  }

  async #step(
    item: ClickedItem,
    wish: Pick<Step, 'action' | 'by' | 'reason'>,
    deliveries: readonly Delivery[],
  ): Promise<void> {
    const by = wish.by.map((handle) => this.#world.sandbox.as(handle).id)
    const step: Step = { ...wish, by, sentAt: new Date(), ackedAt: null, acks: 0 }
    item.steps.push(step)
    await Promise.all(
      deliveries.map(async (delivery) => {
        await this.#deliver(delivery)
        step.ackedAt ??= new Date()
        step.acks++
      }),
    )
    const { to } = itemActions[step.action]
    const from = item.state
    item.state = to === 'before' ? item.beforeTick : to
    if (to === 'done') item.beforeTick = from
    item.version++
  }

  /** Sends it until it is acknowledged, through as many lives as that takes: so people click again. */
  async #deliver(delivery: Delivery): Promise<void> {
    for (;;) {
      for (const listener of this.#listeners.sent) listener()
      const { error } = await delivery.send()
      if (!error) break
      await this.#world.reachable()
    }
    for (const listener of this.#listeners.acknowledged) listener()
  }

  #oneOf<T>(many: readonly T[]): T | undefined {
    return many[Math.floor(this.#numbers() * many.length)]
  }
}

/** The items of a section's message that can be clicked. */
function clickable({ blocks }: SeenMessage) {
  const values = blocks.map(({ accessory }) => decode(actions.changeItem, textOf(accessory)))
  return values.filter((value) => value !== undefined)
}

function textOf(accessory: unknown): string {
  return (accessory as { value?: string } | undefined)?.value ?? ''
}
