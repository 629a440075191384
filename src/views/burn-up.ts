/** A burn-up in a line of text, with its figures in words. */
import { type BurnUpPoint, burnUpAt } from '../domain/burn-up.ts'
import { subDays } from '../domain/dates.ts'

const heights = '▁▂▃▄▅▆▇█'
const columns = 16

/** The share that was settled, at even steps of time; full only when everything is. */
export function sparkline(points: readonly BurnUpPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return ''
  const step = (last.at.getTime() - first.at.getTime()) / (columns - 1)
  return Array.from({ length: columns }, (_, column) => {
    const at = column === columns - 1 ? last.at : new Date(first.at.getTime() + column * step)
    const { settled, total } = burnUpAt(points, at)
    const share = total === 0 ? 0 : settled / Math.max(total, last.total)
    return heights[Math.floor(share * (heights.length - 1))]
  }).join('')
}

/** "41 of 128 settled". */
export function burnUpFigures(points: readonly BurnUpPoint[], at: Date): string {
  const { settled, total } = burnUpAt(points, at)
  return `${settled} of ${total} settled`
}

/** "41 of 128 settled; 12 in the last day": of a launch that runs. */
export function burnUpWords(points: readonly BurnUpPoint[], now: Date): string {
  const last = burnUpAt(points, now)
  const figures = burnUpFigures(points, now)
  const [first] = points
  if (!first || first.at > subDays(now, 1)) return figures
  const more = last.settled - burnUpAt(points, subDays(now, 1)).settled
  if (more < 0) return `${figures}; ${-more} fewer than a day ago`
  return `${figures}; ${more === 0 ? 'none' : more} in the last day`
}
