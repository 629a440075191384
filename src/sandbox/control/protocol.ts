/** What goes over the socket between the sandbox's server and its page: types only. */
import type { Dict } from '../json.ts'
import type { OptionGroup, PersonKind } from '../shapes.ts'
import type { Switches } from './fault-switches.ts'
import type { Intent } from './intents.ts'

export interface PersonShown {
  id: string
  handle: string
  name: string
  zone: string
  kind: PersonKind
  /** The name of their workspace, if it is another than ours. */
  from: string | null
}

export interface ConversationShown {
  id: string
  /** Without `#`; of a direct message the other's name. */
  name: string
  kind: 'public' | 'private' | 'im'
  archived: boolean
  shared: boolean
  isMember: boolean
  hasBot: boolean
  members: string[]
  unread: number
  pins: string[]
}

export interface FileShown {
  id: string
  name: string
  title: string
  /** In bytes. */
  size: number
  /** It can be read, or seen, on the page; anything else is downloaded. */
  isText: boolean
  isPicture: boolean
}

export interface MessageShown {
  channel: string
  ts: string
  /** A user id, or USLACKBOT for Slack's own notices. */
  author: string
  order: number
  text: string
  blocks: Dict[]
  attachments: Dict[]
  files: FileShown[]
  isEphemeral: boolean
  isUnread: boolean
  isPinned: boolean
  isEdited: boolean
  threadTs: string | null
  /** What this person chose in the message's selects: `values[block_id][action_id]`. */
  values: Dict
}

export interface ViewShown {
  id: string
  hash: string
  spec: Dict
  values: Dict
  errors: Record<string, string>
}

export interface CommandShown {
  command: string
  description: string
  usageHint: string
  /** Slack's own, which the app knows nothing of. */
  isBuiltIn: boolean
}

interface ShortcutShown {
  name: string
  callbackId: string
  type: 'global' | 'message'
}

/** What does not change while the sandbox runs. */
export interface AppShown {
  workspace: string
  botId: string
  botName: string
  commands: CommandShown[]
  shortcuts: ShortcutShown[]
  hasHomeTab: boolean
  probesUrl: string
}

export interface StageShown {
  clockOffsetMs: number
  faults: Switches
  connections: number
  /** The sandbox found that golive did something that Slack would not let pass. */
  problems: string[]
  demo: 'none' | 'building' | 'there'
}

export interface TrafficLine {
  n: number
  at: string
  way: 'to Slack' | 'to golive'
  name: string
  outcome: string
  isOk: boolean
}

export interface TrafficDetail {
  sent: unknown
  answer: unknown
  status?: number
}

/**
 * All that a page shows, as parts under keys, so that only what changed is sent. Every message and
 * every line of traffic is a part of its own: `message/CHANNEL/TS`, `traffic/N`.
 */
export interface FixedParts {
  app: AppShown
  me: PersonShown
  people: PersonShown[]
  conversations: ConversationShown[]
  dialogs: ViewShown[]
  home: ViewShown | null
  stage: StageShown
  counts: [string, number][]
}
export type PartKey = keyof FixedParts | `message/${string}` | `traffic/${number}`
export type Part = FixedParts[keyof FixedParts] | MessageShown | TrafficLine

export type FromServer =
  | { type: 'parts'; set: [PartKey, Part][]; gone: PartKey[] }
  | { type: 'done'; id: number; outcome: Outcome }

/** What came of an intent. `error`: words for the person, nothing was done or the bot failed. */
export interface Outcome {
  error?: string
  /** What an external select offers. */
  groups?: OptionGroup[]
  detail?: TrafficDetail
  /** What is now best looked at. */
  show?: PlaceToShow
}

/** A message of a conversation, as the page's address names it. */
export interface PlaceToShow {
  in: string
  at: string
}

export interface FromPage {
  id: number
  intent: Intent
}
