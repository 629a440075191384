/**
 * The three ways in: a click, a submitted dialog, `/golive`. A payload is read and checked, its
 * sender known, the work done and committed, and then acknowledged; serve.ts has the one catch.
 */
import type { AckFn } from '@slack/bolt'
import type { z } from 'zod'
import { type Reason, Refusal } from '../domain/refusal.ts'
import { type Action, type Dialog, decode, type ValueOf } from '../views/actions.ts'
import {
  type Answer,
  acknowledgeDialog,
  type DialogAnswer,
  type DialogResponse,
  ephemeral,
  sentenceOnly,
  tellClicker,
} from './answer.ts'
import { type Caller, callerOf, channelOf, type Place } from './caller.ts'
import type { Edge } from './edge.ts'
import { clickPayload, commandPayload, type OpenView, submissionPayload } from './payloads.ts'
import { serve, type Told } from './serve.ts'

export type Click<V> = Caller & {
  value: V
  triggerId: string
  /** The dialog in which the click was, if it was in one. */
  view: OpenView | null
}

export type Command = Caller & { text: string; triggerId: string }

export type Submission<V> = Caller & { value: V; view: OpenView }

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

function known<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data
  throw new Refusal({ code: 'launch-unknown' })
}
