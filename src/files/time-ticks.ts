/** Where a chart's axis of time is marked: at round moments of a zone, few enough to be read. */
import { TZDate } from '@date-fns/tz'
import { addDays, atTime, format, startOfDay } from '../domain/dates.ts'

export type TimeTick = { value: number; label: string }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const most = 8
const hourSteps = [1, 2, 3, 6, 12]
const daySteps = [1, 2, 7, 14, 28, 56, 112]

/** From `first` to `end`, in milliseconds; what is shorter than two hours is cut into equal parts. */
export function timeTicks(first: number, end: number, zone: string): TimeTick[] {
  const span = end - first
  if (span < 2 * hourMs) return equalParts(first, end, zone)
  const hours = hourSteps.find((step) => span / (step * hourMs) <= most)
  const days =
    daySteps.find((step) => span / (step * dayMs) <= most) ?? Math.ceil(span / dayMs / most)
  const ticks: TimeTick[] = []
  const start = startOfDay(new TZDate(first, zone))
  for (let day = start; day.getTime() <= end; day = addDays(day, hours ? 1 : days)) {
    for (let hour = 0; hour < 24; hour += hours ?? 24) {
      const at = atTime(day, hour)
      const value = at.getTime()
      const isNew = value !== ticks.at(-1)?.value
      if (value < first || value > end || !isNew) continue
      ticks.push({ value, label: format(at, hour === 0 ? 'd MMM' : 'HH:mm') })
    }
  }
  return ticks
}

function equalParts(first: number, end: number, zone: string): TimeTick[] {
  return Array.from({ length: 7 }, (_, part) => {
    const value = first + ((end - first) * part) / 6
    return { value, label: format(new TZDate(value, zone), 'HH:mm') }
  })
}
