/**
 * The ways in: a click, a submitted dialog, `/golive`, a message's shortcut, a select that asks. A payload is read and checked, its
 * sender known, the work done and committed, and then acknowledged; serve.ts has the one catch.
 */
import type { AckFn } from '@slack/bolt'
import type { Option } from '@slack/types'
import type { z } from 'zod'
import { placeMessage } from '../commands/place-message.ts'
import type { Actor } from '../domain/person.ts'
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
import { type Caller, callerOf, type Place } from './caller.ts'
import type { Edge } from './edge.ts'
import { type Ids, idsIn } from './ids.ts'
import {
  clickPayload,
  commandPayload,
  messageShortcutPayload,
  type OpenView,
  submissionPayload,
  suggestionPayload,
} from './payloads.ts'
import { publishHome } from './publish-home.ts'
import { serve, type Told } from './serve.ts'
import { isOfSlack } from './slack-address.ts'

export type Click<V> = Caller & {
  value: V
  triggerId: string
  /** The dialog in which the click was, if it was in one. */
  view: OpenView | null
  /** Whether it was in an answer that only the clicker sees. */
  isReply: boolean
}

export type Command = Caller & { text: string; triggerId: string }

export type Submission<V> = Caller & { value: V; view: OpenView }

export function onClick<A extends Action>(
  edge: Edge,
  action: A,
  handle: (click: Click<ValueOf<A>>) => Told<Answer>,
  /** What to do instead of telling the refusal's sentence, if there is something better. */
  onRefusal?: (reason: Reason, click: Click<ValueOf<A>>) => Promise<boolean>,
): void {
  onActed(edge, action.id, (raw) => decode(action, raw), handle, onRefusal)
}

/** A field of a dialog that tells at once what was filled in; all of it stands in the click's view. */
export function onField(
  edge: Edge,
  id: string,
  handle: (click: Click<null>) => Told<Answer>,
): void {
  onActed(edge, id, () => null, handle)
}

function onActed<V>(
  edge: Edge,
  id: string,
  read: (raw: string) => V | undefined,
  handle: (click: Click<V>) => Told<Answer>,
  onRefusal?: (reason: Reason, click: Click<V>) => Promise<boolean>,
): void {
  edge.routes.onClick(id, async ({ ack, body, context, respond }) => {
    const payload = clickPayload.safeParse(body)
    const place = placeOf(edge, payload.data)
    keepResponseUrl(edge, payload.data)
    let about: Ids = {}
    await serve(edge, id, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, place),
      about: () => about,
      work: async (caller) => {
        const { actions, trigger_id, view, container } = known(payload)
        const raw = actions[0].value ?? actions[0].selected_option?.value ?? ''
        const value = read(raw)
        if (value === undefined) throw new Refusal({ code: 'launch-unknown' })
        about = idsIn(value)
        const click = {
          ...caller,
          value,
          triggerId: trigger_id,
          view: view && view.type !== 'home' ? view : null,
          isReply: container?.is_ephemeral === true,
        }
        try {
          return await handle(click)
        } catch (error) {
          const isMet = error instanceof Refusal && (await onRefusal?.(error.reason, click))
          if (isMet) return undefined
          throw error
        }
      },
      acknowledge: () => ack(),
      tell: (answer) => tellClicker(edge, answer, respond, payload.data),
      // The Home is one person's own and shows what they have just done.
      last: ({ actor, zone }) =>
        place.via === 'home'
          ? publishHome(edge, actor, zone)
          : placeClicked(edge, actor, payload.data),
    })
  })
}

/** By it the message that was clicked can be edited; an answer that only one person sees is none. */
function keepResponseUrl(
  { urls, client }: Edge,
  payload: z.infer<typeof clickPayload> | undefined,
): void {
  const { container, channel, response_url: url } = payload ?? {}
  if (!url || !isOfSlack(url, client.slackApiUrl)) return
  if (!channel || !container?.message_ts || container.is_ephemeral) return
  urls.keep(channel.id, container.message_ts, url)
}

/** What was clicked is there: golive may not know of it, or have put another message in its place. */
async function placeClicked(
  { context }: Edge,
  { workspaceId }: Actor,
  payload: z.infer<typeof clickPayload> | undefined,
): Promise<void> {
  const { container, channel, message } = payload ?? {}
  const key = message?.metadata?.event_payload.post
  if (!channel || !key || !container?.message_ts || container.is_ephemeral) return
  const { message_ts: ts } = container
  await placeMessage(context, { workspaceId, channelId: channel.id, ts, key })
}

/** Where a click was: in a dialog, in the Home, in a DM or in a channel. */
function placeOf({ seal }: Edge, payload: z.infer<typeof clickPayload> | undefined): Place {
  const { view, channel } = payload ?? {}
  if (view?.type === 'home') return { via: 'home', channelId: null }
  if (view) return { via: 'dialog', channelId: seal.channelOf(view) }
  return { via: channel?.id.startsWith('D') ? 'dm' : 'channel', channelId: channel?.id ?? null }
}

export function onSubmit<D extends Dialog>(
  edge: Edge,
  dialog: D,
  handle: (submission: Submission<ValueOf<D>>) => Told<DialogAnswer>,
  /** What to show instead of the refusal's sentence, if there is something better. */
  onRefusal?: (reason: Reason, submission: Submission<ValueOf<D>>) => Told<DialogAnswer>,
): void {
  edge.routes.onSubmission(dialog.id, async ({ ack, body, context }) => {
    const payload = submissionPayload.safeParse(body)
    const channelId = payload.data ? edge.seal.channelOf(payload.data.view) : null
    const place: Place = { via: 'dialog', channelId }
    let about: Ids = {}
    await serve(edge, dialog.id, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, place),
      about: () => about,
      work: async (caller) => {
        const { view } = known(payload)
        const said = decode(dialog, view.private_metadata)
        if (said === undefined) throw new Refusal({ code: 'launch-unknown' })
        // As it was sealed: what a handler says of it goes into the next dialog.
        const value = 'channelId' in said ? { ...said, channelId } : said
        about = idsIn(value)
        const submission = { ...caller, value, view }
        try {
          return await handle(submission)
        } catch (error) {
          const better = error instanceof Refusal && (await onRefusal?.(error.reason, submission))
          if (better) return better
          throw error
        }
      },
      acknowledge: (answer) =>
        acknowledgeDialog(edge, ack as AckFn<DialogResponse>, answer, payload.data?.view),
      tell: async () => {},
      // From no channel, a dialog was opened in the Home or in a DM.
      last: ({ actor, zone }) =>
        channelId === null ? publishHome(edge, actor, zone) : Promise.resolve(),
    })
  })
}

/**
 * `/golive`: what the handler returns is shown to the asker only. `nameOf` says which of golive's
 * commands a text is, in golive's own words.
 */
export function onCommand(
  edge: Edge,
  command: string,
  nameOf: (text: string) => string,
  handle: (command: Command) => Told<Answer>,
): void {
  edge.app.command(command, async ({ ack, body, context, respond }) => {
    const payload = commandPayload.safeParse(body)
    const { user_id, channel_id } = payload.data ?? {}
    const place: Place = { via: 'command', channelId: channel_id ?? null }
    await serve(edge, nameOf(payload.data?.text ?? ''), {
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

export type Shortcut = Caller & {
  triggerId: string
  message: z.infer<typeof messageShortcutPayload>['message']
  /** Where the message is. */
  channelId: string
}

/** A shortcut in a message's menu: what the handler opens is its answer. */
export function onMessageShortcut(
  edge: Edge,
  callbackId: string,
  handle: (shortcut: Shortcut) => Told<Answer>,
): void {
  const constraints = { callback_id: callbackId, type: 'message_action' } as const
  edge.app.shortcut(constraints, async ({ ack, body, context, respond }) => {
    const payload = messageShortcutPayload.safeParse(body)
    const channelId = payload.data?.channel.id ?? null
    const via = channelId?.startsWith('D') ? 'dm' : 'channel'
    await serve(edge, callbackId, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, { via, channelId }),
      work: (caller) => {
        const { trigger_id, message, channel } = known(payload)
        return handle({ ...caller, triggerId: trigger_id, message, channelId: channel.id })
      },
      acknowledge: () => ack(),
      tell: (answer) => (answer.tell ? respond(sentenceOnly(answer.tell)) : Promise.resolve()),
    })
  })
}

/** A select that asks what to offer, while somebody types. */
export function onSuggest(
  edge: Edge,
  actionId: string,
  handle: (ask: Caller & { text: string }) => Promise<Option[]>,
): void {
  edge.app.options(actionId, async ({ ack, body, context }) => {
    const payload = suggestionPayload.safeParse(body)
    const view = payload.data?.view
    const place: Place = { via: 'dialog', channelId: view ? edge.seal.channelOf(view) : null }
    let options: Option[] = []
    await serve(edge, actionId, {
      caller: () => callerOf(edge, payload.data?.user, context.teamId, place),
      work: async (caller) => {
        options = await handle({ ...caller, text: known(payload).value })
      },
      acknowledge: () => ack({ options }),
      tell: async () => {},
    })
  })
}

function known<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data
  throw new Refusal({ code: 'launch-unknown' })
}
