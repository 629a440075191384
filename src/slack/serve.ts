/**
 * Does what a payload asks for, then acknowledges. The only catch of the edge is here: a Refusal
 * becomes a sentence to the person, a failing Slack a sentence too, and everything else is a bug,
 * logged once with its context.
 */
import { randomUUID } from 'node:crypto'
import { SlackError } from '@slack/web-api'
import { Refusal } from '../domain/refusal.ts'
import { bugText, refusalText } from '../views/refusal-text.ts'
import type { Answer, Refused } from './answer.ts'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import { failureOf } from './failure.ts'
import type { Ids } from './ids.ts'

// biome-ignore lint/suspicious/noConfusingVoidType: a handler that has nothing to say returns nothing
export type Told<T> = Promise<T | void>

export type Service<T extends Answer> = {
  caller: () => Promise<Caller>
  /** What it is about, once that is known. */
  about?: () => Ids
  work: (caller: Caller) => Told<T>
  /** Tells Slack that the work is committed; a dialog's answer goes with it. */
  acknowledge: (answer: T | Refused | undefined) => Promise<unknown>
  tell: (answer: Answer) => Promise<unknown>
  /** What else shows the person what came of it, also when it was refused. */
  last?: (caller: Caller) => Promise<unknown>
}

export async function serve<T extends Answer>(
  edge: Edge,
  name: string,
  service: Service<T>,
): Promise<void> {
  const end = edge.metrics.handled.startTimer({ name })
  await edge.inFlight.track(
    (async () => {
      let caller: Caller | null = null
      let answer: T | Refused | undefined
      let outcome = 'done'
      try {
        caller = await service.caller()
        answer = (await service.work(caller)) ?? undefined
      } catch (error) {
        answer = refusedFor(edge, name, caller, error)
        outcome = answer.reason ? 'refused' : 'failed'
      }
      await service.acknowledge(answer)
      const ms = Math.round(end({ outcome }) * 1000)
      const code = answer && 'reason' in answer ? answer.reason?.code : undefined
      const { id: by, workspaceId: workspace, channelId } = caller?.actor ?? {}
      const who = { by, workspace, channel: channelId ?? undefined }
      edge.log.info({ name, outcome, code, ...who, ...service.about?.(), ms }, 'handled')
      await afterwards(edge, name, service, answer, caller)
    })(),
  )
}

/**
 * Does what follows from an event of Slack's, for which nobody waits. What it throws goes to Bolt's
 * error handler. `work` returns false when there was nothing to do.
 */
export async function serveEvent(
  { metrics, log }: Edge,
  name: string,
  about: { by?: string; workspace: string; channel?: string },
  work: () => Promise<boolean | undefined>,
): Promise<void> {
  const end = metrics.handled.startTimer({ name })
  let outcome = 'failed'
  let level: 'info' | 'debug' = 'info'
  try {
    if ((await work()) === false) level = 'debug'
    outcome = 'done'
  } finally {
    log[level]({ name, outcome, ...about, ms: Math.round(end({ outcome }) * 1000) }, 'handled')
  }
}

/** What follows the acknowledgement may fail: the work is committed, and nobody waits any more. */
async function afterwards<T extends Answer>(
  edge: Edge,
  name: string,
  service: Service<T>,
  answer: T | Refused | undefined,
  caller: Caller | null,
): Promise<void> {
  try {
    await answer?.after?.()
    if (answer?.tell || answer?.reply) await service.tell(answer)
    if (caller) await service.last?.(caller)
  } catch (error) {
    edge.log.warn({ name, err: error }, 'could not tell a person what came of it')
  }
}

function refusedFor(edge: Edge, name: string, caller: Caller | null, error: unknown): Refused {
  const zone = caller?.zone ?? 'UTC'
  if (error instanceof Refusal) {
    return { tell: refusalText(error.reason, zone), reason: error.reason, zone }
  }
  const failure = failureOf(error)
  if (failure || error instanceof SlackError) {
    if (failure?.kind === 'refused-token') edge.token.refuse(failure.error)
    edge.log.warn({ name, err: error }, 'Slack did not do what a person waits for')
    return { tell: refusalText({ code: 'slack-silent' }, zone), reason: null, zone }
  }
  const trouble = edge.troubles.note(error)
  if (trouble) {
    const text = refusalText({ code: 'database-troubled', trouble }, zone)
    return { tell: text, reason: null, zone }
  }
  const id = randomUUID().slice(0, 8)
  edge.log.error({ name, id, by: caller?.actor.id, err: error }, 'a bug')
  return { tell: bugText(id), reason: null, zone }
}
