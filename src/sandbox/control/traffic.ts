import type { Parcel, Receipt } from '../bot-link/link.ts'
import { type Dict, dictOf, dictsOf, stringOf } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import type { TrafficDetail, TrafficLine } from './protocol.ts'

const longest = 150

/** What goes between bot and Slack, newest last, and how often each method was called. */
export class Traffic {
  readonly #counts = new Map<string, number>()
  #lines: { line: TrafficLine; detail: TrafficDetail }[] = []
  #count = 0

  constructor({ calls, dispatch }: Sandbox, clock: { now(): Date }, changed: () => void) {
    calls.onCall(({ method, args, answer, status }) => {
      this.#counts.set(method, (this.#counts.get(method) ?? 0) + 1)
      const isOk = status === 200 && answer.ok !== false
      const outcome = isOk ? 'ok' : stringOf(answer.error) || `HTTP ${status}`
      const what = { way: 'to Slack', name: method, outcome, isOk } as const
      this.#add(clock.now(), what, { sent: readable(args), answer, status })
      changed()
    })
    dispatch.onSent((parcel, receipt, tookMs) => {
      const outcome = receipt.acked ? `ack in ${Math.ceil(tookMs)} ms` : receipt.error
      const name = parcelName(parcel)
      const what = { way: 'to golive', name, outcome, isOk: receipt.acked } as const
      this.#add(clock.now(), what, { sent: parcel.payload, answer: answerOf(receipt) })
      changed()
    })
  }

  get lines(): TrafficLine[] {
    return this.#lines.map(({ line }) => line)
  }

  /** Calls by method, the most called first. */
  get counts(): [string, number][] {
    return [...this.#counts].sort(([, a], [, b]) => b - a)
  }

  detail(n: number): TrafficDetail | undefined {
    return this.#lines.find(({ line }) => line.n === n)?.detail
  }

  clear(): void {
    this.#lines = []
    this.#counts.clear()
  }

  #add(at: Date, what: Omit<TrafficLine, 'n' | 'at'>, detail: TrafficDetail): void {
    this.#count += 1
    this.#lines.push({ line: { n: this.#count, at: at.toISOString(), ...what }, detail })
    if (this.#lines.length > longest) this.#lines.shift()
  }
}

function answerOf(receipt: Receipt): unknown {
  return receipt.acked ? (receipt.body ?? 'bare ack') : receipt.error
}

function parcelName({ kind, payload }: Parcel): string {
  if (kind === 'slash_commands') return `${stringOf(payload.command)} ${stringOf(payload.text)}`
  if (kind === 'events_api') return `event ${stringOf(dictOf(payload.event).type)}`
  const [action] = dictsOf(payload.actions)
  const about = stringOf(action?.action_id) || stringOf(dictOf(payload.view).callback_id)
  return [stringOf(payload.type), about || stringOf(payload.callback_id)].join(' ').trim()
}

/** Arguments as they were meant: JSON strings in forms are taken apart. */
function readable(args: Dict): Dict {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, parsed(value) ?? value]),
  )
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return undefined
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
