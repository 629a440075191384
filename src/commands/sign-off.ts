import { randomUUID } from 'node:crypto'
import { gateState } from '../domain/gate.ts'
import type { Board, Launch, Role } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import {
  digestOfList,
  listToSign,
  rolesOf,
  type SignOff,
  standingOf,
  type Verdict,
  verdictNeeds,
} from '../domain/sign-off.ts'
import { insertSignOff } from '../store/sign-offs.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { reasonFault } from './reason.ts'
import { endRequestsOf } from './requests.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import { run, type Work } from './run.ts'

export type SignWish = {
  launchId: string
  /** Null: the one role that the actor may sign for. */
  roleId: string | null
  verdict: Verdict
  reason: string | null
  until: Date | null
  /** Digest of the list that the actor saw. */
  seen: string
  /** The sign-off of the role that the actor saw, by its id; null: none. */
  before: string | null
}

export type Signed = { launch: Launch; role: Role; outcome: 'signed' | 'unchanged' }

/**
 * Says go, no-go or hold for a role, about the list that the actor saw. Saying the same again of the
 * same list changes nothing. Refuses who may not sign for the role ('not-permitted'), who has signed
 * for another one where the launch does not allow it ('signed-already'), a list that is another by
 * now ('list-changed'), a role that somebody has signed for meanwhile ('signed-meanwhile'), and what a verdict lacks ('faults': `reason`, `until`, `role`).
 */
export function signOff(context: Context, actor: Actor, wish: SignWish): Promise<Signed> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    const role = roleFor(board, actor, wish.roleId)
    authorise('sign-off', actor, stakes, null, role)
    if (!role) throw new Refusal({ code: 'no-roll-call' })
    const { launch } = board
    const reason = wish.reason?.trim() || null
    const until = wish.verdict === 'hold' ? wish.until : null
    checkWords(wish.verdict, reason, until, work.now)
    const list = listToSign(board)
    const digest = digestOfList(list)
    const before = board.signOffs.find(({ roleId }) => roleId === role.id) ?? null
    const standing = standingOf(role, board.signOffs)
    const isHeard = standing?.verdict === 'go' || !isAskedSince(board, standing)
    if (isHeard && isSame(standing, { ...wish, reason, until }, actor, digest)) {
      return { launch, role, outcome: 'unchanged' }
    }
    if (wish.seen !== digest) throw new Refusal({ code: 'list-changed' })
    if (wish.before !== (before?.id ?? null)) throw new Refusal({ code: 'signed-meanwhile' })
    checkDouble(board, role, actor)
    await keep(work, board, role, before, {
      id: randomUUID(),
      roleId: role.id,
      verdict: wish.verdict,
      reason,
      until,
      given: { at: work.now, by: actor.id },
      digest,
    })
    await endRequestsOf(work, launch, role.id)
    await work.refresh(launch, { kind: 'board', launchId: launch.id })
    await reviewSignOffs(work, launch)
    return { launch, role, outcome: 'signed' }
  })
}

/** The role that is meant; refuses when the actor has several ('faults', field `role`). */
function roleFor({ roles }: Board, actor: Actor, roleId: string | null): Role | null {
  if (roleId) return roles.find(({ id }) => id === roleId) ?? null
  const mine = rolesOf(actor.id, roles)
  if (mine.length > 1) {
    throw new Refusal({ code: 'faults', faults: { role: { code: 'role-missing' } } })
  }
  return mine[0] ?? null
}

function checkWords(verdict: Verdict, reason: string | null, until: Date | null, now: Date): void {
  const needs = verdictNeeds[verdict]
  const faults: Record<string, Fault> = {}
  if (needs.reason || reason !== null) {
    const fault = reasonFault(reason ?? '')
    if (fault) faults.reason = fault
  }
  if (needs.until && until === null) faults.until = { code: 'time-missing' }
  if (until && until <= now) faults.until = { code: 'date-past' }
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
}

/** Whether a roll call asks anew what was said before it: an old no is no answer to it. */
function isAskedSince({ rollCall }: Board, standing: SignOff | null): boolean {
  if (!rollCall || rollCall.ended || !standing) return false
  return standing.given.at < rollCall.started.at
}

function isSame(
  standing: SignOff | null,
  wish: Pick<SignWish, 'verdict' | 'reason' | 'until'>,
  actor: Actor,
  digest: string,
): boolean {
  return (
    standing !== null &&
    standing.verdict === wish.verdict &&
    standing.reason === wish.reason &&
    Number(standing.until) === Number(wish.until) &&
    standing.given.by === actor.id &&
    standing.digest === digest
  )
}

/** Nobody signs for two roles unless the launch says so. */
function checkDouble({ launch, roles, signOffs }: Board, role: Role, actor: Actor): void {
  if (launch.mayDouble) return
  const other = roles.find(
    (each) => each.id !== role.id && standingOf(each, signOffs)?.given.by === actor.id,
  )
  if (other) throw new Refusal({ code: 'signed-already', role: role.name, other: other.name })
}

async function keep(
  work: Work,
  board: Board,
  role: Role,
  before: SignOff | null,
  given: Omit<SignOff, 'voidedAt' | 'place' | 'hash'>,
): Promise<void> {
  const gate = gateState(board, { kind: 'final-box' })
  await work.record(board.launch, {
    type: 'sign-off.given',
    data: {
      roleId: role.id,
      role: role.name,
      isDeputy: role.personId !== given.given.by,
      verdict: given.verdict,
      reason: given.reason,
      until: given.until?.toISOString() ?? null,
      digest: given.digest,
      items: gate?.needed ?? 0,
      unsettled: (gate?.missing.length ?? 0) + (gate?.waived.length ?? 0),
      isRenewal: before?.voidedAt != null,
    },
  })
  await insertSignOff(work.db, board.launch.id, given, listToSign(board))
}
