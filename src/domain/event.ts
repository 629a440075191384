import { z } from 'zod'
import { itemActions, itemStates } from './item.ts'
import { standings, type Via } from './person.ts'

const itemText = z.string()
const state = z.enum(itemStates)

/** Why a channel cannot be reached: golive may not post there any more, or is not in it. */
const channelLosses = ['archived', 'restricted', 'unreachable'] as const
export type ChannelLoss = (typeof channelLosses)[number]

/** What every change of an item's state records, whatever action made it. */
const itemMoved = z.object({
  text: itemText,
  from: state,
  to: state,
  reason: z.string().nullable(),
  /** What the reason was before. */
  reasonBefore: z.string().nullable(),
})

const time = z.iso.datetime().nullable()

/** An owner with the name that a role had; of a person the id is what everybody knows them by. */
const namedOwner = z.object({
  kind: z.enum(['person', 'role']),
  id: z.string(),
  name: z.string().nullable(),
})

const evidence = {
  kind: z.enum(['link', 'message', 'file']),
  url: z.string(),
  title: z.string().nullable(),
  authorId: z.string().nullable(),
  writtenAt: time,
}

/**
 * The entries of the record and what each holds. An event says enough to be read on its own for
 * ever: it repeats the words of the thing that it is about.
 */
export const eventShapes = {
  'launch.started': z.object({
    name: z.string(),
    t0: z.iso.datetime(),
    zone: z.string(),
    leadId: z.string(),
    template: z.string(),
    roles: z.array(z.object({ name: z.string(), personId: z.string().nullable() })),
  }),
  'phase.opened': z.object({ phaseId: z.string(), name: z.string(), items: z.number() }),
  'phase.completed': z.object({ phaseId: z.string(), name: z.string(), items: z.number() }),
  [itemActions.tick.event]: itemMoved,
  [itemActions.undo.event]: itemMoved,
  [itemActions.start.event]: itemMoved,
  [itemActions.block.event]: itemMoved,
  [itemActions.exclude.event]: itemMoved,
  [itemActions.reopen.event]: itemMoved,
  'item.noted': z.object({
    text: itemText,
    note: z.string().nullable(),
    before: z.string().nullable(),
  }),
  'item.assigned': z.object({
    text: itemText,
    owners: z.array(namedOwner),
    before: z.array(namedOwner),
  }),
  'item.given-back': z.object({
    text: itemText,
    owner: namedOwner,
    /** Those that it has still. */
    owners: z.array(namedOwner),
    reason: z.string(),
  }),
  'item.due-set': z.object({ text: itemText, due: time, isPlanned: z.boolean(), before: time }),
  'item.evidenced': z.object({ text: itemText, ...evidence }),
  'item.evidence-removed': z.object({ text: itemText, ...evidence }),
  'item.evidence-required': z.object({ text: itemText, isRequired: z.boolean() }),
  'role.filled': z.object({
    name: z.string(),
    personId: z.string().nullable(),
    before: z.string().nullable(),
  }),
  'lead.changed': z.object({ personId: z.string(), before: z.string() }),
  'people.nudged': z.object({
    people: z.array(z.object({ personId: z.string(), items: z.number() })),
  }),
  'person.unreachable': z.object({ personId: z.string() }),
  'person.left': z.object({
    personId: z.string(),
    standing: z.enum(standings),
    items: z.number(),
    roles: z.array(z.string()),
  }),
  'channel.lost': z.object({ channelId: z.string(), why: z.enum(channelLosses) }),
  'channel.regained': z.object({ channelId: z.string() }),
} as const

export type EventType = keyof typeof eventShapes
export type EventData<T extends EventType> = z.infer<(typeof eventShapes)[T]>

/** What a command says happened; the store adds its place, time and author. */
export type NewEvent = {
  [T in EventType]: { type: T; itemId?: string; data: EventData<T> }
}[EventType]

/** One entry of the record. `place` counts from 1 within its launch. */
export type Event = NewEvent & {
  id: string
  launchId: string
  place: number
  at: Date
  by: string
  via: Via
}
