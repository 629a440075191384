/** The burn-up of a report as a PNG: what was settled, of how much, and what happened meanwhile. */
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js'
import type { Report } from '../domain/report.ts'
import { fullName } from '../views/launch-name.ts'
import { markWords } from '../views/report-parts.ts'
import { cut, shortMoment, wordsFor } from '../views/text.ts'
import { fonts } from './fonts.ts'
import { markPlaces, placeLabel } from './mark-places.ts'
import { timeTicks } from './time-ticks.ts'

const font = 'golive'
const boldFont = 'golive bold'
const ink = '#1d1c1d'
const faint = '#5e5d60'
/** In CSS pixels; a picture has twice as many, each way. */
const width = 960
const chartHeight = 420
const headHeight = 64
const rowHeight = 20
const scale = 2
/** So far apart are marks that each have a place; the longest label is narrower. */
const markGap = 46
const markWidth = 42
/** So many marks are listed below a chart. */
export const listedMarks = 60

Chart.register(LinearScale, LineController, LineElement, PointElement)

/**
 * Draws the chart of a report on white, with its marks numbered, and what the numbers mean in a list
 * below it unless that is said elsewhere.
 */
export function burnUpChart(report: Report, { hasList }: { hasList: boolean }): Uint8Array {
  GlobalFonts.registerFromPath(fonts.regular, font)
  GlobalFonts.registerFromPath(fonts.bold, boldFont)
  const lines = hasList ? markLines(report) : []
  const rows = Math.ceil(lines.length / 2)
  const height = headHeight + chartHeight + (rows > 0 ? rows * rowHeight + 20 : 0)
  const canvas = createCanvas(width * scale, height * scale)
  const context = canvas.getContext('2d')
  context.scale(scale, scale)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  drawHead(context, report)
  context.drawImage(chartOf(report), 0, headHeight, width, chartHeight)
  drawList(context, lines)
  return canvas.toBuffer('image/png')
}

/** What each number of the chart stands for, and when that was. */
export function markLines({ marks, launch }: Report): string[] {
  const lines = marks
    .slice(0, listedMarks)
    .map(
      (event, index) => `${index + 1}  ${shortMoment(event.at, launch.zone)}  ${markWords(event)}`,
    )
  const rest = marks.length - lines.length
  return rest > 0 ? [...lines, `and ${rest} more`] : lines
}

function drawHead(context: SKRSContext2D, report: Report): void {
  const { launch, progress, asOf } = report
  context.fillStyle = ink
  context.font = `18px "${boldFont}"`
  context.fillText(fitting(context, fullName(launch), width - 40), 20, 28)
  context.fillStyle = faint
  context.font = `13px "${font}"`
  const figures = `${progress.settled} of ${progress.total} settled, ${wordsFor(asOf, launch.zone)}`
  context.fillText(`${figures} · solid: settled · dashed: all items`, 20, 50)
}

function drawList(context: SKRSContext2D, lines: readonly string[]): void {
  context.fillStyle = ink
  context.font = `12px "${font}"`
  const rows = Math.ceil(lines.length / 2)
  for (const [index, line] of lines.entries()) {
    const x = index < rows ? 20 : width / 2 + 10
    const y = headHeight + chartHeight + 16 + (index % rows) * rowHeight
    context.fillText(fitting(context, line, width / 2 - 40), x, y)
  }
}

/** As much of a text as fits. */
function fitting(context: SKRSContext2D, text: string, room: number): string {
  const line = cut(text, 200)
  if (context.measureText(line).width <= room) return line
  let size = line.length
  while (size > 1 && context.measureText(cut(line, size)).width > room) size -= 1
  return cut(line, size)
}

function chartOf(report: Report) {
  const { burnUp, launch, marks, plannedT0 } = report
  const canvas = createCanvas(width, chartHeight)
  const first = Number(burnUp[0]?.at ?? launch.started.at)
  const end = Math.max(
    first + 60_000,
    Number(burnUp.at(-1)?.at ?? 0),
    Number(marks.at(-1)?.at ?? 0),
  )
  const isShown = plannedT0.getTime() > first && plannedT0.getTime() <= end
  const total = Math.max(1, ...burnUp.map((point) => point.total))
  const points = (kind: 'settled' | 'total') =>
    [...burnUp, ...burnUp.slice(-1).map((last) => ({ ...last, at: new Date(end) }))].map(
      (point) => ({ x: point.at.getTime(), y: point[kind] }),
    )
  const line = { stepped: 'before' as const, pointRadius: 0, borderWidth: 2.5 }
  const times = timeTicks(first, end, launch.zone)
  const tickFont = { family: font, size: 12 }
  const chart = new Chart(canvas as unknown as ConstructorParameters<typeof Chart>[0], {
    type: 'line',
    data: {
      datasets: [
        { ...line, stepped: true, data: points('settled'), borderColor: '#0b5fa5' },
        { ...line, stepped: true, data: points('total'), borderColor: faint, borderDash: [6, 4] },
      ],
    },
    options: {
      responsive: false,
      animation: false,
      devicePixelRatio: scale,
      events: [],
      layout: { padding: { top: 34, left: 12, right: 24, bottom: 4 } },
      scales: {
        x: {
          type: 'linear',
          min: first,
          max: end,
          grid: { color: '#ececec' },
          ticks: {
            ...{ font: tickFont, color: ink, maxRotation: 0 },
            callback: (_, index) => times[index]?.label ?? '',
          },
          afterBuildTicks: (axis) => {
            axis.ticks = times.map(({ value }) => ({ value }))
          },
        },
        y: {
          min: 0,
          max: total,
          grid: { color: '#ececec' },
          ticks: { font: tickFont, color: ink, precision: 0, includeBounds: false },
        },
      },
    },
    plugins: [marksOn(report, isShown)],
  })
  chart.draw()
  chart.stop()
  return canvas
}

function marksOn({ marks, plannedT0 }: Report, showsT0: boolean): Plugin<'line'> {
  return {
    id: 'marks',
    afterDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      if (!x) return
      const upright = (at: number, dash: number[]) => {
        ctx.setLineDash(dash)
        ctx.beginPath()
        ctx.moveTo(at, chartArea.top)
        ctx.lineTo(at, chartArea.bottom)
        ctx.stroke()
      }
      ctx.save()
      ctx.lineWidth = 1
      ctx.textAlign = 'center'
      ctx.textBaseline = 'middle'
      ctx.font = `12px "${boldFont}"`
      const xs = marks.map(({ at }) => x.getPixelForValue(at.getTime()))
      for (const place of markPlaces(xs, markGap)) {
        ctx.strokeStyle = faint
        upright(place.x, [2, 3])
        ctx.setLineDash([])
        const left = place.x - markWidth / 2
        ctx.fillStyle = '#ffffff'
        ctx.fillRect(left, chartArea.top - 26, markWidth, 20)
        ctx.strokeRect(left, chartArea.top - 26, markWidth, 20)
        ctx.fillStyle = ink
        ctx.fillText(placeLabel(place), place.x, chartArea.top - 16)
      }
      if (showsT0) {
        const at = x.getPixelForValue(plannedT0.getTime())
        ctx.strokeStyle = '#a33b00'
        upright(at, [8, 4])
        ctx.textAlign = at > (chartArea.left + chartArea.right) / 2 ? 'right' : 'left'
        ctx.fillStyle = '#a33b00'
        ctx.fillText(' T-0 as planned first ', at, chartArea.bottom - 12)
      }
      ctx.restore()
    },
  }
}
