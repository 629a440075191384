import type { Dict } from './json.ts'

export interface Team {
  readonly id: string
  readonly domain: string
  readonly name: string
}

/** What kind of account a person has; it decides the flags of their Slack user object. */
export type PersonKind =
  | 'member'
  | 'guest'
  | 'single-channel guest'
  | 'deactivated'
  | 'outsider'
  | 'bot'

export interface User {
  readonly id: string
  readonly teamId: string
  readonly handle: string
  realName: string
  zone: string
  kind: PersonKind
}

export interface Channel {
  readonly id: string
  name: string
  kind: 'public' | 'private' | 'im'
  archived: boolean
  shared: boolean
  readonly members: Set<string>
  /** Message timestamps, oldest pin first. */
  pins: string[]
}

export interface Message {
  /** Another one once the channel's id has changed. */
  channel: string
  readonly ts: string
  /** A user id; the bot's own for what the bot posts, `USLACKBOT` for Slack's notices. */
  readonly author: string
  /** Raised on every post and ephemeral replacement: what is new since a moment. */
  order: number
  text: string
  blocks: Dict[]
  attachments: Dict[]
  /** File objects; their bytes are in `Workspace.files`. */
  readonly files: Dict[]
  metadata?: Dict
  threadTs?: string
  edited: boolean
  /** Set: only this user sees it, and only until they reload. */
  readonly ephemeralFor?: string
}

/** A file that the bot uploads: asked for, then sent, at last completed (which makes it a file). */
export interface Upload {
  readonly id: string
  readonly name: string
  /** What the bot announced: other bytes than so many are refused. */
  readonly size: number
  readonly mimetype: string
  readonly filetype: string
  bytes?: Uint8Array
  isComplete: boolean
}

/** An input's value in the shape `view.state.values` gives it. */
export type InputValue = Dict

/** Options of an external select under their label; '' when the bot made no groups. */
export interface OptionGroup {
  label: string
  options: Dict[]
}

export interface View {
  readonly id: string
  readonly type: 'modal' | 'home'
  readonly owner: string
  readonly rootId: string
  readonly previousId: string | null
  hash: string
  /** title, blocks, private_metadata, … as the bot sent it, ids filled in. */
  spec: Dict
  /** What the person typed or chose, by `inputKey(block_id, action_id)`. */
  typed: Map<string, InputValue>
  /** Errors shown at inputs, by block_id. */
  errors: Record<string, string>
}

/** One thing that changed; the page re-reads what the record names. */
export type Change =
  | { type: 'message'; channel: string; ts: string; what: 'posted' | 'edited' | 'deleted' }
  | { type: 'pin'; channel: string; ts: string; pinned: boolean }
  | { type: 'view'; user: string; viewId: string; what: 'opened' | 'updated' | 'closed' }
  | { type: 'home'; user: string }
  | { type: 'user'; user: string }
  | { type: 'channel'; channel: string }
  | { type: 'install'; installed: boolean }

export interface Clock {
  now(): Date
}
