import { TZDate } from '@date-fns/tz'
import type { KnownBlock } from '@slack/types'
import { shortHash } from '../domain/chain.ts'
import { addHours, format } from '../domain/dates.ts'
import { type Board, isOpen, itemsOf, type Phase, progressOf, type Role } from '../domain/launch.ts'
import { isAfterLive, opensAt } from '../domain/schedule.ts'
import { signersOf } from '../domain/sign-off.ts'
import { planOf } from '../domain/slip.ts'
import { boardButtons } from './board-buttons.ts'
import { breakText } from './chain-break.ts'
import { bar, countdown } from './countdown.ts'
import { dueForAll, isOverdue } from './due.ts'
import { emergencyIcon, emergencyName } from './emergency.ts'
import { finalBoxLine } from './final-box-line.ts'
import { gateLines, overrideLines } from './gate-lines.ts'
import { itemLook } from './item-look.ts'
import { fullName } from './launch-name.ts'
import { linksLine } from './links-dialog.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { ownersLine } from './owners.ts'
import { itemButton } from './section.ts'
import { cut, mention, moment, mrkdwn, plain, plural, safe } from './text.ts'
import { verdictLook } from './verdict-look.ts'

/** So many blocked, and so many overdue items are named. */
const listed = 5
/** So many characters of links. */
const linksRoom = 300

/** Asked before the final box is undone. */
const takeBack = {
  title: plain('Take it back?'),
  text: plain('Every go becomes void, and it takes another roll call.'),
  confirm: plain('Take Back'),
  deny: plain('Not Now'),
}

/** The board message: the whole launch at a glance, and the buttons that matter now. */
export function boardMessage(board: Board, now: Date): Message {
  const { launch } = board
  const about = [
    ...emergencyLines(board),
    ...recordLines(board),
    stageLine(board, now),
    `*Lead* ${mention(launch.leadId)} · *Checklist* ${safe(launch.templateName, 100)}`,
    ...(launch.links.length > 0 ? [`*Links* ${linksLine(launch.links, linksRoom)}`] : []),
  ]
  const phases = phaseLines(board)
  const gates = launch.ended ? [] : gateLines(board)
  const parts = [
    blockedLines(board),
    overdueLines(board, now),
    [...gates, ...overrideLines(board), ...rollCallLines(board)],
  ].filter((lines) => lines.length > 0)
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(cut(fullName(launch), 150)) },
    { type: 'section', text: mrkdwn(about.join('\n')) },
    { type: 'section', text: mrkdwn(phases.join('\n')) },
    ...parts.map((lines): KnownBlock => ({ type: 'section', text: mrkdwn(lines.join('\n')) })),
  ]
  if (board.roles.length > 0 || board.finalBox) blocks.push({ type: 'divider' })
  if (board.roles.length > 0) {
    blocks.push({
      type: 'section',
      text: mrkdwn('*Sign-off*'),
      fields: board.roles.map((role) =>
        mrkdwn(`*${safe(role.name, 60)}*\n${roleLine(role, board)}`),
      ),
    })
  }
  if (board.finalBox) {
    const canUndo = board.finalBox.state === 'done' && !launch.live && !launch.ended
    const accessory = canUndo
      ? { accessory: { ...itemButton(board.finalBox), confirm: takeBack } }
      : {}
    blocks.push({ type: 'section', text: mrkdwn(finalBoxLine(board, now)), ...accessory })
  }
  blocks.push({ type: 'actions', elements: boardButtons(board, now) })

  const roles = board.roles.map(
    (role) => `Sign-off, ${safe(role.name, 80)}: ${roleLine(role, board)}`,
  )
  const finalBox = board.finalBox ? [finalBoxLine(board, now)] : []
  const lines = [...about, ...phases, ...parts.flat(), ...roles, ...finalBox]
  return message([`Launch: ${safe(fullName(launch), 150)}`, ...lines], blocks)
}

/** The emergency that runs: who leads it, and what it means to the launch. */
export function emergencyLines({ emergency }: Board): string[] {
  if (!emergency || emergency.resolved) return []
  const { commanderId, isDrill } = emergency
  const held = isDrill ? '' : ' · no gate can be passed'
  return [
    `${emergencyIcon(emergency)} *${emergencyName(emergency)}* runs · commander ${mention(commanderId)}${held}`,
  ]
}

/** That its record is not as it was written. */
function recordLines({ recordBreak }: Board): string[] {
  return recordBreak
    ? [`⚠️ *The record of this launch is not as it was written:* ${breakText(recordBreak)}.`]
    : []
}

/** Where the launch is: on its way to T-0, live, or ended. */
export function stageLine({ launch }: Pick<Board, 'launch'>, now: Date): string {
  const { t0, zone, live, ended } = launch
  if (ended) {
    const how = {
      complete: 'Closed, complete',
      incomplete: 'Closed with items open',
      aborted: 'Aborted',
    }
    const why = ended.reason ? `: ${safe(ended.reason, 100)}` : ''
    const was = live ? ` · live since ${moment(live.at, zone)}` : ''
    return `*${how[ended.how]}* by ${mention(ended.by)}, ${moment(ended.at, zone)}${why}${was}`
  }
  if (live) return `🚀 *Live* since ${moment(live.at, zone)} · *T-0* was ${moment(t0, zone)}`
  const late = now >= t0 ? ' · ⏰ *not live yet:* say We Are Live, or move T-0' : ''
  return `*T-0* ${moment(t0, zone)} · ${countdown(t0, now, zone)}${late}`
}

/** A line for each phase; of one that repeats, for its newest round. */
function phaseLines(board: Board): string[] {
  const windows = board.phases.map(({ window }) => window)
  const plan = planOf(board)
  return board.phases
    .filter(({ endedAt }) => endedAt === null)
    .map((phase) => {
      if (board.launch.ended) return phaseLine(phase, 'never opened')
      const at = phase.opened ? null : opensAt(phase, windows, plan)
      return phaseLine(phase, at ? `opens ${dayText(at, board.launch.zone)}` : whenOpen(phase))
    })
}

/** A phase's bar with its figures in words; of one that is not open, `when` it opens. */
export function phaseLine(phase: Phase, when: string = whenOpen(phase)): string {
  const progress = progressOf(itemsOf(phase))
  const name = safe(phase.name, 70)
  if (!phase.opened) {
    return `${bar(progress)} ${name} · ${plural(progress.total, 'item')}, ${when}`
  }
  const isEmpty = progress.total === 0
  const figures = [
    isEmpty ? 'nothing is left here' : `${progress.settled} of ${progress.total} settled`,
  ]
  if (progress.blocked > 0) figures.push(`${progress.blocked} blocked`)
  return `${bar(progress)} *${name}* · ${figures.join(' · ')}`
}

/** When a phase opens that has no day yet. */
function whenOpen({ window }: Phase): string {
  return isAfterLive({ window }) ? 'opens after going live' : 'not open'
}

/** A day on the launch's calendar: of one that begins at midnight its noon, which most clocks share. */
function dayText(date: Date, zone: string): string {
  const local = new TZDate(date, zone)
  const shown = local.getHours() === 0 ? addHours(local, 12) : local
  const seconds = Math.floor(shown.getTime() / 1000)
  return `<!date^${seconds}^{date_short_pretty}|${format(local, 'EEE d MMM yyyy')}>`
}

function blockedLines(board: Board): string[] {
  if (board.launch.ended) return []
  const blocked = board.phases
    .filter(({ endedAt }) => endedAt === null)
    .flatMap(itemsOf)
    .filter((item) => item.state === 'blocked')
  if (blocked.length === 0) return []
  const lines = blocked
    .slice(0, listed)
    .map(
      (item) =>
        `${itemLook.blocked.icon} ${asMrkdwn(item.text, 90)}: ${safe(item.reason ?? '', 80)}`,
    )
  const rest = blocked.length - lines.length
  return ['*Blocked*', ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])]
}

function overdueLines(board: Board, now: Date): string[] {
  if (board.launch.ended) return []
  const overdue = board.phases
    .filter(isOpen)
    .flatMap(itemsOf)
    .filter((item) => isOverdue(item, now) && item.state !== 'blocked')
    .sort((one, other) => Number(one.due?.at) - Number(other.due?.at))
  if (overdue.length === 0) return []
  const lines = overdue.slice(0, listed).map((item) => {
    const owners = ownersLine(item, board) ?? 'nobody’s'
    return `⏰ ${asMrkdwn(item.text, 90)} · ${owners} · ${dueForAll(item, board.launch, now)}`
  })
  const rest = overdue.length - lines.length
  return ['*Overdue*', ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])]
}

/** The last roll call: how far it is, or what it came to. */
function rollCallLines({ rollCall, roles, finalBox, launch }: Board): string[] {
  if (!rollCall || launch.live || launch.ended) return []
  const { ended, answers } = rollCall
  if (!ended) {
    const given = answers.filter((answer) => answer.given).length
    return [`📣 Roll call: ${given} of ${answers.length} answered`]
  }
  const { icon, label } = verdictLook[ended.verdict]
  const against = answers.find(({ given }) => given !== null && given.verdict === ended.verdict)
  const role = roles.find(({ id }) => id === against?.roleId)
  const why =
    ended.verdict !== 'go' && against?.given && role
      ? ` by ${safe(role.name, 80)}, ${mention(against.given.by)}: ${safe(against.given.reason ?? '', 100)}`
      : ''
  const when = `Roll call of ${moment(ended.at, launch.zone)}: *${label}*`
  const isTakenBack = ended.verdict === 'go' && finalBox !== null && finalBox.state !== 'done'
  return [isTakenBack ? `⚠️ ${when}, taken back since` : `${icon} ${when}${why}`]
}

/** As the checklist has it: who, what they said, and when. */
function roleLine(role: Role, { signOffs, launch }: Board): string {
  const signOff = signOffs.find(({ roleId }) => roleId === role.id)
  if (signOff) {
    const { icon, label } = verdictLook[signOff.verdict]
    const who = mention(signOff.given.by)
    const when = moment(signOff.given.at, launch.zone)
    const isVoid = signOff.voidedAt !== null || !signersOf(role).includes(signOff.given.by)
    if (isVoid) {
      const next = role.personId ? `, ${mention(role.personId)} has to sign again` : ''
      return `⚠️ Void: ${label}, signed by ${who} ${when}${next}`
    }
    const until = signOff.until ? ` until ${moment(signOff.until, launch.zone)}` : ''
    const why = signOff.reason ? `: ${safe(signOff.reason, 40)}` : ''
    return `${icon} ${label}${until} · ${who} · ${when}${why} · ${signOff.place} \`${shortHash(signOff.hash)}\``
  }
  const deputy = role.deputyId ? `, deputy ${mention(role.deputyId)}` : ''
  const yet = launch.ended ? '' : ' yet'
  return role.personId
    ? `${mention(role.personId)}${deputy} · not signed${yet}`
    : `nobody named${yet}${deputy}`
}
