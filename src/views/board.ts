import type { KnownBlock } from '@slack/types'
import {
  type Board,
  currentPhase,
  itemsOf,
  nextPhase,
  type Phase,
  progressOf,
} from '../domain/launch.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { bar, countdown } from './countdown.ts'
import { dueForAll, isOverdue } from './due.ts'
import { itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { ownersLine } from './owners.ts'
import { itemButton } from './section.ts'
import { cut, mention, moment, mrkdwn, plain, plural, safe } from './text.ts'

/** So many blocked, and so many overdue items are named. */
const listed = 5

/** The board message: the whole launch at a glance, and the buttons that matter now. */
export function boardMessage(board: Board, now: Date): Message {
  const { launch } = board
  const when = `${moment(launch.t0, launch.zone)} · ${countdown(launch.t0, now, launch.zone)}`
  const about = [
    `*T-0* ${when}`,
    `*Lead* ${mention(launch.leadId)} · *Checklist* ${safe(launch.templateName, 100)}`,
  ]
  const phases = board.phases.map(phaseLine)
  const blocked = blockedLines(board)
  const overdue = overdueLines(board, now)
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(cut(launch.name, 150)) },
    { type: 'section', text: mrkdwn(about.join('\n')) },
    { type: 'section', text: mrkdwn(phases.join('\n')) },
  ]
  for (const lines of [blocked, overdue]) {
    if (lines.length > 0) blocks.push({ type: 'section', text: mrkdwn(lines.join('\n')) })
  }
  if (board.roles.length > 0 || board.finalBox) blocks.push({ type: 'divider' })
  if (board.roles.length > 0) {
    blocks.push({
      type: 'section',
      text: mrkdwn('*Sign-off*'),
      fields: board.roles.map((role) =>
        mrkdwn(`*${safe(role.name, 80)}*\n${roleLine(role.personId)}`),
      ),
    })
  }
  if (board.finalBox) {
    const isNext = board.finalBox.state === 'done' || itemsToGo(board) === 0
    const accessory = isNext ? { accessory: itemButton(board.finalBox) } : {}
    blocks.push({ type: 'section', text: mrkdwn(finalBoxLine(board)), ...accessory })
  }
  blocks.push({ type: 'actions', elements: boardButtons(board) })

  const roles = board.roles.map(
    (role) => `Sign-off, ${safe(role.name, 80)}: ${roleLine(role.personId)}`,
  )
  const finalBox = board.finalBox ? [finalBoxLine(board)] : []
  return message(
    [
      `Launch: ${safe(launch.name, 150)}`,
      ...about,
      ...phases,
      ...blocked,
      ...overdue,
      ...roles,
      ...finalBox,
    ],
    blocks,
  )
}

/** A phase's bar with its figures in words. */
export function phaseLine(phase: Phase): string {
  const progress = progressOf(itemsOf(phase))
  const name = safe(phase.name, 100)
  if (!phase.opened) return `${bar(progress)} ${name} · ${plural(progress.total, 'item')}, not open`
  const figures = [`${progress.settled} of ${progress.total} settled`]
  if (progress.blocked > 0) figures.push(`${progress.blocked} blocked`)
  return `${bar(progress)} *${name}* · ${figures.join(' · ')}`
}

function blockedLines(board: Board): string[] {
  const blocked = board.phases.flatMap(itemsOf).filter((item) => item.state === 'blocked')
  if (blocked.length === 0) return []
  const lines = blocked
    .slice(0, listed)
    .map(
      (item) =>
        `${itemLook.blocked.icon} ${asMrkdwn(item.text, 160)}: ${safe(item.reason ?? '', 140)}`,
    )
  const rest = blocked.length - lines.length
  return ['*Blocked*', ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])]
}

function overdueLines(board: Board, now: Date): string[] {
  const overdue = board.phases
    .filter((phase) => phase.opened)
    .flatMap(itemsOf)
    .filter((item) => isOverdue(item, now) && item.state !== 'blocked')
    .sort((one, other) => Number(one.due?.at) - Number(other.due?.at))
  if (overdue.length === 0) return []
  const lines = overdue.slice(0, listed).map((item) => {
    const owners = ownersLine(item, board) ?? 'nobody’s'
    return `⏰ ${asMrkdwn(item.text, 160)} · ${owners} · ${dueForAll(item, board.launch, now)}`
  })
  const rest = overdue.length - lines.length
  return ['*Overdue*', ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])]
}

function roleLine(personId: string | null): string {
  return personId ? `${mention(personId)} · not signed yet` : 'nobody named yet'
}

/** How many items of the open phases are not settled: the final box waits for them. */
function itemsToGo(board: Board): number {
  const { total, settled } = progressOf(
    board.phases.filter((phase) => phase.opened).flatMap(itemsOf),
  )
  return total - settled
}

function finalBoxLine(board: Board): string {
  const { finalBox, launch } = board
  if (!finalBox) return ''
  const look = itemLook[finalBox.state]
  const toGo = itemsToGo(board)
  const by = finalBox.changed
    ? `, ${mention(finalBox.changed.by)} ${moment(finalBox.changed.at, launch.zone)}`
    : ''
  const state = finalBox.state !== 'done' && toGo > 0 ? `${plural(toGo, 'item')} to go` : look.label
  return `${look.icon} ${asMrkdwn(finalBox.text, 320)} · ${state}${by}`
}

function boardButtons(board: Board) {
  const { id: launchId } = board.launch
  const log = button(actions.showLog, 'Log', { launchId, itemId: null, before: null })
  const roles = button(actions.fillRoles, 'Lead and Roles', { launchId })
  const next = nextPhase(board)
  return [...(next ? [openButton(board, next)] : []), roles, log]
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
