import type { HomeView, KnownBlock } from '@slack/types'
import type { EmergencyName } from '../domain/emergency.ts'
import { type Habits, isPaused, localTime } from '../domain/habits.ts'
import type { Launch, Progress, Role } from '../domain/launch.ts'
import { rolesOf, type SignOff, standingOf } from '../domain/sign-off.ts'
import type { ListedItem } from '../domain/workload.ts'
import { actions } from './actions.ts'
import { button, runButton } from './button.ts'
import { bar, countdown } from './countdown.ts'
import { emergencyIcon, emergencyName } from './emergency.ts'
import { fullName, launchName } from './launch-name.ts'
import { listedBlocks, type Reader } from './listed-items.ts'
import { asEntry, mineHeading, ownInOrder } from './mine.ts'
import {
  channelLink,
  cut,
  dateWords,
  mention,
  moment,
  mrkdwn,
  plain,
  plural,
  safe,
  wordsFor,
} from './text.ts'

/** A launch at a glance, as the Home lists it. */
type HomeLaunch = {
  launch: Launch
  roles: Role[]
  phases: { name: string; isOpen: boolean; progress: Progress }[]
  overdue: number
  signOffs: SignOff[]
  /** The one that runs. */
  emergency: EmergencyName | null
  /** Where its board is, if it is posted. */
  url: string | null
}

export type HomeFacts = {
  own: ListedItem[]
  /** By T-0. */
  launches: HomeLaunch[]
  habits: Habits
}

/** Slack takes 100 blocks: each item is two, each launch one. */
const shown = { items: 12, own: 15, others: 35 } as const

/** The App Home: mine first, then my launches, then all others, then my settings. */
export function homeView(
  { own, launches, habits }: HomeFacts,
  reader: Reader,
  now: Date,
): HomeView {
  const mine = ownInOrder(own)
  const isMine = ({ launch, roles }: HomeLaunch) =>
    launch.leadId === reader.id || rolesOf(reader.id, roles).length > 0
  const concerning = launches.filter(isMine)
  const others = launches.filter((each) => !isMine(each))
  return {
    type: 'home',
    blocks: [
      header('Mine'),
      line(mineHeading(mine, now)),
      ...mine.slice(0, shown.items).flatMap((each) => listedBlocks(asEntry(each), now, reader)),
      ...(mine.length > shown.items
        ? [line(`and ${mine.length - shown.items} more; they move up as these are settled`)]
        : []),
      { type: 'divider' },
      header('My launches'),
      ...(concerning.length === 0
        ? [line('You lead no launch, and sign off none.')]
        : concerning.slice(0, shown.own).map((each) => launchBlock(each, reader, now))),
      ...restLine(concerning.length - shown.own),
      { type: 'divider' },
      header('Other launches'),
      ...(others.length === 0
        ? [line('None that you can see. `/golive start` in a channel begins one.')]
        : others.slice(0, shown.others).map((each) => launchBlock(each, reader, now))),
      ...restLine(others.length - shown.others),
      { type: 'divider' },
      header('My reminders'),
      {
        ...line(habitsLine(habits, reader, now)),
        accessory: button(actions.setHabits, 'Change…', {}, { hint: 'Change my reminders' }),
      },
      {
        type: 'actions',
        elements: [button(actions.refreshHome, 'Refresh', {}, { hint: 'Refresh this page' })],
      },
      {
        type: 'context',
        elements: [mrkdwn(`As of ${moment(now, reader.zone)}. Opening this page refreshes it.`)],
      },
    ],
  }
}

function header(text: string): KnownBlock {
  return { type: 'header', text: plain(text) }
}

function line(text: string) {
  return { type: 'section', text: mrkdwn(text) } as const
}

function restLine(rest: number): KnownBlock[] {
  if (rest <= 0) return []
  return [{ ...line(`and ${rest} more`), accessory: runButton('Show', 'status all') }]
}

function launchBlock(
  { launch, roles, phases, overdue, signOffs, emergency, url }: HomeLaunch,
  { id, zone }: Reader,
  now: Date,
): KnownBlock {
  const name = launchName(launch, 120)
  const parts = [launch.leadId === id ? 'I lead' : `lead ${mention(launch.leadId)}`]
  const mine = rolesOf(id, roles)
  if (mine.length > 0) parts.push(`I sign as ${mine.map((role) => safe(role.name, 40)).join(', ')}`)
  const unsigned = launch.live ? [] : mine.filter((role) => !standingOf(role, signOffs))
  if (unsigned.length > 0) parts.push('*not signed yet*')
  if (overdue > 0) parts.push(`*${overdue} overdue*`)
  const current = phases.findLast(({ isOpen }) => isOpen)
  const lines = [
    ...(emergency ? [`${emergencyIcon(emergency)} *${emergencyName(emergency)} runs*`] : []),
    `${url ? `*<${url}|${name.replaceAll('|', '¦')}>*` : `*${name}*`} · ${channelLink(launch.channelId)} · ${parts.join(' · ')}`,
    launch.live
      ? `🚀 Live since ${wordsFor(launch.live.at, zone)}`
      : `T-0 ${wordsFor(launch.t0, zone)}, ${countdown(launch.t0, now, zone)}`,
    ...(current ? [phaseText(current)] : []),
  ]
  const value = { launchId: launch.id, roleId: null, verdict: null }
  const hint = cut(`Sign off ${fullName(launch)}`, 75)
  return {
    ...line(lines.join('\n')),
    ...(mine.length > 0 &&
      !launch.live && { accessory: button(actions.signOff, 'Sign Off…', value, { hint }) }),
  }
}

function phaseText({ name, progress }: HomeLaunch['phases'][number]): string {
  const blocked = progress.blocked > 0 ? ` · ${progress.blocked} blocked` : ''
  return `${bar(progress)} ${safe(name, 80)} · ${progress.settled} of ${plural(progress.total, 'item')}${blocked}`
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function habitsLine(habits: Habits, { zone }: Reader, now: Date): string {
  const days = habits.days.map((day) => weekdays[day - 1]).join(', ')
  const base = `One DM a day at *${habits.remindAt}* if anything is due, on ${days}, ${habits.from} to ${habits.to} (${zone}).`
  return isPaused(localTime(now, zone), habits)
    ? `*Paused* until ${dateWords(habits.pausedUntil ?? '')}. ${base}`
    : base
}
