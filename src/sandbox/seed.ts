import type { PersonKind, Team } from './shapes.ts'

interface PersonSeed {
  handle: string
  name: string
  /** IANA zone. */
  zone: string
  kind?: PersonKind
}

interface ChannelSeed {
  /** Without `#`. */
  name: string
  private?: boolean
  archived?: boolean
  /** Shared with the other workspace (Slack Connect). */
  shared?: boolean
  /** Handles; the bot's own handle makes the bot a member. */
  members: string[]
}

/** What a workspace holds before anyone does anything. */
export interface WorkspaceSeed {
  team: Team
  /** The workspace that outsiders belong to. */
  otherTeam: Team
  bot: { handle: string; name: string }
  people: PersonSeed[]
  channels: ChannelSeed[]
}
