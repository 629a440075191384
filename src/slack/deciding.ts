/** Go or no-go: sign-offs, the roll call, and overrides. */
import { authorise, launchFor } from '../commands/context.ts'
import { answerOverride, askOverride } from '../commands/override-gate.ts'
import { startRollCall, stopRollCall } from '../commands/roll-call.ts'
import { signOff } from '../commands/sign-off.ts'
import { type GateState, gateState, keyOfGate } from '../domain/gate.ts'
import type { Board, Role } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { rolesOf, type Verdict, verdicts } from '../domain/sign-off.ts'
import { readBoard } from '../store/board.ts'
import { actions, dialogs } from '../views/actions.ts'
import { overrideAnswered, signedText } from '../views/decided.ts'
import { launchFields, overrideDialog } from '../views/launch-dialogs.ts'
import { refusalText } from '../views/refusal-text.ts'
import { type SignInput, signDialog, signFields } from '../views/sign-dialog.ts'
import { momentIn, openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { type Click, onClick, onSubmit } from './listen.ts'
import { fieldOf, type OpenView } from './payloads.ts'
import { changesSinceSigned } from './render-decision.ts'

export function listenToDeciding(edge: Edge): void {
  const { context } = edge

  onClick(edge, actions.signOff, async (click) => {
    const { launchId, roleId, verdict } = click.value
    const board = await boardFor(edge, click.actor, launchId)
    const roles = await rolesToSign(edge, click.actor, board, roleId)
    const typed = { verdict: verdict ?? 'go', reason: null, until: null }
    await openDialog(edge, click, await signView(edge, click, board, roles, typed))
  })

  onSubmit(
    edge,
    dialogs.signOff,
    async ({ value, actor, view }) => {
      const { launchId, seen } = value
      const roleId = roleChosen(value, view)
      const before = value.before.find((had) => had.roleId === roleId)?.signOffId ?? null
      await signOff(context, actor, { launchId, seen, roleId, before, ...signTyped(view) })
    },
    async (reason, { value, actor, view, zone }) => {
      if (reason.code !== 'list-changed' && reason.code !== 'signed-meanwhile') return undefined
      const board = await boardFor(edge, actor, value.launchId)
      const roles = await rolesToSign(edge, actor, board, roleChosen(value, view))
      const notice = refusalText(reason, zone)
      const place = { actor: { ...actor, channelId: value.channelId } }
      return { update: await signView(edge, place, board, roles, signTyped(view), notice) }
    },
  )

  onClick(edge, actions.renewSignOff, async ({ value, actor }) => {
    const { launchId, roleId, digest, before } = value
    const wish = {
      launchId,
      roleId,
      seen: digest,
      before,
      verdict: 'go',
      reason: null,
      until: null,
    } as const
    const signed = await signOff(context, actor, wish)
    return signed.outcome === 'unchanged' ? { tell: signedText(signed) } : undefined
  })

  onClick(edge, actions.startRollCall, async ({ value, actor }) => {
    await startRollCall(context, actor, value)
  })

  onClick(edge, actions.stopRollCall, async ({ value, actor }) => {
    await stopRollCall(context, actor, value)
  })

  onSubmit(edge, dialogs.override, async ({ value, actor, view }) => {
    const { launchId } = value
    const board = await boardFor(edge, actor, launchId)
    const key = fieldOf(view, launchFields.gate)?.selected_option?.value
    const opens = board.launch.gates
      .map((gate) => gate.opens)
      .find((each) => keyOfGate(each) === key)
    if (!opens) throw new Refusal({ code: 'gate-open' })
    const reason = fieldOf(view, launchFields.reason)?.value ?? ''
    await askOverride(context, actor, { launchId, opens, reason })
  })

  onClick(edge, actions.answerOverride, async ({ value, actor, zone }) => {
    const { override } = await answerOverride(context, actor, value)
    const { answer } = override
    const isOthers = answer !== null && (answer.by !== actor.id || answer.how !== value.how)
    return isOthers ? { tell: overrideAnswered(answer, zone) } : undefined
  })
}

/** A launch that somebody may look at, whole. Refuses any other ('launch-unknown'). */
export async function boardFor({ context }: Edge, actor: Actor, launchId: string): Promise<Board> {
  await launchFor(context.db, actor, launchId)
  const board = await readBoard(context.db, launchId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  return board
}

/** Opens the dialog in which an override is asked for. Refuses when no gate is shut ('gate-open'). */
export async function openOverride(edge: Edge, click: Click<{ launchId: string }>): Promise<void> {
  const stakes = await launchFor(edge.context.db, click.actor, click.value.launchId)
  authorise('ask-override', click.actor, stakes)
  const board = await boardFor(edge, click.actor, click.value.launchId)
  const gates = board.launch.gates
    .filter(({ opens }) => opens.kind !== 'closing')
    .map(({ opens }) => gateState(board, opens))
    .filter((gate): gate is GateState => gate !== null && gate.missing.length > 0)
  if (gates.length === 0) throw new Refusal({ code: 'gate-open' })
  await openDialog(edge, click, overrideDialog(board, gates, click.actor.channelId))
}

/** The roles that somebody may sign for, or the one that is meant. Refuses who may sign for none. */
async function rolesToSign(
  { context }: Edge,
  actor: Actor,
  board: Board,
  roleId: string | null,
): Promise<Role[]> {
  const stakes = await launchFor(context.db, actor, board.launch.id)
  const meant = board.roles.find(({ id }) => id === roleId) ?? null
  const mine = rolesOf(actor.id, board.roles)
  authorise('sign-off', actor, stakes, null, meant ?? mine[0] ?? null)
  return meant ? [meant] : mine
}

async function signView(
  { context }: Edge,
  { actor }: Pick<Click<unknown>, 'actor'>,
  board: Board,
  roles: readonly Role[],
  typed: SignInput,
  notice: string | null = null,
) {
  const [only, ...others] = roles
  const changes =
    only && others.length === 0 ? await changesSinceSigned(context.db, board, only) : []
  return signDialog(board, roles, changes, actor.channelId, typed, notice)
}

function roleChosen({ roleId }: { roleId: string | null }, view: OpenView): string | null {
  return roleId ?? fieldOf(view, signFields.role)?.selected_option?.value ?? null
}

function signTyped(view: OpenView): SignInput {
  const chosen = fieldOf(view, signFields.verdict)?.selected_option?.value
  return {
    verdict: verdicts.find((verdict): verdict is Verdict => verdict === chosen) ?? 'no-go',
    reason: fieldOf(view, signFields.reason)?.value ?? null,
    until: momentIn(view, signFields.until),
  }
}
