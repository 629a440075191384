import { addMinutes } from '../domain/dates.ts'
import { type PeopleFacts, type TellingFacts, tellingFault } from '../domain/draft.ts'
import { type Emergency, updateMinutes } from '../domain/emergency.ts'
import type { Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import { ownerFault } from '../domain/owner.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { updateEmergency } from '../store/emergencies.ts'
import { findEvent } from '../store/events.ts'
import { authorise, type Context } from './context.ts'
import { ask, endAsks, keepEntry, type LockedEmergency, lockEmergencyFor } from './emergency.ts'
import { run, type Work } from './run.ts'

/**
 * Says who leads an emergency, and who writes it down; what is left out stays as it is. A new commander
 * is told by DM, with what is due. Says no change twice. Refuses somebody else than the actor who could
 * not own items either ('faults', fields `commander`, `scribe`).
 */
export function leadEmergency(
  context: Context,
  actor: Actor,
  wish: { emergencyId: string; commanderId?: string; scribeId?: string | null },
  facts: PeopleFacts,
): Promise<Emergency> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, wish.emergencyId)
    authorise('lead-emergency', actor, stakes)
    const { launch } = board
    const { commanderId = emergency.commanderId, scribeId = emergency.scribeId } = wish
    const isNew = commanderId !== emergency.commanderId
    if (!isNew && scribeId === emergency.scribeId) return emergency
    const faults: Record<string, Fault> = {}
    const check = (field: string, personId: string | null, before: string | null) => {
      if (!personId || personId === before || personId === actor.id) return
      const fault = ownerFault(personId, facts.get(personId) ?? 'unknown')
      if (fault) faults[field] = fault
    }
    check('commander', commanderId, emergency.commanderId)
    check('scribe', scribeId, emergency.scribeId)
    if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
    const led = { ...emergency, commanderId, scribeId }
    await updateEmergency(work.db, led)
    await keepEntry(work, launch, emergency, {
      type: 'emergency.led',
      data: {
        emergencyId: emergency.id,
        commanderId,
        commanderBefore: emergency.commanderId,
        scribeId,
        scribeBefore: emergency.scribeId,
      },
    })
    if (isNew) {
      for (const why of ['update', 'command'] as const) {
        await endAsks(work, launch, emergency, why)
      }
      if (commanderId !== actor.id) await ask(work, launch, emergency, 'command', [commanderId])
    }
    await work.refresh(launch, { kind: 'board', launchId: launch.id })
    return led
  })
}

export type Telling = {
  /** Of the dialog: the same one sent again posts nothing again. */
  formId: string
  emergencyId: string
  text: string
  /** Where golive posts it; null: it was sent in another way. */
  channelIds: readonly string[] | null
}

/**
 * Posts what people are told of an emergency, once, and counts from now until they are to hear of it
 * next. `facts`: of every channel but the launch's own. Refuses an empty text, and one that is too long
 * ('faults', field `text`), and channels in which the actor or golive cannot post (field `channels`).
 */
export function tellPeople(
  context: Context,
  actor: Actor,
  telling: Telling,
  facts: readonly TellingFacts[],
): Promise<void> {
  return run(context, actor, async (work) => {
    const locked = await lockEmergencyFor(work.db, actor, telling.emergencyId)
    authorise('work-on-emergency', actor, locked.stakes)
    await tell(work, locked, telling, facts)
  })
}

/** The same of an emergency that is locked. */
export async function tell(
  work: Work,
  { board, emergency }: LockedEmergency,
  telling: Omit<Telling, 'emergencyId'>,
  facts: readonly TellingFacts[],
): Promise<void> {
  if (await findEvent(work.db, telling.formId)) return
  const { launch } = board
  const { id: emergencyId, isDrill } = emergency
  const text = telling.text.trim()
  const channelIds = [...new Set(telling.channelIds)]
  const faults: Record<string, Fault> = {}
  const fault = toldFault(text)
  if (fault) faults.text = fault
  const where = telling.channelIds && channelsFault(channelIds, launch, facts)
  if (where) faults.channels = where
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
  const nextUpdateAt = addMinutes(work.now, updateMinutes)
  await updateEmergency(work.db, { ...emergency, nextUpdateAt })
  await endAsks(work, launch, emergency, 'update')
  const told = { type: 'emergency.told', data: { emergencyId, text, isDrill, channelIds } } as const
  const eventId = await keepEntry(work, launch, emergency, told, telling.formId)
  for (const channelId of channelIds) await work.announce(launch, eventId, channelId)
}

/** What is wrong with where something is to be posted; null: nothing. */
function channelsFault(
  channelIds: readonly string[],
  launch: Launch,
  facts: readonly TellingFacts[],
): Fault | null {
  const count = channelIds.length
  if (count === 0) return { code: 'told-nowhere' }
  if (count > limits.toldIn) return { code: 'too-many', limit: limits.toldIn, count }
  for (const id of channelIds.filter((each) => each !== launch.channelId)) {
    const known = facts.find((each) => each.id === id)
    const fault = tellingFault(known ?? { id, status: 'unseen', isTheirs: false })
    if (fault) return fault
  }
  return null
}

function toldFault(text: string): Fault | null {
  if (text === '') return { code: 'text-missing' }
  const { length } = text
  return length > limits.told ? { code: 'too-long', limit: limits.told, length } : null
}

export type TimelineNote = {
  /** Of the dialog: the same one sent again notes nothing again. */
  formId: string
  emergencyId: string
  text: string
  happened: Date
  /** The Slack message that says it, and who wrote it. */
  url: string | null
  authorId: string | null
}

/** Puts something on the timeline, at its own time. Refuses what is empty or too long ('faults', `text`). */
export function noteTimeline(context: Context, actor: Actor, note: TimelineNote): Promise<void> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, note.emergencyId)
    authorise('work-on-emergency', actor, stakes)
    const text = note.text.trim()
    const fault = toldFault(text)
    if (fault) throw new Refusal({ code: 'faults', faults: { text: fault } })
    if (await findEvent(work.db, note.formId)) return
    const { url, authorId } = note
    const happened = note.happened.toISOString()
    const data = { emergencyId: emergency.id, text, happened, url, authorId }
    const noted = { type: 'emergency.noted', data } as const
    await keepEntry(work, board.launch, emergency, noted, note.formId)
  })
}
