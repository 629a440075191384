import type { ChainBreak } from './chain.ts'
import type { Decision } from './emergency.ts'
import type { GateState } from './gate.ts'
import type { Item, Launch, Mark } from './launch.ts'
import type { Permission } from './permission.ts'
import type { Standing } from './person.ts'
import type { Held } from './pseudonym.ts'
import type { Trouble } from './trouble.ts'
import type { PageAnswer } from './walk.ts'

/** What is wrong with one field of a form. */
export type Fault =
  | { code: 'empty' }
  | { code: 'too-long'; limit: number; length: number }
  | { code: 'date-missing' }
  | { code: 'date-past' }
  | { code: 'date-too-far'; days: number }
  | { code: 'person-missing' }
  | { code: 'person-unfit'; personId: string; standing: Exclude<Standing, 'member' | 'system'> }
  | { code: 'owner-missing' }
  | { code: 'owner-unfit'; personId: string; standing: Standing }
  | { code: 'person-unknown'; personId: string }
  | { code: 'too-many'; limit: number; count: number }
  | { code: 'link-unfit' }
  /** Counted from 1. */
  | { code: 'line-without-link'; line: number }
  | { code: 'file-too-large' }
  | { code: 'file-no-text' }
  /** Nothing was written, or twice. */
  | { code: 'source-missing' }
  | { code: 'source-twice' }
  | { code: 'evidence-needed' }
  | { code: 'days-missing' }
  | { code: 'hours-reversed' }
  | { code: 'reminder-outside'; from: string; to: string }
  | { code: 'channel-missing' }
  | { code: 'channel-not-joined'; channelId: string }
  /** The person is not in it. */
  | { code: 'channel-not-yours'; channelId: string }
  | { code: 'told-nowhere' }
  | { code: 'channel-archived'; channelId: string }
  | { code: 'name-taken'; launch: Launch }
  | { code: 'template-gone' }
  /** Of the checklist: what is left has no items. */
  | { code: 'nothing-applies' }
  | { code: 'reason-missing' }
  /** A reason for a state that keeps none. */
  | { code: 'reason-idle' }
  | { code: 'time-missing' }
  | { code: 'time-ahead' }
  | { code: 'time-before-start' }
  | { code: 'time-before-go' }
  | { code: 'began-ahead' }
  | { code: 'text-missing' }
  | { code: 'item-missing' }
  | { code: 'not-moved' }
  /** A new T-0 where nothing was rolled back. */
  | { code: 't0-idle' }
  | { code: 'role-missing' }
  | { code: 'slack-silent' }

export type Reason =
  | {
      code: 'not-permitted'
      permission: Permission
      standing: Standing
      leadId: string | null
      approverIds: string[]
    }
  | { code: 'faults'; faults: Partial<Record<string, Fault>> }
  | { code: 'launch-unknown' }
  | { code: 'launch-archived'; name: string; file: string }
  /** They have something to do still. */
  | { code: 'person-busy'; held: Held[] }
  /** A name is a word of golive's own in an entry of a launch's record. */
  | { code: 'name-is-golives'; launch: string }
  | { code: 'item-unknown' }
  | { code: 'item-changed'; item: Item }
  | { code: 'owner-changed'; item: Item }
  | { code: 'evidence-missing'; item: Item }
  | { code: 'evidence-holds'; item: Item }
  | { code: 'roles-changed' }
  | { code: 'evidence-unknown' }
  /** `owned`: of those that are not settled, how many have owners. */
  | { code: 'nothing-to-assign'; owned: number }
  | { code: 'phase-not-open'; phase: string }
  | { code: 'phase-not-next'; phase: string; next: string | null }
  | { code: 'phase-after-live'; phase: string }
  /** What a gate opens may not happen yet. */
  | { code: 'gate-shut'; gate: GateState }
  | { code: 'roll-call-only'; item: Item }
  | { code: 'no-roll-call' }
  | { code: 'roles-open'; roles: string[] }
  | { code: 'signed-already'; role: string; other: string }
  | { code: 'list-changed' }
  | { code: 'signed-meanwhile' }
  | { code: 't0-changed' }
  | { code: 'override-unknown' }
  | { code: 'override-pending' }
  | { code: 'gate-open' }
  /** Until it is resolved, no gate can be passed and the launch cannot end. */
  | { code: 'emergency-runs'; number: number; isDrill: boolean }
  | { code: 'template-unknown' }
  /** A line of it is longer than a field of Slack takes. */
  | { code: 'template-too-wide' }
  /** Another template in use has this name. */
  | { code: 'template-named'; name: string }
  /** Somebody else has saved a version since. */
  | { code: 'template-changed'; name: string; saved: Mark }
  /** A version has been saved since somebody looked. */
  | { code: 'version-newer'; name: string; number: number }
  | { code: 'list-too-long'; limit: number; count: number }
  | { code: 'emergency-unknown' }
  | { code: 'emergency-over' }
  /** Somebody else has said something on the page meanwhile. */
  | { code: 'page-answered'; answer: PageAnswer }
  | { code: 'page-unknown' }
  | { code: 'decided-already'; decision: Decision }
  /** Rolling back is not open. */
  | { code: 'branch-shut'; why: 'nothing-deployed' | 'no-backup' }
  /** Nobody confirms what they decided themselves. */
  | { code: 'second-needed'; people: string[] }
  | { code: 'second-awaited'; until: Date; people: string[] }
  | { code: 'not-rolled-back' }
  /** Nothing of the kind can be done in this stage of the launch. */
  | { code: 'wrong-stage'; permission: Permission; launch: Launch }
  | { code: 'name-taken'; launch: Launch }
  /** `name`: null where nothing in it says what it is called. */
  | {
      code: 'template-unreadable'
      name: string | null
      problems: { line: number; problem: string }[]
    }
  /** A file to be imported: what of it cannot be read, and where. */
  | { code: 'file-unreadable'; problem: string }
  | { code: 'file-newer'; version: number; known: number }
  /** Its record is not as it was written. */
  | { code: 'file-broken'; broken: ChainBreak }
  /** Its launch is here with another record. */
  | { code: 'file-differs'; name: string; here: number; there: number }
  /** What it holds does not fit together, or not to what is here. */
  | { code: 'file-clashes'; name: string }
  | { code: 'slack-silent' }
  /** The database fails while golive runs. */
  | { code: 'database-troubled'; trouble: Trouble }
  /** golive cannot start with it. `detail`: what the database said. */
  | { code: 'database-unusable'; trouble: Trouble; path: string; detail: string }

/**
 * An expected no. It carries what a sentence about it needs; views/refusal-text.ts writes the
 * sentence. Everything that is not a Refusal is a bug.
 */
export class Refusal extends Error {
  readonly reason: Reason

  constructor(reason: Reason) {
    super(`refused: ${reason.code}`)
    this.name = 'Refusal'
    this.reason = reason
  }
}
