import type { CallLog } from '../calls.ts'
import type { FaultOutcome, Faults } from '../faults.ts'
import type { Dict } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import type { Triggers } from '../triggers.ts'
import type { Workspace } from '../workspace.ts'
import { postTarget } from './chat-post.ts'
import { type Method, missingScope, requireArguments } from './method.ts'
import type { RateLimits } from './rate-limits.ts'
import { methods } from './registry.ts'

export interface WebApi {
  workspace: Workspace
  triggers: Triggers
  faults: Faults
  calls: CallLog
  limits: RateLimits
  tokens: { bot: string; app: string }
  announce: (event: Dict) => void
  socketUrl: () => string
  uploadUrl: (fileId: string) => string
}

export interface Answer {
  status: number
  body: Dict
  retryAfter?: number
}

/** Answers one Web API call as Slack would, and logs it. */
export function answerCall(api: WebApi, method: string, args: Dict, token: string): Answer {
  const { token: _, ...shown } = args
  const answer = withFaults(api, method, args, token)
  const at = api.workspace.clock.now()
  api.calls.add({ method, at, args: shown, answer: answer.body, status: answer.status })
  return answer
}

function withFaults(api: WebApi, method: string, args: Dict, token: string): Answer {
  if (api.faults.isDown) return { status: 503, body: {} }
  const fault = api.faults.take(method)
  if (fault && !(fault.kind === 'status' && fault.afterEffect)) return faulty(fault)
  const answer = throughLimits(api, method, args, token)
  return fault ? faulty(fault) : answer
}

function faulty(fault: FaultOutcome): Answer {
  if (fault.kind === 'rate limit') return tooMany(fault.retryAfter)
  if (fault.kind === 'status') return { status: fault.status, body: {} }
  return { status: 200, body: { ok: false, error: fault.code } }
}

function tooMany(retryAfter: number): Answer {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter }
}

function throughLimits(api: WebApi, name: string, args: Dict, token: string): Answer {
  const method = methods[name]
  if (!method) {
    api.calls.unknown.push(name)
    return { status: 200, body: { ok: false, error: 'unknown_method', req_method: name } }
  }
  const target = name === 'chat.postMessage' ? postTarget(args) : undefined
  const wait = api.limits.take(name, method.perMinute, target)
  if (wait > 0) return tooMany(wait)
  try {
    checkToken(api, method, token)
    checkScopes(api, method)
    requireArguments(args, method.required)
    const { workspace, triggers, announce, socketUrl, uploadUrl } = api
    const call = { method: name, args, workspace, triggers, announce, socketUrl, uploadUrl }
    return { status: 200, body: { ok: true, ...structuredClone(method.run(call)) } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { status: 200, body: { ok: false, error: error.code, ...error.more } }
  }
}

function checkToken(api: WebApi, method: Method, token: string): void {
  if (token === '') throw new SlackError('not_authed')
  const kind = token === api.tokens.bot ? 'bot' : token === api.tokens.app ? 'app' : undefined
  if (!kind) throw new SlackError('invalid_auth')
  if (kind !== method.token) throw new SlackError('not_allowed_token_type')
  if (kind === 'bot' && !api.workspace.installation.active) throw new SlackError('token_revoked')
}

function checkScopes(api: WebApi, { scopes }: Method): void {
  const { installation } = api.workspace
  if (scopes.length > 0 && !scopes.some((scope) => installation.has(scope))) {
    throw missingScope(api.workspace, scopes)
  }
}
