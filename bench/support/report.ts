import { appendFileSync } from 'node:fs'
import { type Figure, figure } from './figures.ts'

/** What golive wants to reach: at least or at most this. */
export type Aim = { least: number } | { most: number }

export type Row = Figure & { part: string; name: string; unit: string; aim: Aim | null }

/** Where `npm run bench` gathers what its parts have found. */
const gathered = process.env.BENCH_RESULTS

/** Prints what a part of the bench has found, a row of a table each. */
export class Report {
  readonly #part: string

  constructor(part: string) {
    this.#part = part
    print(`\n## ${part}\n\n| figure | median | from | to | aim |  |\n|---|--:|--:|--:|--:|---|\n`)
  }

  /** `unit` is empty for ratios. */
  add(name: string, unit: string, values: readonly number[], aim: Aim | null = null): Figure {
    const found = figure(values)
    const row: Row = { part: this.#part, name, unit, ...found, aim }
    print(`| ${[name, ...cells(row)].join(' | ')} |\n`)
    if (gathered) appendFileSync(gathered, `${JSON.stringify(row)}\n`)
    return found
  }
}

/** Whether an aim is reached, by the middle of what was measured. */
export function isReached({ median, aim }: Pick<Row, 'median' | 'aim'>): boolean {
  if (!aim) return true
  return 'least' in aim ? median >= aim.least : median <= aim.most
}

function cells(row: Row): string[] {
  const { unit, aim } = row
  const written = (value: number) => `${rounded(value)}${unit && ` ${unit}`}`
  const wanted = aim && ('least' in aim ? `≥ ${aim.least}` : `≤ ${aim.most}`)
  const verdict = aim ? (isReached(row) ? 'reached' : 'missed') : ''
  return [written(row.median), written(row.least), written(row.most), wanted ?? '', verdict]
}

/** Three digits say enough. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

function print(text: string): void {
  process.stdout.write(text)
}
