import { isText } from '../file-types.ts'
import { type Dict, stringOf } from '../json.ts'
import { linesOf } from '../readable.ts'
import type { Message } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** A file below a message. */
interface SeenFile {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly filetype: string
  /** In bytes. */
  readonly size: number
  readonly permalink: string
  /** What a text has in it; '' of anything else. */
  readonly content: string
}

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
  readonly files: SeenFile[]
  readonly isEphemeral: boolean
  readonly threadTs?: string
  readonly pinned: boolean
  readonly edited: boolean
}

export function seenMessage(workspace: Workspace, message: Message): SeenMessage {
  const { channel, ts, author, text, blocks, files, threadTs, edited } = message
  return {
    channel,
    ts,
    author,
    text,
    blocks: structuredClone(blocks),
    lines: blocks.length > 0 ? linesOf(blocks) : text,
    files: files.map((file) => seenFile(workspace, file)),
    isEphemeral: message.ephemeralFor !== undefined,
    ...(threadTs ? { threadTs } : {}),
    pinned: workspace.channels.get(channel)?.pins.includes(ts) ?? false,
    edited,
  }
}

function seenFile({ files }: Workspace, file: Dict): SeenFile {
  const id = stringOf(file.id)
  const mimetype = stringOf(file.mimetype)
  return {
    id,
    name: stringOf(file.name),
    title: stringOf(file.title),
    mimetype,
    filetype: stringOf(file.filetype),
    size: Number(file.size),
    permalink: stringOf(file.permalink),
    content: isText(mimetype) ? new TextDecoder().decode(files.get(id)?.bytes) : '',
  }
}

/** What this user sees in a conversation, oldest first; other people's ephemerals are left out. */
export function visibleMessages(workspace: Workspace, userId: string, channel: string): Message[] {
  return workspace.messages.filter(
    (each) => each.channel === channel && (!each.ephemeralFor || each.ephemeralFor === userId),
  )
}
