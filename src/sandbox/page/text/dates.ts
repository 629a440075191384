/** Slack's date tokens in the viewer's zone (docs.slack.dev/messaging/formatting-message-text#date-formatting). */
import { daysFrom, formatIn, timeIn } from './zone.ts'

interface Moment {
  at: Date
  now: Date
  zone: string
}

type Token = (moment: Moment) => string

const prettyDays: Record<number, string> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }
const halfYearDays = 182

const tokens: Record<string, Token> = {
  date_num: ({ at, zone }) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at),
  date_slash: ({ at, zone }) =>
    formatIn(zone, at, { month: '2-digit', day: '2-digit', year: 'numeric' }),
  date: dateWords,
  date_short: ({ at, zone }) =>
    formatIn(zone, at, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (moment) => `${weekday(moment)}, ${dateWords(moment)}`,
  date_pretty: pretty(dateWords),
  date_short_pretty: pretty((moment) =>
    formatIn(moment.zone, moment.at, { month: 'short', day: 'numeric', ...yearIfFar(moment) }),
  ),
  date_long_pretty: pretty((moment) => `${weekday(moment)}, ${dateWords(moment)}`),
  time: ({ at, zone }) => timeIn(zone, at),
  time_secs: ({ at, zone }) =>
    formatIn(zone, at, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: ({ at, now }) => ago(at.getTime() - now.getTime()),
}

/** The format with its tokens filled in; null when it has one that is not known. */
export function formatDate(format: string, moment: Moment): string | null {
  const names = [...format.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (names.length === 0 || names.some((name) => !tokens[name])) return null
  const filled = format.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => tokens[name]?.(moment) ?? whole,
  )
  // "Today at 2:00 PM", but "due today".
  return format.startsWith('{') ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled
}

function pretty(otherwise: Token): Token {
  return (moment) => prettyDays[daysFrom(moment.now, moment.at, moment.zone)] ?? otherwise(moment)
}

function weekday({ at, zone }: Moment): string {
  return formatIn(zone, at, { weekday: 'long' })
}

/** "February 18th, 2014"; the year is left out within half a year. */
function dateWords(moment: Moment): string {
  const { at, zone } = moment
  const day = Number(formatIn(zone, at, { day: 'numeric' }))
  const words = `${formatIn(zone, at, { month: 'long' })} ${day}${ordinal(day)}`
  return isFar(moment) ? `${words}, ${formatIn(zone, at, { year: 'numeric' })}` : words
}

function yearIfFar(moment: Moment): Intl.DateTimeFormatOptions {
  return isFar(moment) ? { year: 'numeric' } : {}
}

function isFar({ at, now, zone }: Moment): boolean {
  return Math.abs(daysFrom(now, at, zone)) > halfYearDays
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

function ago(distanceMs: number): string {
  const words = new Intl.RelativeTimeFormat('en')
  for (const [unit, ms] of units) {
    if (Math.abs(distanceMs) >= ms) return words.format(Math.round(distanceMs / ms), unit)
  }
  return words.format(Math.round(distanceMs / 1000), 'second')
}
