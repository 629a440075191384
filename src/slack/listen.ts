/**
 * The one way in: a payload is read and checked, its sender known, the work done and committed, and
 * then acknowledged. The only catch is here: a Refusal becomes a sentence to the person, a failing
 * Slack a sentence too, and everything else is a bug, logged once with its context.
 */
import { randomUUID } from 'node:crypto'
import type { AckFn, RespondArguments, RespondFn } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { SlackError } from '@slack/web-api'
import { z } from 'zod'
import type { Actor } from '../domain/person.ts'
import { type Reason, Refusal } from '../domain/refusal.ts'
import { type Action, type Dialog, decode, type ValueOf } from '../views/actions.ts'
import type { Message } from '../views/message.ts'
import { noticeDialog } from '../views/notice.ts'
import { bugText, faultText, refusalText } from '../views/refusal-text.ts'
import { mrkdwn } from '../views/text.ts'
import type { Edge } from './edge.ts'
import { clickPayload, commandPayload, type OpenView, submissionPayload } from './payloads.ts'

/** Who acts, and their IANA zone. */
type Caller = { actor: Actor; zone: string }

export type Click<V> = Caller & {
  value: V
  triggerId: string
  /** The dialog in which the click was, if it was in one. */
  view: OpenView | null
}

export type Command = Caller & { text: string; triggerId: string }

export type Submission<V> = Caller & { value: V; view: OpenView }

/** What a person is told after the acknowledgement, to their eyes only. */
export type Answer = {
  /** A sentence, in mrkdwn. */
  tell?: string
  /** A message; `replaces` the ephemeral message that was clicked. */
  reply?: Message
  replaces?: boolean
  /** Slack calls that may come late, or fail, without harm. */
  after?: () => Promise<unknown>
}

/** What a dialog does after its submission: closes (undefined), or stays with a new view. */
export type DialogAnswer = Answer & { update?: ModalView }

// biome-ignore lint/suspicious/noConfusingVoidType: a handler that has nothing to say returns nothing
type Told<T> = Promise<T | void>

export function onClick<A extends Action>(
  edge: Edge,
  action: A,
  handle: (click: Click<ValueOf<A>>) => Told<Answer>,
): void {
  edge.app.action(new RegExp(`^${action.id}(:.+)?$`), async ({ ack, body, context, respond }) => {
    const payload = clickPayload.safeParse(body)
    const { view: dialog, channel } = payload.data ?? {}
    const place: Place = dialog
      ? { via: 'dialog', channelId: channelOf(dialog) }
      : { via: 'channel', channelId: channel?.id ?? null }
    await serve(edge, action.id, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, place),
      work: (caller) => {
        const { actions, trigger_id, view } = known(payload)
        const raw = actions[0].value ?? actions[0].selected_option?.value ?? ''
        const value = decode(action, raw)
        if (value === undefined) throw new Refusal({ code: 'launch-unknown' })
        return handle({
          ...caller,
          value,
          triggerId: trigger_id,
          view: view ?? null,
        })
      },
      acknowledge: () => ack(),
      tell: (answer) => tellClicker(edge, answer, respond, payload.data),
    })
  })
}

export function onSubmit<D extends Dialog>(
  edge: Edge,
  dialog: D,
  handle: (submission: Submission<ValueOf<D>>) => Told<DialogAnswer>,
  /** What to show instead of the refusal's sentence, if there is something better. */
  onRefusal?: (reason: Reason, submission: Submission<ValueOf<D>>) => Told<DialogAnswer>,
): void {
  edge.app.view(dialog.id, async ({ ack, body, context }) => {
    const payload = submissionPayload.safeParse(body)
    const channelId = payload.data ? channelOf(payload.data.view) : null
    const place: Place = { via: 'dialog', channelId }
    await serve(edge, dialog.id, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, place),
      work: async (caller) => {
        const { view } = known(payload)
        const value = decode(dialog, view.private_metadata)
        if (value === undefined) throw new Refusal({ code: 'launch-unknown' })
        const submission = { ...caller, value, view }
        try {
          return await handle(submission)
        } catch (error) {
          const better = error instanceof Refusal && (await onRefusal?.(error.reason, submission))
          if (better) return better
          throw error
        }
      },
      acknowledge: (answer) => acknowledgeDialog(ack as AckFn<DialogResponse>, answer),
      tell: async () => {},
    })
  })
}

/** `/golive`: what the handler returns is shown to the asker only. */
export function onCommand(
  edge: Edge,
  command: string,
  handle: (command: Command) => Told<Answer>,
): void {
  edge.app.command(command, async ({ ack, body, context, respond }) => {
    const payload = commandPayload.safeParse(body)
    const { user_id, channel_id } = payload.data ?? {}
    const place: Place = { via: 'command', channelId: channel_id ?? null }
    await serve(edge, command, {
      caller: () => callerOf(edge, user_id ? { id: user_id } : undefined, context.teamId, place),
      work: (caller) => {
        const { text, trigger_id } = known(payload)
        return handle({ ...caller, text, triggerId: trigger_id })
      },
      acknowledge: (answer) => ack(answer?.reply ? ephemeral(answer.reply) : undefined),
      tell: (answer) => (answer.tell ? respond(sentenceOnly(answer.tell)) : Promise.resolve()),
    })
  })
}

type Service<T extends Answer> = {
  caller: () => Promise<Caller>
  work: (caller: Caller) => Told<T>
  /** Tells Slack that the work is committed; a dialog's answer goes with it. */
  acknowledge: (answer: T | Refused | undefined) => Promise<unknown>
  tell: (answer: Answer) => Promise<unknown>
}

/** What becomes of a refusal or failure: a sentence, and the reason where there is one. */
type Refused = Answer & { tell: string; reason: Reason | null; zone: string }

async function serve<T extends Answer>(
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
      end({ outcome })
      edge.log.info({ name, outcome, by: caller?.actor.id }, 'handled')
      if (answer) await afterwards(edge, name, service, answer)
    })(),
  )
}

/** What follows the acknowledgement may fail: the work is committed, and nobody waits any more. */
async function afterwards<T extends Answer>(
  edge: Edge,
  name: string,
  service: Service<T>,
  answer: T | Refused,
): Promise<void> {
  try {
    await answer.after?.()
    if (answer.tell || answer.reply) await service.tell(answer)
  } catch (error) {
    edge.log.warn({ name, err: error }, 'could not tell a person what came of it')
  }
}

function refusedFor(edge: Edge, name: string, caller: Caller | null, error: unknown): Refused {
  const zone = caller?.zone ?? 'UTC'
  if (error instanceof Refusal) {
    return { tell: refusalText(error.reason, zone), reason: error.reason, zone }
  }
  if (error instanceof SlackError) {
    edge.log.warn({ name, err: error }, 'Slack did not do what a person waits for')
    return { tell: refusalText({ code: 'slack-silent' }, zone), reason: null, zone }
  }
  const id = randomUUID().slice(0, 8)
  edge.log.error({ name, id, by: caller?.actor.id, err: error }, 'a bug')
  return { tell: bugText(id), reason: null, zone }
}

/** Who it is: the workspace by Bolt's context, the rest by what Slack says of the person. */
async function callerOf(
  edge: Edge,
  user: { id: string } | undefined,
  workspaceId: string | undefined,
  place: Place,
): Promise<Caller> {
  if (!user || !workspaceId) throw new Refusal({ code: 'launch-unknown' })
  const person = await edge.people.known(workspaceId, user.id)
  if (person === 'silent') throw new Refusal({ code: 'slack-silent' })
  const { standing, zone } =
    person === 'unknown' ? ({ standing: 'deactivated', zone: 'UTC' } as const) : person
  return { actor: { workspaceId, id: user.id, standing, ...place }, zone }
}

type Place = Pick<Actor, 'via' | 'channelId'>

const metadata = z.object({ channelId: z.string().nullable() })

/** The channel that a dialog was opened from, as the dialog carries it. */
function channelOf(view: OpenView): string | null {
  try {
    return metadata.safeParse(JSON.parse(view.private_metadata)).data?.channelId ?? null
  } catch {
    return null
  }
}

function known<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data
  throw new Refusal({ code: 'launch-unknown' })
}

async function tellClicker(
  edge: Edge,
  answer: Answer,
  respond: RespondFn,
  payload: z.infer<typeof clickPayload> | undefined,
): Promise<void> {
  if (payload?.view) {
    const view = noticeDialog(answer.tell ?? answer.reply?.blocks ?? [])
    try {
      await edge.client.views.push({ trigger_id: payload.trigger_id, view })
    } catch {
      // Slack stacks three dialogs and no more: then it is said in the top one's place.
      await edge.client.views.update({ view_id: payload.view.id, view })
    }
  } else if (answer.reply) {
    await respond({ ...ephemeral(answer.reply), replace_original: answer.replaces === true })
  } else if (answer.tell) {
    await respond({ ...sentenceOnly(answer.tell), replace_original: false })
  }
}

type DialogResponse =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView }

/** Faults go to their fields; a refusal that has none takes the dialog's place: none is missed. */
async function acknowledgeDialog(
  ack: AckFn<DialogResponse>,
  answer: DialogAnswer | Refused | undefined,
): Promise<void> {
  const update = answer && 'update' in answer ? answer.update : undefined
  if (answer && 'reason' in answer && answer.reason?.code === 'faults') {
    const { zone, reason } = answer
    const errors = Object.entries(reason.faults).flatMap(([field, fault]) =>
      fault ? [[field, faultText(fault, zone)]] : [],
    )
    await ack({ response_action: 'errors', errors: Object.fromEntries(errors) })
  } else if (update) {
    await ack({ response_action: 'update', view: update })
  } else if (answer?.tell) {
    await ack({ response_action: 'update', view: noticeDialog(answer.tell) })
  } else {
    await ack()
  }
}

function ephemeral(message: Message): RespondArguments & { response_type: 'ephemeral' } {
  return { response_type: 'ephemeral', text: message.text, blocks: message.blocks }
}

function sentenceOnly(text: string): RespondArguments {
  return {
    response_type: 'ephemeral',
    text,
    blocks: [{ type: 'section', text: mrkdwn(text) }],
  }
}
