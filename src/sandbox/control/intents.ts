/** What a person can ask of the sandbox from its page; checked here, at the door. */
import { z } from 'zod'

const id = z.string().min(1).max(300)
const ts = z.string().regex(/^\d+\.\d+$/)

/** Where an element stands. */
const where = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: id, ts }),
  z.object({ kind: z.literal('dialog'), viewId: id }),
  z.object({ kind: z.literal('home') }),
])
const element = { where, blockId: id, actionId: id }

const intent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('type'),
    channel: id,
    text: z.string().min(1).max(40_000),
    threadTs: ts.optional(),
  }),
  z.object({ type: z.literal('click'), ...element, option: z.int().min(0).optional() }),
  z.object({
    type: z.literal('enter'),
    ...element,
    value: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
  }),
  z.object({
    type: z.literal('attach'),
    ...element,
    files: z.array(
      z.object({
        name: z.string().min(1),
        mimetype: z.string(),
        size: z.int().min(0),
        content: z.string().max(1_000_000).optional(),
      }),
    ),
  }),
  z.object({ type: z.literal('suggest'), ...element, text: z.string() }),
  z.object({ type: z.literal('submit'), viewId: id }),
  z.object({ type: z.literal('close'), viewId: id, all: z.boolean() }),
  z.object({ type: z.literal('read'), channel: id }),
  z.object({ type: z.literal('open-home'), tab: z.enum(['home', 'messages']) }),
  z.object({ type: z.literal('message-shortcut'), channel: id, ts, callbackId: id }),
  z.object({ type: z.literal('global-shortcut'), callbackId: id }),
  z.object({ type: z.literal('delete-message'), channel: id, ts }),
  z.object({
    type: z.literal('change-channel'),
    channel: id,
    what: z.enum(['archive', 'restore', 'remove-bot', 'invite-bot', 'join']),
  }),
  z.object({ type: z.literal('move-clock'), to: z.iso.datetime() }),
  z.object({
    type: z.literal('set-faults'),
    rateLimited: z.boolean().optional(),
    down: z.boolean().optional(),
    slow: z.boolean().optional(),
  }),
  z.object({ type: z.literal('drop-sockets') }),
  z.object({ type: z.literal('refresh-sockets') }),
  z.object({ type: z.literal('build-demo') }),
  z.object({ type: z.literal('traffic-detail'), n: z.int() }),
  z.object({ type: z.literal('clear-traffic') }),
])

export type Intent = z.infer<typeof intent>
export type Where = z.infer<typeof where>

const fromPage = z.object({ id: z.int(), intent })

/** Reads one message of the page; throws when it is not one. */
export function readIntent(text: string): z.infer<typeof fromPage> {
  return fromPage.parse(JSON.parse(text))
}
