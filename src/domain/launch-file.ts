/**
 * A launch as a file: everything that golive keeps of it, so that it can be read elsewhere, and put into
 * a database again from which the same file comes. docs/export-format.md says it in words.
 */
import { z } from 'zod'
import { type ChainedEntry, findBreak } from './chain.ts'
import { aftermaths, confirmations } from './emergency.ts'
import { type Event, type EventType, eventShapes } from './event.ts'
import { expiryShape } from './expiry.ts'
import { gateShape } from './gate.ts'
import { itemStates } from './item.ts'
import { endings } from './launch.ts'
import { standings, vias } from './person.ts'
import { outcomeKinds, procedureShape } from './procedure.ts'
import { Refusal } from './refusal.ts'
import { rollCallVerdicts } from './roll-call.ts'
import { verdicts } from './sign-off.ts'
import { tiers } from './tier.ts'
import { windowShape } from './window.ts'

const id = z.string().min(1)
const text = z.string()
const time = z.iso.datetime()
const count = z.int().min(0)
const maybe = { text: text.nullable(), time: time.nullable(), id: id.nullable() }

/** What must have a shape, and stays as it was written: the order of its keys, and what else it has. */
function kept(shape: z.ZodType) {
  return z.unknown().refine((value) => shape.safeParse(value).success, 'is not what belongs here')
}

const launch = z.strictObject({
  id,
  workspaceId: id,
  channelId: id,
  formId: id,
  name: text,
  t0: time,
  zone: text,
  leadId: id,
  templateId: id,
  startedAt: time,
  startedBy: id,
  kind: z.enum(['real', 'rehearsal']),
  rehearsalId: maybe.id,
  signing: z.enum(['one-role-each', 'several-roles']),
  gates: kept(z.array(gateShape)),
  links: kept(z.array(z.object({ title: text, url: text }))),
  liveAt: maybe.time,
  liveBy: maybe.id,
  endedAt: maybe.time,
  endedBy: maybe.id,
  ending: z.enum(endings).nullable(),
  endReason: maybe.text,
  procedure: kept(procedureShape.nullable()),
  tier: z.enum(tiers),
  absent: kept(z.array(text)),
  leftOut: count,
})

const template = z.strictObject({
  id,
  name: text,
  keptBy: z.enum(['golive', 'people']),
  retiredAt: maybe.time,
  retiredBy: maybe.id,
})

const templateVersion = z.strictObject({
  id,
  number: z.int().min(1),
  name: text,
  key: text,
  source: text,
  savedAt: time,
  savedBy: id,
  note: maybe.text,
})

/** Who is mentioned, as Slack last had them; without a name where golive never heard it. */
const person = z.strictObject({
  id,
  name: maybe.text,
  standing: z.enum(standings),
  zone: text,
  seenAt: time,
})

const channel = z.strictObject({
  id,
  name: maybe.text,
  visibility: z.enum(['public', 'private']),
  seenAt: time,
})

const entry = z.strictObject({
  id,
  place: z.int().min(1),
  itemId: maybe.id,
  type: text,
  data: z.record(z.string(), z.unknown()),
  at: time,
  by: id,
  via: z.enum(vias),
  salt: text,
  digest: text,
  hash: text,
})

/** What a launch has many of, each kind a list in an order of its own. */
export const launchParts = {
  roles: z.strictObject({
    ...{ id, position: count, name: text, personId: maybe.id, deputyId: maybe.id },
  }),
  phases: z.strictObject({
    ...{ id, position: count, name: text, window: kept(windowShape.nullable()) },
    ...{ openedAt: maybe.time, openedBy: maybe.id, completedAt: maybe.time },
    ...{ seriesId: maybe.id, round: z.int().min(1), endedAt: maybe.time, emergencyId: maybe.id },
  }),
  sections: z.strictObject({
    ...{ id, phaseId: id, position: count, name: text, window: kept(windowShape.nullable()) },
  }),
  items: z.strictObject({
    ...{ id, sectionId: maybe.id, position: z.int(), text },
    ...{ necessity: z.enum(['required', 'if-applicable']), state: z.enum(itemStates) },
    ...{ changedAt: maybe.time, changedBy: maybe.id, reason: maybe.text, note: maybe.text },
    ...{ dueMark: kept(windowShape.nullable()), dueAt: maybe.time },
    ...{ dueBy: z.enum(['plan', 'hand']).nullable(), proof: z.enum(['none', 'required']) },
    ...{ why: maybe.text, expires: kept(expiryShape.nullable()), goodUntil: maybe.time },
    ...{ expiredAt: maybe.time, removedAt: maybe.time, removedBy: maybe.id },
    ...{ removedBecause: maybe.text, version: count },
  }),
  owners: z.strictObject({
    ...{ itemId: id, kind: z.enum(['person', 'role']), holder: id, position: count },
    ...{ givenAt: time, givenBy: id, toldAt: maybe.time },
  }),
  evidence: z.strictObject({
    ...{ id, itemId: id, kind: z.enum(['link', 'message', 'file']), url: text, title: maybe.text },
    ...{ authorId: maybe.id, writtenAt: maybe.time, addedAt: time, addedBy: id },
    ...{ removedAt: maybe.time },
  }),
  signOffs: z.strictObject({
    ...{ id, roleId: id, verdict: z.enum(verdicts), reason: maybe.text, until: maybe.time },
    ...{ at: time, by: id, place: count, digest: text },
    list: kept(z.array(z.tuple([text, z.enum(itemStates), z.number(), text, text]))),
    ...{ voidedAt: maybe.time, replacedAt: maybe.time },
  }),
  signOffRequests: z.strictObject({
    ...{ id, roleId: id, personId: id, why: z.enum(['ready', 'void', 'hold-over']), at: time },
    ...{ endedAt: maybe.time },
  }),
  rollCalls: z.strictObject({
    ...{ id, position: count, startedAt: time, startedBy: id, endedAt: maybe.time },
    ...{ endedBy: maybe.id, verdict: z.enum(rollCallVerdicts).nullable() },
  }),
  rollCallAnswers: z.strictObject({
    ...{ id, rollCallId: id, roleId: id, position: count, askedAt: maybe.time, askedId: maybe.id },
    ...{ verdict: z.enum(verdicts).nullable(), reason: maybe.text, until: maybe.time },
    ...{ answeredAt: maybe.time, answeredBy: maybe.id },
  }),
  overrides: z.strictObject({
    ...{ id, gate: text, reason: text, items: kept(z.array(text)), askedAt: time, askedBy: id },
    answer: z.enum(['confirmed', 'declined', 'dropped']).nullable(),
    ...{ answeredAt: maybe.time, answeredBy: maybe.id },
  }),
  emergencies: z.strictObject({
    ...{ id, number: z.int().min(1), kind: z.enum(['real', 'drill']), words: text, beganAt: time },
    ...{ startedAt: time, startedBy: id, commanderId: id, scribeId: maybe.id, nextUpdateAt: time },
    ...{ resolvedAt: maybe.time, resolvedBy: maybe.id, aftermath: z.enum(aftermaths).nullable() },
    endedWith: maybe.text,
  }),
  emergencyAnswers: z.strictObject({
    ...{ emergencyId: id, page: text, choice: text, note: maybe.text, at: time, by: id },
    version: count,
  }),
  emergencyDecisions: z.strictObject({
    ...{ id, emergencyId: id, round: count, outcome: text, kind: z.enum(outcomeKinds) },
    ...{ reason: text, at: time, by: id, watchUntil: maybe.time, watcherId: maybe.id },
    ...{ answer: z.enum(confirmations).nullable(), answerReason: maybe.text },
    ...{ answeredAt: maybe.time, answeredBy: maybe.id, droppedAt: maybe.time, droppedBy: maybe.id },
  }),
  emergencyAsks: z.strictObject({
    ...{ id, emergencyId: id, why: z.enum(['update', 'watch', 'confirm', 'second', 'command']) },
    ...{ personId: id, at: time, endedAt: maybe.time },
  }),
} as const
export type LaunchPart = keyof typeof launchParts

const format = 'golive-launch'
/** Raised when a file means something else than before; golive reads its own and older ones. */
const version = 1
export const launchFileMark = { format, version } as const

type Lists = { [P in LaunchPart]: z.ZodArray<(typeof launchParts)[P]> }

export const launchFileShape = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  launch,
  template,
  templateVersion,
  ...(Object.fromEntries(
    Object.entries(launchParts).map(([part, shape]) => [part, z.array(shape)]),
  ) as Lists),
  people: z.array(person),
  channels: z.array(channel),
  record: z.strictObject({
    entries: z.array(entry),
    head: z.strictObject({ place: count, hash: text }),
  }),
})
export type LaunchFile = z.infer<typeof launchFileShape>

/** The text of a file; of one launch it is always the same. */
export function launchFileText(file: LaunchFile): string {
  return `${JSON.stringify(file, null, 2)}\n`
}

/**
 * Reads a file. Refuses what is none, with the first that does not fit ('file-unreadable'), one of a
 * newer golive ('file-newer'), and one whose record is not as it was written ('file-broken').
 */
export function readLaunchFile(source: string): LaunchFile {
  const value = parsed(source)
  const mark = z.object({ format: z.literal(format), version: z.int() }).safeParse(value)
  if (!mark.success) throw unreadable('It is no launch that golive has exported')
  if (mark.data.version > version) {
    throw new Refusal({ code: 'file-newer', version: mark.data.version, known: version })
  }
  const result = launchFileShape.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw unreadable(`${pathText(issue?.path ?? [])}: ${issue?.message}`)
  }
  const file = result.data
  for (const [index, { type, data }] of file.record.entries.entries()) {
    const shape = type in eventShapes ? eventShapes[type as EventType] : null
    if (!shape?.safeParse(data).success) {
      throw unreadable(`record.entries.${index}: is no entry that golive knows, “${type}”`)
    }
  }
  const broken = findBreak(file.launch.id, chainedEntries(file), file.record.head)
  if (broken) throw new Refusal({ code: 'file-broken', broken })
  return file
}

/** The record of a file as it is stored. */
function chainedEntries({ launch, record }: LaunchFile): ChainedEntry[] {
  return record.entries.map((each) => ({
    ...each,
    launchId: launch.id,
    data: JSON.stringify(each.data),
  }))
}

/** The record of a file as events. */
export function eventsIn({ launch, record }: LaunchFile): Event[] {
  return record.entries.map(({ itemId, at, salt: _, digest: _d, hash: _h, ...entry }) => {
    const data = eventShapes[entry.type as EventType].parse(entry.data)
    return { ...entry, data, launchId: launch.id, at: new Date(at), ...(itemId && { itemId }) }
  }) as Event[]
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch {
    throw unreadable('It is no JSON')
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.length > 0 ? path.map(String).join('.') : 'The file'
}

function unreadable(problem: string): Refusal {
  return new Refusal({ code: 'file-unreadable', problem })
}
