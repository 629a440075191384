import { addMinutes } from 'date-fns/addMinutes'
import { type Emergency, updateMinutes } from '../domain/emergency.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { updateEmergency } from '../store/emergencies.ts'
import { findEvent } from '../store/events.ts'
import { authorise, type Context } from './context.ts'
import { ask, endAsks, keepEntry, lockEmergencyFor } from './emergency.ts'
import { run } from './run.ts'

/**
 * Says who leads an emergency, and who writes it down; what is left out stays as it is. A new commander
 * is told by DM, with what is due. Says no change twice.
 */
export function leadEmergency(
  context: Context,
  actor: Actor,
  wish: { emergencyId: string; commanderId?: string; scribeId?: string | null },
): Promise<Emergency> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, wish.emergencyId)
    authorise('lead-emergency', actor, stakes)
    const { launch } = board
    const { commanderId = emergency.commanderId, scribeId = emergency.scribeId } = wish
    const isNew = commanderId !== emergency.commanderId
    if (!isNew && scribeId === emergency.scribeId) return emergency
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
      await endAsks(work, launch, emergency, 'update')
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
  channelId: string | null
}

/**
 * Posts what people are told of an emergency, once, and counts from now until they are to hear of it
 * next. Refuses an empty text, and one that is too long ('faults', field `text`).
 */
export function tellPeople(context: Context, actor: Actor, telling: Telling): Promise<void> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, telling.emergencyId)
    authorise('work-on-emergency', actor, stakes)
    const text = telling.text.trim()
    const fault = toldFault(text)
    if (fault) throw new Refusal({ code: 'faults', faults: { text: fault } })
    if (await findEvent(work.db, telling.formId)) return
    const { launch } = board
    const nextUpdateAt = addMinutes(work.now, updateMinutes)
    await updateEmergency(work.db, { ...emergency, nextUpdateAt })
    await endAsks(work, launch, emergency, 'update')
    const { channelId } = telling
    const data = { emergencyId: emergency.id, text, channelId }
    const told = { type: 'emergency.told', data } as const
    const eventId = await keepEntry(work, launch, emergency, told, telling.formId)
    if (channelId) await work.announce(launch, eventId, channelId)
  })
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
