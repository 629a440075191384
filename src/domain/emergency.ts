/**
 * An emergency: one run of a launch's procedure, from "something is wrong" to a recorded decision and
 * what ended it.
 */
import { addMinutes, differenceInMinutes } from './dates.ts'
import type { Mark } from './launch.ts'
import type { OutcomeKind } from './procedure.ts'
import type { PageAnswer } from './walk.ts'

/** How long after an update for the stakeholders the next one is due. */
export const updateMinutes = 30
/** So often the commander is reminded of an update that is due. */
export const nagMinutes = 10
/** So long a second person is waited for, before rolling back may go ahead without. */
export const confirmMinutes = 10
/** How long is watched what was decided, unless somebody says otherwise. */
export const watchMinutes = 30

/** How an emergency leaves its launch. */
/** The section of what an emergency leaves to do. */
export const followUpSection = 'Follow-ups'

export const aftermaths = ['goes-on', 'rolled-back', 'aborted'] as const
export type Aftermath = (typeof aftermaths)[number]

/** What a second person said to rolling back, or that nobody did in time. */
export const confirmations = ['confirmed', 'declined', 'overridden'] as const
export type Confirmation = (typeof confirmations)[number]

export type Decision = {
  id: string
  /** Of the tree: the first time it was walked, the second. */
  round: number
  /** In the words of the tree. */
  outcome: string
  kind: OutcomeKind
  reason: string
  decided: Mark
  /** Until when somebody watches what it does. */
  watch: { until: Date; personId: string } | null
  answer: (Mark & { how: Confirmation; reason: string | null }) | null
  /** When it was to be decided again. */
  dropped: Mark | null
}

export type Emergency = {
  id: string
  launchId: string
  /** Counts the emergencies of a launch from 1. */
  number: number
  isDrill: boolean
  /** What is wrong, in the words of who started it. */
  words: string
  /** When it began to go wrong. */
  began: Date
  started: Mark
  commanderId: string
  scribeId: string | null
  /** When the stakeholders are to hear of it next. */
  nextUpdateAt: Date
  resolved: (Mark & { how: Aftermath; words: string }) | null
  answers: PageAnswer[]
  /** Oldest first. */
  decisions: Decision[]
}

/** What an emergency is called by. */
export type EmergencyName = Pick<Emergency, 'id' | 'number' | 'isDrill'>

/** Where an emergency is; the channel shows it in these words. */
const emergencyStates = ['deciding', 'confirming', 'acting', 'resolved'] as const
export type EmergencyState = (typeof emergencyStates)[number]

export function emergencyState(emergency: Emergency): EmergencyState {
  if (emergency.resolved) return 'resolved'
  const decision = standingDecision(emergency)
  if (!decision) return 'deciding'
  return awaitsSecond(decision) ? 'confirming' : 'acting'
}

/** The decision that holds, or waits for a second person; null when there is none. */
export function standingDecision({ decisions }: Pick<Emergency, 'decisions'>): Decision | null {
  const last = decisions.at(-1)
  return last && !isOver(last) ? last : null
}

/** The round in which is decided now, counted from 1. */
export function roundOf({ decisions }: Pick<Emergency, 'decisions'>): number {
  return decisions.filter(isOver).length + 1
}

function isOver({ answer, dropped }: Decision): boolean {
  return dropped !== null || answer?.how === 'declined'
}

/** Rolling back takes two. */
export function awaitsSecond({ kind, answer }: Decision): boolean {
  return kind === 'roll-back' && answer === null
}

/** From when on rolling back may go ahead without a second person; at once where there is none. */
export function patienceEnds({ decided }: Decision, seconds: readonly string[]): Date {
  return seconds.length === 0 ? decided.at : addMinutes(decided.at, confirmMinutes)
}

/** Those who can confirm what somebody decided: the lead and the approvers, but not themselves. */
export function secondsFor(
  decidedBy: string,
  { launch, roles }: { launch: { leadId: string }; roles: readonly { personId: string | null }[] },
): string[] {
  const people = [launch.leadId, ...roles.flatMap(({ personId }) => personId ?? [])]
  return [...new Set(people)].filter((id) => id !== decidedBy)
}

/** Whether it holds its launch up: nobody is reminded, and no gate can be passed. A drill does not. */
export function holdsUp(emergency: Emergency | null): boolean {
  return emergency !== null && emergency.resolved === null && !emergency.isDrill
}

/** Whole minutes; null for what has not happened. */
export type Durations = { detect: number; decide: number | null; resolve: number | null }

/** How long it took until somebody started it, from there to the first decision, and to the end. */
export function durationsOf({ began, started, decisions, resolved }: Emergency): Durations {
  const first = decisions[0]
  return {
    detect: differenceInMinutes(started.at, began),
    decide: first ? differenceInMinutes(first.decided.at, started.at) : null,
    resolve: resolved ? differenceInMinutes(resolved.at, started.at) : null,
  }
}
