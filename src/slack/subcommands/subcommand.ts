import type { Actor } from '../../domain/person.ts'
import type { Message } from '../../views/message.ts'
import type { Edge } from '../edge.ts'

/** Somebody asks for something: by typing it, or by a button that stands for typing it. */
export type Ask = {
  actor: Actor
  /** The asker's IANA zone. */
  zone: string
  /** What follows the subcommand's name. */
  text: string
  triggerId: string
}

export type Subcommand = {
  name: string
  /** As help shows it, without "/golive". */
  usage: string
  does: string
  /** Returns what only the asker sees; nothing, when it opens a dialog. */
  run(edge: Edge, ask: Ask): Promise<Message | undefined>
}
