/**
 * One role's go, no-go or hold, bound to the list that was signed: what the gate of the final box
 * needs, and T-0. When that list changes for the worse, the sign-off is void.
 */
import { digestOf } from './digest.ts'
import { itemsNeeded } from './gate.ts'
import type { ItemState } from './item.ts'
import type { Board, Item, Mark, Role } from './launch.ts'

export const verdicts = ['go', 'no-go', 'hold'] as const
export type Verdict = (typeof verdicts)[number]

/** Which of them need a reason, and which a time. */
export const verdictNeeds = {
  go: { reason: false, until: false },
  'no-go': { reason: true, until: false },
  hold: { reason: true, until: true },
} as const satisfies Record<Verdict, { reason: boolean; until: boolean }>

export type SignOff = {
  id: string
  roleId: string
  verdict: Verdict
  reason: string | null
  /** Until when it is on hold. */
  until: Date | null
  given: Mark
  /** The place in the record after which its changes are. */
  place: number
  /** Of its entry in the record, which is at this place. */
  hash: string
  /** Of the list that was signed. */
  digest: string
  /** Since when it does not count any more. */
  voidedAt: Date | null
}

/** Why a sign-off does not count any more. */
export const voidReasons = ['list', 'role', 'double', 'withdrawn', 'rolled-back'] as const
export type VoidReason = (typeof voidReasons)[number]

/**
 * An item as it was signed. `words`: a digest of what it says and where it stands; `reason`: of why it
 * does not apply, where it does not.
 */
export type SignedItem = {
  id: string
  state: ItemState
  evidence: number
  words: string
  reason: string
}

/** The id under which T-0 is in the list, as what may move. */
export const t0Id = 't0'

/** The list that a sign-off is about: T-0, then the items that the final box waits for. */
export function listToSign(board: Pick<Board, 'launch' | 'phases' | 'finalBox'>): SignedItem[] {
  const gate = board.launch.gates.find(({ opens }) => opens.kind === 'final-box')
  const items = gate ? itemsNeeded(board, gate) : []
  const sections = board.phases.flatMap((phase) => phase.sections)
  const sectionOf = new Map(
    sections.flatMap((section) => section.items.map((item) => [item.id, section.id] as const)),
  )
  const t0 = board.launch.t0.toISOString()
  return [
    { id: t0Id, state: 'done', evidence: 0, words: digestOf(t0), reason: '' },
    ...items.map((item) => signed(item, sectionOf.get(item.id) ?? null)),
  ]
}

function signed(item: Item, sectionId: string | null): SignedItem {
  const { id, state, text, optional, needsEvidence, due, evidence } = item
  const reason = state === 'not-applicable' ? digestOf(item.reason ?? '') : ''
  const byHand = due?.by === 'hand' ? due.at.toISOString() : null
  const words = JSON.stringify([text, sectionId, optional, needsEvidence, byHand])
  return { id, state, evidence, words: digestOf(words), reason }
}

/** Of all that is in a list: no two different ones have the same. */
export function digestOfList(list: readonly SignedItem[]): string {
  return digestOf(
    JSON.stringify(
      list.map(({ id, state, evidence, words, reason }) => [id, state, evidence, words, reason]),
    ),
  )
}

export const changeKinds = [
  'undone',
  'blocked',
  'set-aside',
  'changed',
  'added',
  'removed',
  'evidence-removed',
  't0-moved',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What a change of an item's state means to who has signed; where nothing stands, it is progress. */
const voiding: Record<ItemState, Partial<Record<ItemState, ChangeKind>>> = {
  open: { blocked: 'blocked', 'not-applicable': 'set-aside' },
  'in-progress': { blocked: 'blocked', 'not-applicable': 'set-aside' },
  blocked: { 'not-applicable': 'set-aside' },
  done: {
    open: 'undone',
    'in-progress': 'undone',
    blocked: 'blocked',
    'not-applicable': 'set-aside',
  },
  'not-applicable': { open: 'undone', 'in-progress': 'undone', blocked: 'blocked' },
}

export type ListChange = { itemId: string; kind: ChangeKind }

/** What makes a sign-off of one list void now that the list is another; nothing: it still counts. */
export function changesSince(
  before: readonly SignedItem[],
  now: readonly SignedItem[],
): ListChange[] {
  const was = new Map(before.map((item) => [item.id, item]))
  const is = new Set(now.map(({ id }) => id))
  const changed = now.flatMap((item): ListChange[] => {
    const kind = changeOf(was.get(item.id), item)
    return kind ? [{ itemId: item.id, kind }] : []
  })
  const removed = before.filter(({ id }) => !is.has(id))
  return [...changed, ...removed.map(({ id }): ListChange => ({ itemId: id, kind: 'removed' }))]
}

function changeOf(before: SignedItem | undefined, now: SignedItem): ChangeKind | null {
  if (!before) return 'added'
  const kind = voiding[before.state][now.state]
  if (kind) return kind
  if (before.words !== now.words) return now.id === t0Id ? 't0-moved' : 'changed'
  // With another state, the reason has gone as well.
  if (before.state === now.state && before.reason !== now.reason) return 'changed'
  return now.evidence < before.evidence ? 'evidence-removed' : null
}

/** Who may sign for a role. */
export function signersOf({ personId, deputyId }: Pick<Role, 'personId' | 'deputyId'>): string[] {
  return [personId, deputyId].filter((id) => id !== null)
}

/** The roles that somebody may sign for. */
export function rolesOf(personId: string, roles: readonly Role[]): Role[] {
  return roles.filter((role) => signersOf(role).includes(personId))
}

/** A role's sign-off that counts: neither void nor somebody's who may not sign for it any more. */
export function standingOf(role: Role, signOffs: readonly SignOff[]): SignOff | null {
  const last = signOffs.find(({ roleId }) => roleId === role.id)
  if (!last || last.voidedAt !== null) return null
  return signersOf(role).includes(last.given.by) ? last : null
}

/** Whether every role has a go that counts. */
export function isAllGo({ roles, signOffs }: Pick<Board, 'roles' | 'signOffs'>): boolean {
  return roles.every((role) => standingOf(role, signOffs)?.verdict === 'go')
}
