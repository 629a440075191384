import type { WebSocket } from 'ws'
import { carryOut } from './carry-out.ts'
import type { Control } from './control.ts'
import { readIntent } from './intents.ts'
import { partsFor } from './parts.ts'
import type { FromServer, Part, PartKey } from './protocol.ts'

/** Changes within this time go out together. */
const coalesceMs = 12

/** One open page: is sent what changed for its person, and its intents are carried out. */
export class Viewer {
  readonly #control: Control
  readonly #userId: string
  readonly #socket: WebSocket
  readonly #sent = new Map<PartKey, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(control: Control, userId: string, socket: WebSocket) {
    this.#control = control
    this.#userId = userId
    this.#socket = socket
    const ended = control.onChange(() => this.#later())
    socket.on('close', () => {
      ended()
      clearTimeout(this.#timer)
    })
    socket.on('message', (data) => void this.#receive(String(data)))
    this.#sendParts()
  }

  async #receive(text: string): Promise<void> {
    try {
      const { id, intent } = readIntent(text)
      const person = this.#control.sandbox.as(this.#userId)
      const doing = carryOut({ control: this.#control, person }, intent)
      // What was typed or chosen is there at once; the bot may take its time.
      this.#sendParts()
      const outcome = await doing
      this.#sendParts()
      this.#send({ type: 'done', id, outcome })
    } catch {
      this.#socket.close(1008, 'not understood')
    }
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.#sendParts(), coalesceMs)
  }

  #sendParts(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const parts = partsFor(this.#control, this.#userId)
    const set: [PartKey, Part][] = []
    for (const [key, part] of parts) {
      const text = JSON.stringify(part)
      if (this.#sent.get(key) === text) continue
      this.#sent.set(key, text)
      set.push([key, part])
    }
    const gone = [...this.#sent.keys()].filter((key) => !parts.has(key))
    for (const key of gone) this.#sent.delete(key)
    if (set.length + gone.length > 0) this.#send({ type: 'parts', set, gone })
  }

  #send(message: FromServer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message))
  }
}
