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
 * owner      a person or a role that has to see to an item
 * evidence   a link, a file or a Slack message that shows that an item is done
 * board      one read of all that a view needs
 * surface    a Slack message that shows part of a board
 * event      one entry of the record
 */
import type { ItemState } from './item.ts'
import { isSettled } from './item.ts'
import type { Owner } from './owner.ts'
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
}

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
  /** It cannot be done without any evidence. */
  needsEvidence: boolean
  /** How many pieces of evidence it has. */
  evidence: number
  /** Counts the changes of state, reason and note: a click from a stale message is known as one. */
  version: number
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
  sections: Section[]
}

export type Role = { id: string; name: string; personId: string | null }

export type Board = { launch: Launch; phases: Phase[]; finalBox: Item | null; roles: Role[] }

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

/** The phase that would open next: the first that is not open yet. */
export function nextPhase(board: Board): Phase | undefined {
  return board.phases.find((phase) => phase.opened === null)
}

/** The phase that was opened last; every launch has one from its start. */
export function currentPhase(board: Board): Phase | undefined {
  return board.phases.findLast((phase) => phase.opened !== null)
}

/** What two names are compared by: case, width and spacing make no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
