import { z } from 'zod'
import { aftermaths, confirmations } from './emergency.ts'
import { itemActions, itemStates } from './item.ts'
import { endings } from './launch.ts'
import { standings, type Via } from './person.ts'
import { rollCallVerdicts } from './roll-call.ts'
import { changeKinds, verdicts, voidReasons } from './sign-off.ts'
import { tiers } from './tier.ts'

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

/** Where an item stands. */
const place = { phase: z.string(), section: z.string() }

/** The version of its template that it came with; none: somebody did it in the launch. */
const byVersion = { version: z.number().optional() }

/** How what was signed has changed. */
const listChanges = z.array(z.object({ text: itemText, kind: z.enum(changeKinds) }))

/** An owner with the name that a role had; of a person the id is what everybody knows them by. */
const namedOwner = z.object({
  kind: z.enum(['person', 'role']),
  id: z.string(),
  name: z.string().nullable(),
})

/** What a gate opened without: its first items, and how many. */
const override = {
  overrideId: z.string(),
  gate: z.string(),
  /** What it opens, in words. */
  opens: z.string(),
  reason: z.string(),
  unsettled: z.number(),
  items: z.array(itemText),
}

const link = z.object({ title: z.string(), url: z.string() })
const ofEmergency = { emergencyId: z.string() }

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
    isRehearsal: z.boolean(),
    tier: z.enum(tiers).default('high'),
    /** The conditions that do not hold. */
    absent: z.array(z.string()).default([]),
    /** How many items the launch does without. */
    leftOut: z.number().default(0),
  }),
  'phase.opened': z.object({ phaseId: z.string(), name: z.string(), items: z.number() }),
  'phase.completed': z.object({ phaseId: z.string(), name: z.string(), items: z.number() }),
  /** T-0 moved, and its time is still to come. */
  'phase.shut': z.object({ phaseId: z.string(), name: z.string() }),
  /** A later round has taken its place. */
  'phase.ended': z.object({
    phaseId: z.string(),
    name: z.string(),
    items: z.number(),
    unsettled: z.number(),
  }),
  'sign-off.given': z.object({
    roleId: z.string(),
    role: z.string(),
    /** Whether it was the role's deputy. */
    isDeputy: z.boolean(),
    verdict: z.enum(verdicts),
    reason: z.string().nullable(),
    until: time,
    digest: z.string(),
    items: z.number(),
    unsettled: z.number(),
    /** Signed again, after it was void. */
    isRenewal: z.boolean(),
  }),
  'sign-off.voided': z.object({
    roleId: z.string(),
    role: z.string(),
    personId: z.string(),
    why: z.enum(voidReasons),
    changes: listChanges,
  }),
  'roll-call.started': z.object({ rollCallId: z.string(), roles: z.array(z.string()) }),
  'roll-call.ended': z.object({
    rollCallId: z.string(),
    verdict: z.enum(rollCallVerdicts),
    answers: z.array(
      z.object({
        role: z.string(),
        personId: z.string().nullable(),
        verdict: z.enum(verdicts).nullable(),
        reason: z.string().nullable(),
        until: time,
        at: time,
      }),
    ),
  }),
  'final-box.ticked': z.object({ text: itemText, rollCallId: z.string() }),
  /** Of these roles, none has a go that counts any more; none named: something is open again. */
  'final-box.withdrawn': z.object({
    text: itemText,
    roles: z.array(z.string()),
    /** What made their go void, where it was a change of the list. */
    changes: listChanges.default([]),
  }),
  'override.asked': z.object({ ...override }),
  'override.confirmed': z.object({ ...override, askedBy: z.string() }),
  'override.declined': z.object({ ...override, askedBy: z.string() }),
  't0.moved': z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    reason: z.string(),
    /** How many due dates moved with it. */
    dues: z.number(),
    people: z.array(z.object({ personId: z.string(), items: z.number(), firstDue: time })),
  }),
  /** The launch is not live: its lead is told. */
  't0.passed': z.object({ t0: z.iso.datetime() }),
  'launch.live': z.object({ at: z.iso.datetime() }),
  'launch.ended': z.object({
    how: z.enum(endings),
    reason: z.string().nullable(),
    /** How many items were left open, and the first of them. */
    unsettled: z.number(),
    items: z.array(itemText),
  }),
  'launch.reopened': z.object({ reason: z.string(), how: z.enum(endings) }),
  /** In the channel; `withPeople`: it says who did how much. */
  'report.posted': z.object({ withPeople: z.boolean() }),
  'links.changed': z.object({ added: z.array(link), removed: z.array(link) }),
  'signing.changed': z.object({ mayDouble: z.boolean() }),
  'deputy.named': z.object({
    name: z.string(),
    personId: z.string().nullable(),
    before: z.string().nullable(),
  }),
  'emergency.started': z.object({
    ...ofEmergency,
    number: z.number(),
    isDrill: z.boolean(),
    words: z.string(),
    began: z.iso.datetime(),
    commanderId: z.string(),
  }),
  'emergency.answered': z.object({
    ...ofEmergency,
    step: z.string(),
    /** What was asked, or was to be done. */
    text: itemText,
    choice: z.string(),
    note: z.string().nullable(),
    /** What was said there before. */
    before: z.string().nullable(),
  }),
  /** Posted by golive, or sent in another way. */
  'emergency.told': z.object({
    ...ofEmergency,
    text: z.string(),
    isDrill: z.boolean(),
    /** Where golive posted it; none: it was sent in another way. */
    channelIds: z.array(z.string()),
  }),
  'emergency.decided': z.object({
    ...ofEmergency,
    outcome: z.string(),
    reason: z.string(),
    watchUntil: time,
    watcherId: z.string().nullable(),
  }),
  'emergency.answered-decision': z.object({
    ...ofEmergency,
    outcome: z.string(),
    how: z.enum(confirmations),
    decidedBy: z.string(),
    reason: z.string().nullable(),
  }),
  /** What was decided has not helped, or is not wanted any more. */
  'emergency.reconsidered': z.object({
    ...ofEmergency,
    outcome: z.string(),
    reason: z.string(),
  }),
  'emergency.watched-on': z.object({ ...ofEmergency, until: z.iso.datetime() }),
  'emergency.led': z.object({
    ...ofEmergency,
    commanderId: z.string(),
    commanderBefore: z.string(),
    scribeId: z.string().nullable(),
    scribeBefore: z.string().nullable(),
  }),
  /** Put on the timeline by hand, at its own time. */
  'emergency.noted': z.object({
    ...ofEmergency,
    text: z.string(),
    happened: z.iso.datetime(),
    url: z.string().nullable(),
    authorId: z.string().nullable(),
  }),
  'emergency.resolved': z.object({
    ...ofEmergency,
    how: z.enum(aftermaths),
    words: z.string(),
    isDrill: z.boolean(),
    /** In whole minutes. */
    detect: z.number(),
    decide: z.number().nullable(),
    resolve: z.number(),
    followUps: z.number(),
  }),
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
  'item.added': z.object({ text: itemText, ...place, ...byVersion }),
  'item.reworded': z.object({ text: itemText, before: itemText, ...byVersion }),
  'item.moved': z.object({ text: itemText, ...place, before: z.object(place), ...byVersion }),
  'item.removed': z.object({ text: itemText, reason: z.string(), from: state, ...byVersion }),
  'item.brought-back': z.object({ text: itemText }),
  /** A newer version of the launch's template; with how many changes of the list. */
  'version.brought-in': z.object({
    template: z.string(),
    from: z.number(),
    to: z.number(),
    added: z.number(),
    removed: z.number(),
    reworded: z.number(),
    moved: z.number(),
    /** How many did not come, because of what was done here. */
    stayed: z.number(),
  }),
  /** Its tick is no longer good: its days are over, or T-0 moved. */
  'item.expired': z.object({ text: itemText, why: z.enum(['days', 't0']), tickedBy: z.string() }),
  /** What one person is told of that. */
  'ticks.expired': z.object({
    personId: z.string(),
    why: z.enum(['days', 't0']),
    items: z.number(),
    texts: z.array(itemText),
  }),
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
    /** The roles that they were deputy for. */
    deputyFor: z.array(z.string()),
  }),
  /**
   * Words of earlier entries gave way: of each its place, and the digest of what stands there now
   * (domain/chain.ts).
   */
  'record.amended': z.object({
    why: z.enum(['pseudonym']),
    pseudonym: z.string(),
    entries: z.array(z.object({ place: z.number(), digest: z.string() })),
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
  /** Of this entry and all before it in its launch. */
  hash: string
}
