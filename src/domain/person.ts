/**
 * What somebody is to the workspace, as Slack tells it. `outsider`: a member of another workspace
 * (Slack Connect). `system`: golive's own clock, which runs the same commands as people.
 */
export const standings = ['member', 'guest', 'outsider', 'bot', 'deactivated', 'system'] as const
export type Standing = (typeof standings)[number]

export type Person = {
  workspaceId: string
  id: string
  standing: Standing
  /** IANA zone, as set in Slack. */
  zone: string
}

/** What an id begins with that is a pseudonym, of somebody whose own id is not kept any more. */
export const pseudonymMark = 'pseudonym:'

/** The name that an id is a pseudonym by; null: it is Slack's. */
export function pseudonymIn(id: string): string | null {
  return id.startsWith(pseudonymMark) ? id.slice(pseudonymMark.length) : null
}

/** Where an action came from; kept in the record. */
export const vias = [
  'channel',
  'dialog',
  'command',
  'home',
  'dm',
  'schedule',
  'command-line',
] as const
export type Via = (typeof vias)[number]

/** Who is doing something, proven by Bolt's context and never by what a message claims. */
export type Actor = {
  workspaceId: string
  id: string
  standing: Standing
  via: Via
  /** Where they do it; for a dialog, the channel that it was opened from. */
  channelId: string | null
}
