import { type Dict, stringOf } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import type { Triggers } from '../triggers.ts'
import type { Workspace } from '../workspace.ts'

/** One Web API call on its way through a method. */
export interface MethodCall {
  method: string
  args: Dict
  workspace: Workspace
  triggers: Triggers
  /** Sends an event to the bot once the call is answered. */
  announce: (event: Dict) => void
  /** A one-time URL for a Socket Mode connection. */
  socketUrl: () => string
  /** Where the bytes of this file are sent to. */
  uploadUrl: (fileId: string) => string
}

/** What the sandbox knows of one Web API method; the registry lists them. */
export interface Method {
  token: 'bot' | 'app'
  /** One of these is needed; none when empty. */
  scopes: readonly string[]
  /** Calls a minute and workspace, by Slack's tier (docs.slack.dev/apis/web-api/rate-limits). */
  perMinute: number
  required: readonly string[]
  run: (call: MethodCall) => Dict
}

export const tier = { two: 20, three: 50, four: 100, special: 300 } as const

/** The refusal for a missing scope, as Slack words it. */
export function missingScope(workspace: Workspace, needed: readonly string[]): SlackError {
  return new SlackError('missing_scope', {
    needed: needed.join(','),
    provided: workspace.installation.provided(),
  })
}

/** `invalid_arguments` unless every required argument is there (docs.slack.dev: "missing required field"). */
export function requireArguments(args: Dict, required: readonly string[]): void {
  const missing = required.filter((name) => args[name] === undefined || args[name] === '')
  if (missing.length === 0) return
  throw SlackError.withMessages(
    'invalid_arguments',
    missing.map((name) => `[ERROR] missing required field: ${name}`),
  )
}

export function stringArg(call: MethodCall, name: string): string {
  const value = call.args[name]
  return typeof value === 'number' ? String(value) : stringOf(value)
}
