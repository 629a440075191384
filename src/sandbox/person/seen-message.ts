import type { Dict } from '../json.ts'
import { linesOf } from '../readable.ts'
import type { Message } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** A message as a person sees it. */
export interface SeenMessage {
  readonly channel: string
  readonly ts: string
  readonly author: string
  /** The top-level text: what notifications and screen readers get. */
  readonly text: string
  readonly blocks: Dict[]
  /** The blocks (or, without blocks, the text) as readable lines. */
  readonly lines: string
  readonly isEphemeral: boolean
  readonly threadTs?: string
  readonly pinned: boolean
  readonly edited: boolean
}

export function seenMessage(workspace: Workspace, message: Message): SeenMessage {
  const { channel, ts, author, text, blocks, threadTs, edited } = message
  return {
    channel,
    ts,
    author,
    text,
    blocks: structuredClone(blocks),
    lines: blocks.length > 0 ? linesOf(blocks) : text,
    isEphemeral: message.ephemeralFor !== undefined,
    ...(threadTs ? { threadTs } : {}),
    pinned: workspace.channels.get(channel)?.pins.includes(ts) ?? false,
    edited,
  }
}

/** What this user sees in a conversation, oldest first; other people's ephemerals are left out. */
export function visibleMessages(workspace: Workspace, userId: string, channel: string): Message[] {
  return workspace.messages.filter(
    (each) => each.channel === channel && (!each.ephemeralFor || each.ephemeralFor === userId),
  )
}
