/** The buttons of the board: what matters now, and a menu for what is done seldom. */
import type { ActionsBlockElement, Button, Overflow } from '@slack/types'
import { holdsUp } from '../domain/emergency.ts'
import { gateState, isGateOpen } from '../domain/gate.ts'
import {
  type Board,
  currentPhase,
  itemsOf,
  type Launch,
  nextPhase,
  type Phase,
  progressOf,
} from '../domain/launch.ts'
import { isAfterLive, opensAt } from '../domain/schedule.ts'
import { planOf } from '../domain/slip.ts'
import { type Stage, stageOf } from '../domain/stage.ts'
import { actions, encode, type Step } from './actions.ts'
import { button } from './button.ts'
import { stopButton } from './roll-call.ts'
import { cut, plain, plural, wordsFor } from './text.ts'

export function boardButtons(board: Board, now: Date): ActionsBlockElement[] {
  const { id: launchId, ended } = board.launch
  const history = button(actions.showHistory, 'History', { launchId, itemId: null })
  if (ended) {
    const reopen = button(actions.takeStep, 'Reopen…', { launchId, step: 'reopen' })
    const checklist = button(actions.takeStep, 'Checklist…', { launchId, step: 'checklist' })
    // Ids within a block differ.
    return [reopen, history, { ...checklist, action_id: `${actions.takeStep.id}:checklist` }]
  }
  const roles = button(actions.fillRoles, 'Lead and Roles', { launchId })
  const isRunning = holdsUp(board.emergency)
  const emergency = button(
    actions.openEmergency,
    isRunning ? 'Continue Emergency…' : 'Emergency…',
    { launchId },
    { style: 'danger' },
  )
  // While one runs, nothing else comes next: no gate can be passed.
  const next = holdsUp(board.emergency) ? [] : nowButtons(board, now)
  return [...next, roles, history, emergency, menu(board.launch)]
}

/** What is likely to come next. */
function nowButtons(board: Board, now: Date): ActionsBlockElement[] {
  const { launch, roles, finalBox, rollCall } = board
  const { id: launchId } = launch
  const buttons: ActionsBlockElement[] = openButtons(board, now)
  if (launch.live) {
    if (isGateOpen(board, { kind: 'closing' })) {
      buttons.push(
        button(actions.takeStep, 'Close…', { launchId, step: 'close' }, { style: 'primary' }),
      )
    }
    return buttons
  }
  if (roles.length > 0 && finalBox) {
    buttons.push(button(actions.signOff, 'Sign Off…', { launchId, roleId: null, verdict: null }))
  }
  if (rollCall && !rollCall.ended) buttons.push(stopButton(launchId, rollCall.id))
  else if (isReadyToCall(board)) {
    buttons.push(
      button(
        actions.startRollCall,
        'Start Roll Call',
        { launchId, last: rollCall?.id ?? null },
        { style: 'primary' },
      ),
    )
  }
  if (isGateOpen(board, { kind: 'going-live' })) {
    buttons.push(button(actions.goLive, 'We Are Live…', { launchId }, { style: 'primary' }))
  }
  return buttons
}

/** Whether nothing stands before the final box any more but the roles' own word. */
export function isReadyToCall({ launch, finalBox, ...board }: Board): boolean {
  if (!finalBox || finalBox.state === 'done' || launch.live || launch.ended) return false
  return gateState({ launch, finalBox, ...board }, { kind: 'final-box' })?.missing.length === 0
}

const stepLabels: Record<Step, string> = {
  links: 'Links…',
  checklist: 'Checklist…',
  'move-t0': 'Move T-0…',
  override: 'Override a gate…',
  close: 'Close…',
  abort: 'Abort…',
  reopen: 'Reopen…',
}

const stepsIn: Record<Stage, readonly Step[]> = {
  ahead: ['move-t0', 'override', 'links', 'checklist', 'abort'],
  live: ['close', 'abort', 'override', 'links', 'checklist'],
  closed: ['reopen'],
  aborted: ['reopen'],
}

function menu(launch: Launch): Overflow {
  const { id: launchId } = launch
  const all = stepsIn[stageOf(launch)]
  return {
    type: 'overflow',
    action_id: `${actions.takeStep.id}:menu`,
    options: all.map((step) => ({
      text: plain(stepLabels[step]),
      value: encode(actions.takeStep, { launchId, step }),
    })),
  }
}

/**
 * Opens the next phase; asks first when that is before its time, or something of the current one is
 * not settled. None before going live for what comes after it.
 */
export function openButtons(board: Board, now: Date): Button[] {
  const next = nextPhase(board)
  if (!next || (isAfterLive(next) && !board.launch.live)) return []
  const why = [...earlyText(board, next, now), ...unsettledText(board)]
  const value = { launchId: board.launch.id, phaseId: next.id }
  const label = `Open ${cut(next.name, 70)}`
  if (why.length === 0) return [button(actions.openPhase, label, value, { style: 'primary' })]
  const confirm = {
    title: plain('Open this phase?'),
    text: plain([...why, `Open ${cut(next.name, 70)} now?`].join(' ')),
    confirm: plain('Open'),
    deny: plain('Not Yet'),
  }
  return [button(actions.openPhase, label, value, { confirm })]
}

/** When it would open by itself. */
function earlyText(board: Board, next: Phase, now: Date): string[] {
  const windows = board.phases.map(({ window }) => window)
  const at = opensAt(next, windows, planOf(board))
  if (at === null || at <= now) return []
  return [`It opens by itself on ${wordsFor(at, board.launch.zone)}.`]
}

function unsettledText(board: Board): string[] {
  const current = currentPhase(board)
  const { total, settled } = progressOf(current ? itemsOf(current) : [])
  const open = total - settled
  if (!current || open === 0) return []
  const are = open === 1 ? 'is' : 'are'
  return [`${plural(open, 'item')} of ${cut(current.name, 70)} ${are} not settled.`]
}
