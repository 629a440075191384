/** The words of a report, which a message, a file and a page lay out in their own ways. */
import { formatDistanceStrict } from '../domain/dates.ts'
import type { Event } from '../domain/event.ts'
import type { LateItem, Report, ReportedEmergency, ReportedPhase } from '../domain/report.ts'
import { burnUpWords } from './burn-up.ts'
import { itemLook } from './item-look.ts'
import { fullName } from './launch-name.ts'
import { plural, shortMoment } from './text.ts'
import { verdictLook } from './verdict-look.ts'

/** How what is written there is made of what people wrote, and of whom. */
export type Wording = {
  person(id: string): string
  /** Of inline Markdown, and of anything else. */
  item(markdown: string, size: number): string
  text(text: string, size: number): string
  moment(at: Date): string
}

export type ReportPart = { heading: string; columns: string[]; rows: string[][] }
export type ReportWords = { title: string; facts: string[]; parts: ReportPart[] }

/** A report in words: what it is of, its figures, and its tables, without those that are empty. */
export function reportWords(report: Report, wording: Wording): ReportWords {
  const { zone } = report.launch
  const short = (at: Date | null) => (at ? shortMoment(at, zone) : '–')
  const { item, text, person } = wording
  const parts: ReportPart[] = [
    {
      heading: 'Phases',
      columns: ['Phase', 'Planned', 'Opened', 'Completed', 'Settled'],
      rows: report.phases.map((phase) => [
        text(phaseName(phase), 70),
        plannedText(phase, short),
        short(phase.opened),
        short(phase.completed),
        `${phase.progress.settled} of ${phase.progress.total}`,
      ]),
    },
    {
      heading: 'Late',
      columns: ['Item', 'Due', 'Settled', 'Late by'],
      rows: report.late.map((late) => [
        item(late.item.text, 90),
        ...lateCells(late, short, report.launch.ended !== null),
      ]),
    },
    {
      heading: 'Blocked',
      columns: ['Item', 'For', 'Now'],
      rows: report.blocked.map((each) => [
        item(each.item.text, 90),
        duration(each.minutes),
        each.isStill ? 'still blocked' : itemLook[each.item.state].label,
      ]),
    },
    {
      heading: 'Roll calls',
      columns: ['Ended', 'Verdict'],
      rows: report.verdicts.map(({ at, verdict }) => [short(at), verdictLook[verdict].label]),
    },
    {
      heading: 'Sign-offs',
      columns: ['Role', 'Verdict', 'By', 'When'],
      rows: report.signOffs.map(({ role, signOff }) => [
        text(role.name, 60),
        signOff
          ? `${signOff.voidedAt ? 'void: ' : ''}${verdictLook[signOff.verdict].label}`
          : 'none',
        signOff ? person(signOff.given.by) : '–',
        short(signOff?.given.at ?? null),
      ]),
    },
    {
      heading: 'Overrides',
      columns: ['When', 'Of', 'Without', 'By', 'Reason'],
      rows: report.overrides.map(({ at, opens, unsettled, by, askedBy, reason }) => [
        short(at),
        text(opens, 60),
        plural(unsettled, 'item'),
        `${person(askedBy)}, ${person(by)}`,
        text(reason, 90),
      ]),
    },
    {
      heading: 'Emergencies',
      columns: ['Started', 'What', 'Noticed after', 'Decided after', 'Resolved after', 'Decided'],
      rows: report.emergencies.map((each) => emergencyCells(each, short, text)),
    },
    {
      heading: 'Follow-ups',
      columns: ['Item', 'State', 'Due'],
      rows: report.followUps.map((each) => [
        item(each.text, 90),
        itemLook[each.state].label,
        short(each.due?.at ?? null),
      ]),
    },
    {
      heading: 'Who settled how much',
      columns: ['Who', 'Settled'],
      rows: (report.people ?? []).map(({ personId, settled }) => [
        person(personId),
        plural(settled, 'item'),
      ]),
    },
  ]
  const title = `Report: ${text(fullName(report.launch), 160)}`
  return {
    title,
    facts: factsOf(report, wording),
    parts: parts.filter(({ rows }) => rows.length > 0),
  }
}

/** What a mark of the chart stands for, without its time; undefined: it is none. */
export function markWords({ type, data }: Event): string {
  switch (type) {
    case 'phase.opened':
      return `${data.name} opened`
    case 'phase.completed':
      return `${data.name} complete`
    case 't0.moved':
      return 'T-0 moved'
    case 'roll-call.ended':
      return `Roll call: ${verdictLook[data.verdict].label}`
    case 'override.confirmed':
      return `Override: ${data.opens}`
    case 'emergency.started':
      return `${data.isDrill ? 'Drill' : 'Emergency'} ${data.number}: ${data.words}`
    case 'emergency.decided':
      return `Decided: ${data.outcome}`
    case 'emergency.resolved':
      return `${data.isDrill ? 'Drill' : 'Emergency'} resolved`
    case 'launch.live':
      return 'Live'
    case 'launch.ended':
      return data.how === 'aborted' ? 'Aborted' : 'Closed'
    case 'launch.reopened':
      return 'Reopened'
    default:
      throw new Error(`${type} is no mark of a report`)
  }
}

/** Whole minutes in the unit that says most. */
function duration(minutes: number): string {
  return formatDistanceStrict(0, minutes * 60_000, { roundingMethod: 'floor' })
}

function factsOf(report: Report, { moment, text, person }: Wording): string[] {
  const { launch, plannedT0, slips, burnUp, asOf } = report
  const { live, ended, t0 } = launch
  const last = slips.at(-1)
  const moved = last
    ? [`T-0 moved ${plural(slips.length, 'time')}, to ${moment(t0)}: ${text(last.reason, 200)}`]
    : []
  const lead = `Lead ${person(launch.leadId)} · started ${moment(launch.started.at)}`
  return [
    lead,
    `T-0 was planned for ${moment(plannedT0)}`,
    ...moved,
    live ? `Live since ${moment(live.at)}, ${slipText(plannedT0, live.at)}` : 'Not live',
    ...(ended ? [`${ended.how === 'aborted' ? 'Aborted' : 'Closed'} ${moment(ended.at)}`] : []),
    ended
      ? `${report.progress.settled} of ${report.progress.total} settled`
      : burnUpWords(burnUp, asOf),
    `Late: ${plural(report.late.length, 'item')} · blocked at some time: ${report.blocked.length}`,
  ]
}

/** How far what happened is from what was planned first. */
function slipText(planned: Date, actual: Date): string {
  const minutes = Math.round((actual.getTime() - planned.getTime()) / 60_000)
  if (Math.abs(minutes) < 1) return 'as planned first'
  return `${duration(Math.abs(minutes))} ${minutes > 0 ? 'later' : 'earlier'} than planned first`
}

function phaseName({ name, round }: ReportedPhase): string {
  return round > 1 ? `${name}, round ${round}` : name
}

function plannedText({ planned }: ReportedPhase, short: (at: Date | null) => string): string {
  if (!planned.from && !planned.until) return '–'
  return `${short(planned.from)} to ${short(planned.until)}`
}

function lateCells(
  { due, settled, minutes }: LateItem,
  short: (at: Date | null) => string,
  isOver: boolean,
): string[] {
  const still = isOver ? 'never' : 'not yet'
  return [short(due), settled ? short(settled) : still, duration(minutes)]
}

function emergencyCells(
  { number, isDrill, words, started, detect, decide, resolve, outcomes }: ReportedEmergency,
  short: (at: Date | null) => string,
  text: Wording['text'],
): string[] {
  const after = (minutes: number | null) => (minutes === null ? '–' : duration(minutes))
  const name = `${isDrill ? 'Drill' : 'Emergency'} ${number}: ${words}`
  const decided = outcomes.map((outcome) => text(outcome, 60)).join(', ')
  return [
    short(started),
    text(name, 90),
    after(detect),
    after(decide),
    after(resolve),
    decided || '–',
  ]
}
