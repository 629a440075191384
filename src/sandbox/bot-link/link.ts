import type { Dict } from '../json.ts'

/** What the sandbox sends to the bot; `kind` is the Socket Mode envelope type. */
export interface Parcel {
  kind: 'slash_commands' | 'interactive' | 'events_api'
  payload: Dict
  /** Whether an answer may ride on the ack. */
  takesAnswer: boolean
  retry?: { num: number; reason: string }
}

/** How a parcel fared. `body` is what came with the ack: JSON, or plain text of a command. */
export type Receipt =
  | { acked: true; body: Dict | string | undefined }
  | { acked: false; error: 'operation_timeout' | 'dispatch_failed' | 'http_service_error' }

/** The way to the bot: Socket Mode or signed HTTP requests. */
export interface BotLink {
  send(parcel: Parcel): Promise<Receipt>
  /** Resolves when the bot can be reached. */
  connected(): Promise<void>
}

/** Slack waits three seconds of real time for an ack (docs.slack.dev/interactivity/handling-user-interaction). */
export const slackAckWithinMs = 3000
