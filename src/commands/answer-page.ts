import type { TellingFacts } from '../domain/draft.ts'
import { roundOf, standingDecision } from '../domain/emergency.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Page, type PageAnswer, pathOf } from '../domain/walk.ts'
import { saveAnswer } from '../store/emergencies.ts'
import { findEvent } from '../store/events.ts'
import { authorise, type Context } from './context.ts'
import { keepEntry, lockEmergencyFor } from './emergency.ts'
import { type Telling, tell } from './lead-emergency.ts'
import { run } from './run.ts'

export type PageWish = {
  emergencyId: string
  page: string
  choice: string
  note: string | null
  /** The version of the answer that the person saw there; 0: none. */
  seen: number
  /** What people are told there, and where. */
  telling?: Omit<Telling, 'emergencyId'> | null
}

/**
 * Keeps what somebody says on a page of an emergency, and tells people what is told there; neither
 * without the other. Saying what is said there already changes nothing. Refuses when somebody else has said something else there since ('page-answered'), a page
 * or a choice that is not on the way ('page-unknown'), a question whose answer was decided on
 * ('decided-already'), a note that is too long ('faults', field `note`), and as `tellPeople` does.
 */
export function answerPage(
  context: Context,
  actor: Actor,
  wish: PageWish,
  facts: readonly TellingFacts[] = [],
): Promise<{ outcome: 'changed' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    const locked = await lockEmergencyFor(work.db, actor, wish.emergencyId)
    const { board, stakes, emergency, procedure } = locked
    authorise('work-on-emergency', actor, stakes)
    const { answers } = emergency
    const path = pathOf(procedure, answers, roundOf(emergency))
    const page = path.find(({ key }) => key === wish.page)
    if (!page || page.kind === 'outcome' || !page.choices.includes(wish.choice)) {
      throw new Refusal({ code: 'page-unknown' })
    }
    const note = noteIn(wish)
    const before = answers.find((each) => each.page === page.key) ?? null
    const { telling } = wish
    const isTold = !telling || (await findEvent(work.db, telling.formId)) !== undefined
    const isSaid = before?.choice === wish.choice && before.note === note
    if (isSaid && isTold) return { outcome: 'unchanged' }
    if (before && before.version !== wish.seen) {
      throw new Refusal({ code: 'page-answered', answer: before })
    }
    const decision = standingDecision(emergency)
    if (page.kind === 'question' && decision) {
      throw new Refusal({ code: 'decided-already', decision })
    }
    if (telling) await tell(work, locked, telling, facts)
    const given = { at: work.now, by: actor.id }
    const version = (before?.version ?? 0) + 1
    await saveAnswer(work.db, emergency.id, {
      page: page.key,
      choice: wish.choice,
      note,
      given,
      version,
    })
    await keepEntry(work, board.launch, emergency, said(emergency.id, page, wish, note, before))
    return { outcome: 'changed' }
  })
}

function noteIn({ note }: PageWish): string | null {
  const words = note?.trim() || null
  if (words && words.length > limits.reason) {
    const { length } = words
    const fault = { code: 'too-long', limit: limits.reason, length } as const
    throw new Refusal({ code: 'faults', faults: { note: fault } })
  }
  return words
}

function said(
  emergencyId: string,
  page: Page,
  { choice }: PageWish,
  note: string | null,
  before: PageAnswer | null,
) {
  const { step, text } = page
  return {
    type: 'emergency.answered' as const,
    data: { emergencyId, step, text, choice, note, before: before?.choice ?? null },
  }
}
