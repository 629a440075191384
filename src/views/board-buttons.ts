/** The buttons of the board: what matters now, and a menu for what is done seldom. */
import type { ActionsBlockElement, Overflow } from '@slack/types'
import { gateState, isGateOpen } from '../domain/gate.ts'
import {
  type Board,
  currentPhase,
  itemsOf,
  nextPhase,
  type Phase,
  progressOf,
} from '../domain/launch.ts'
import { type Stage, stageOf } from '../domain/stage.ts'
import { actions, encode, type Step } from './actions.ts'
import { button } from './button.ts'
import { stopButton } from './roll-call.ts'
import { cut, plain, plural } from './text.ts'

export function boardButtons(board: Board): ActionsBlockElement[] {
  const { id: launchId, ended } = board.launch
  const log = button(actions.showLog, 'Log', { launchId, itemId: null, before: null })
  if (ended) return [button(actions.takeStep, 'Reopen…', { launchId, step: 'reopen' }), log]
  const roles = button(actions.fillRoles, 'Lead and Roles', { launchId })
  return [...nowButtons(board), roles, log, menu(launchId, stageOf(board.launch))]
}

/** What is likely to come next. */
function nowButtons(board: Board): ActionsBlockElement[] {
  const { launch, roles, finalBox, rollCall } = board
  const { id: launchId } = launch
  const next = nextPhase(board)
  const buttons: ActionsBlockElement[] = next ? [openButton(board, next)] : []
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
  'move-t0': 'Move T-0…',
  override: 'Override a gate…',
  close: 'Close…',
  abort: 'Abort…',
  reopen: 'Reopen…',
}

const stepsIn: Record<Stage, readonly Step[]> = {
  ahead: ['move-t0', 'override', 'abort'],
  live: ['close', 'abort', 'override'],
  closed: ['reopen'],
  aborted: ['reopen'],
}

function menu(launchId: string, stage: Stage): Overflow {
  return {
    type: 'overflow',
    action_id: `${actions.takeStep.id}:menu`,
    options: stepsIn[stage].map((step) => ({
      text: plain(stepLabels[step]),
      value: encode(actions.takeStep, { launchId, step }),
    })),
  }
}

/** Opens the next phase; asks first when something of the current one is not settled. */
export function openButton(board: Board, next: Phase) {
  const current = currentPhase(board)
  const progress = progressOf(current ? itemsOf(current) : [])
  const open = progress.total - progress.settled
  const value = { launchId: board.launch.id, phaseId: next.id }
  const hint = cut(`Open ${next.name}`, 75)
  if (!current || open === 0) {
    return button(actions.openPhase, 'Open Next Phase', value, { style: 'primary', hint })
  }
  return button(actions.openPhase, 'Open Next Phase', value, {
    hint,
    confirm: {
      title: plain('Open next phase?'),
      text: plain(
        `${plural(open, 'item')} of ${cut(current.name, 90)} ${open === 1 ? 'is' : 'are'} not settled. Open ${cut(next.name, 90)} anyway?`,
      ),
      confirm: plain('Open'),
      deny: plain('Not Yet'),
    },
  })
}
