import type { Message } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** Up to where each person has read each conversation: what unread marks are counted from. */
export class Reads {
  readonly #workspace: Workspace
  readonly #upTo = new Map<string, number>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  markRead(user: string, channel: string): void {
    this.#upTo.set(`${user} ${channel}`, this.#workspace.order)
  }

  /** Everybody has read everything that is there now. */
  markAllRead(): void {
    for (const channel of this.#workspace.channels.values()) {
      for (const member of channel.members) this.markRead(member, channel.id)
    }
  }

  isUnread(user: string, message: Message): boolean {
    const upTo = this.#upTo.get(`${user} ${message.channel}`) ?? 0
    return message.author !== user && message.order > upTo
  }
}
