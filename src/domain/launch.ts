/**
 * The nouns of golive.
 *
 * launch     a run of a checklist towards T-0
 * T-0        the moment of going live
 * phase      a part of the checklist with its own window of time; holds sections
 * section    items that belong together; holds items
 * item       one box to tick
 * final box  the one box that belongs to no phase: READY FOR PRODUCTION
 * role       one of the names that sign off; filled by a person per launch, or open
 * deputy     who may sign off for a role in its person's place
 * gate       what must be settled before something may happen
 * sign-off   one role's go, no-go or hold, bound to the list that was signed
 * roll call  the poll of all roles, in order, whose verdict alone ticks the final box
 * override   a lead's and an approver's word that a gate opens although items are open
 * live       the moment of going live, from which the rest counts
 * round      one turn of a phase that comes again and again
 * rehearsal  a launch that is only practised
 * emergency  one run of the checklist's emergency procedures, from what is wrong to what ended it
 * follow-up  an item that an emergency leaves to do
 * owner      a person or a role that has to see to an item
 * link       an address that a launch keeps at hand: its dashboards, logs, health endpoints
 * evidence   a link, a file or a Slack message that shows that an item is done
 * board      one read of all that a view needs
 * surface    a Slack message that shows part of a board
 * event      one entry of the record
 */
import type { RecordBreak } from './chain.ts'
import type { Emergency } from './emergency.ts'
import type { Expiry } from './expiry.ts'
import type { Gate, Override } from './gate.ts'
import type { ItemState } from './item.ts'
import { isSettled } from './item.ts'
import type { Link } from './link.ts'
import type { Owner } from './owner.ts'
import type { RollCall } from './roll-call.ts'
import type { SignOff } from './sign-off.ts'
import type { Tailoring } from './tailor.ts'
import type { Window } from './window.ts'

/** Who did it, and when. */
export type Mark = { at: Date; by: string }

export type Launch = {
  id: string
  workspaceId: string
  channelId: string
  /** Only lead, approvers and who is in the channel may know of the launch. */
  isPrivate: boolean
  /** Whether golive could post in the channel when it last tried. */
  isReachable: boolean
  name: string
  t0: Date
  /** IANA zone in which T-0 was chosen; for words that cannot follow the reader's zone. */
  zone: string
  leadId: string
  templateName: string
  started: Mark
  isRehearsal: boolean
  /** The rehearsal whose minutes this launch shows. */
  rehearsalId: string | null
  /** Whether one person may sign for several roles. */
  mayDouble: boolean
  gates: Gate[]
  /** What of its template it does without. */
  tailoring: Tailoring
  /** In the order in which they were written down. */
  links: Link[]
  /** When it went live, and who said so. */
  live: Mark | null
  ended: Ended | null
}

/** How a launch ended: all of its one-time phases settled, not all of them, or given up. */
export const endings = ['complete', 'incomplete', 'aborted'] as const
export type Ending = (typeof endings)[number]
export type Ended = Mark & { how: Ending; reason: string | null }

export type Item = {
  id: string
  /** Inline Markdown, as the template has it. */
  text: string
  /** Marked "(if applicable)": may be set aside without a reason. */
  optional: boolean
  state: ItemState
  /** The last change of state. */
  changed: Mark | null
  reason: string | null
  note: string | null
  /** In the order in which they were named. */
  owners: Owner[]
  due: Due | null
  /** When it says itself that it is due. */
  dueMark: Window | null
  /** It cannot be done without any evidence. */
  needsEvidence: boolean
  /** What it is there for, or how it is done: a line each, as inline Markdown or a point "- …". */
  why: string | null
  /** How long its tick is good for; null: for ever. */
  expires: Expiry | null
  /** Until when its tick is good, where that is counted in days. */
  goodUntil: Date | null
  /** When its last tick expired; null: it has not, or something else came after. */
  expired: Date | null
  /** How many pieces of evidence it has. */
  evidence: number
  /** Counts the changes of state, reason and note: a click from a stale message is known as one. */
  version: number
}

/** An item that was taken out of its launch, by whom and why. */
export type RemovedItem = {
  id: string
  launchId: string
  text: string
  removed: Mark
  because: string
}

/** By whom a due date was set: `plan` ones follow T-0 and the checklist, `hand` ones stay. */
export type Due = { at: Date; by: 'plan' | 'hand' }

export type Section = {
  id: string
  name: string
  /** Its own, where it has one; otherwise its phase's counts. */
  window: Window | null
  items: Item[]
}

export type Phase = {
  id: string
  name: string
  window: Window | null
  opened: Mark | null
  /** Since when a later round has taken its place. */
  endedAt: Date | null
  /** Of a phase that comes again and again, counted from 1; of any other, 1. */
  round: number
  /** The first round of such a phase; null: it is the first itself. */
  seriesId: string | null
  /** Of what an emergency has to do, or leaves to do: it outlives its launch. */
  emergencyId: string | null
  sections: Section[]
}

export type Role = {
  id: string
  name: string
  personId: string | null
  /** Who may sign in their place. */
  deputyId: string | null
}

export type Board = {
  launch: Launch
  phases: Phase[]
  finalBox: Item | null
  roles: Role[]
  /** The standing one of each role that has given any. */
  signOffs: SignOff[]
  /** The last one. */
  rollCall: RollCall | null
  /** Oldest first; those that were declined, too. */
  overrides: Override[]
  /** The one that runs, or else the last one. */
  emergency: Emergency | null
  /** Where its record is not as it was written, as far as was found. */
  recordBreak: RecordBreak | null
}

export type Progress = { total: number; settled: number; blocked: number }

export function itemsOf(phase: Phase): Item[] {
  return phase.sections.flatMap((section) => section.items)
}

export function progressOf(items: readonly Item[]): Progress {
  return {
    total: items.length,
    settled: items.filter(isSettled).length,
    blocked: items.filter((item) => item.state === 'blocked').length,
  }
}

/** Whether its items can be changed now. */
export function isOpen(phase: Pick<Phase, 'opened' | 'endedAt'>): boolean {
  return phase.opened !== null && phase.endedAt === null
}

/** Every item there is: of all phases and rounds, and the final box. */
export function allItems({ phases, finalBox }: Pick<Board, 'phases' | 'finalBox'>): Item[] {
  return [...phases.flatMap(itemsOf), ...(finalBox ? [finalBox] : [])]
}

/** The phase that would open next: the first that is not open yet. */
export function nextPhase(board: Board): Phase | undefined {
  return board.phases.find((phase) => phase.opened === null)
}

/** The open phase that comes last. */
export function currentPhase(board: Board): Phase | undefined {
  return board.phases.findLast(isOpen)
}

/** What two names are compared by: case, width and spacing make no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
