/** What an operator is given says nothing of metrics that are not there, and leaves none out. */
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createMetrics } from '../src/slack/metrics.ts'
import { Pace } from '../src/slack/pace.ts'
import { openDatabase } from '../src/store/database.ts'
import { sqliteDialect } from '../src/store/dialect.ts'
import { ManualClock } from './support/manual-clock.ts'

const db = openDatabase(sqliteDialect(':memory:'))
afterAll(() => db.destroy())
const clock = new ManualClock()
const { registry } = createMetrics({ db, clock, pace: new Pace(clock), connections: () => 0 })

const metric = z.object({
  name: z.string(),
  type: z.string(),
  labelNames: z.array(z.string()),
})
const metrics = registry
  .getMetricsAsArray()
  .map((each) => metric.parse({ ...each, type: typeOf(each) }))
const own = metrics.filter(({ name }) => name.startsWith('golive_'))

/** prom-client says it only of what it prints. */
function typeOf(each: object): string {
  return each.constructor.name.toLowerCase()
}

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Golive[A-Z]/),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string().min(20), action: z.string().min(20) }),
        }),
      ),
    }),
  ),
})
const alerts = rules
  .parse(parse(readFileSync('docs/alerts.yml', 'utf8')))
  .groups.flatMap((group) => group.rules)

const dashboard = z
  .object({
    schemaVersion: z.int(),
    templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
    panels: z.array(
      z.object({
        id: z.int(),
        type: z.string(),
        title: z.string().min(1),
        gridPos: z.object({ h: z.int(), w: z.int(), x: z.int(), y: z.int() }),
        datasource: z.object({ uid: z.literal('$datasource') }).optional(),
        description: z.string().optional(),
        targets: z.array(z.object({ expr: z.string() })).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('docs/grafana-dashboard.json', 'utf8')))
const panels = dashboard.panels.filter(({ type }) => type !== 'row')

const handbook = readFileSync('docs/operations.md', 'utf8')
const asked = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) =>
    (targets ?? []).map(({ expr }) => [title, expr] as const),
  ),
]

describe('every metric', () => {
  test.each(own.map(({ name }) => name))('%s is explained, and looked at', (name) => {
    expect(handbook).toContain(`| \`${name}`)
    expect(asked.some(([, expr]) => namesIn(expr).includes(name))).toBe(true)
  })
})

describe('every question', () => {
  test.each(asked)('%s: %s', (_, expr) => {
    const names = namesIn(expr)
    expect(names).not.toEqual([])
    for (const name of names) expect(metrics.map((each) => each.name)).toContain(name)
    for (const [name, label] of matchersIn(expr)) {
      expect(metrics.find((each) => each.name === name)?.labelNames).toContain(label)
    }
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(expr.split(open as string)).toHaveLength(expr.split(close as string).length)
    }
  })
})

test.each(alerts.map(({ alert }) => alert))('the alert %s is in the handbook', (alert) => {
  expect(handbook).toContain(alert)
})

test('the handbook speaks of no metric and no alert that is not there', () => {
  const names = own.map(({ name }) => name)
  for (const [name] of handbook.matchAll(/\bgolive_[a-z_]+/g)) expect(names).toContain(base(name))
  const known = alerts.map(({ alert }) => alert)
  for (const [name] of handbook.matchAll(/\bGolive[A-Z]\w+/g)) expect(known).toContain(name)
})

test('an alert that sends somebody to the runbook names a part of it', () => {
  const parts = alerts.flatMap(
    ({ annotations: { action } }) => action.match(/unbook "(.+?)"/)?.[1] ?? [],
  )
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) expect(handbook).toMatch(new RegExp(`^### ${part}`, 'm'))
})

test('the dashboard has a row for each of the four questions, and panels that do not overlap', () => {
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title)
  expect(rows).toEqual([
    'Is it slow?',
    'Is it stuck?',
    'Is Slack limiting us?',
    'How stale is the channel?',
  ])
  expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', type: 'datasource' }])
  const ids = dashboard.panels.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const taken = new Set<string>()
  for (const { title, gridPos, datasource, description } of panels) {
    expect({ title, datasource, description }).toEqual({
      title,
      datasource: { uid: '$datasource' },
      description: expect.stringMatching(/\w/),
    })
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(x).toBeLessThan(24)
        expect(taken).not.toContain(`${x}:${y}`)
        taken.add(`${x}:${y}`)
      }
    }
  }
})

/** The metrics that a question is about; of a histogram Prometheus has three of them. */
function namesIn(expr: string): string[] {
  return (expr.match(/\b(golive|nodejs|process)_[a-z0-9_]+/g) ?? []).map(base)
}

function base(name: string): string {
  const isPart = (each: { name: string; type: string }) =>
    each.type === 'histogram' && name.replace(/_(bucket|sum|count)$/, '') === each.name
  return metrics.find(isPart)?.name ?? name
}

/** Each label that a question looks at in a metric. */
function matchersIn(expr: string): [string, string][] {
  const selectors = [...expr.matchAll(/\b(golive_\w+)\{([^}]*)\}/g)]
  return selectors.flatMap(([, name = '', matchers = '']) =>
    [...matchers.matchAll(/(\w+)\s*[!=]~?"/g)].map(([, label = '']): [string, string] => [
      base(name),
      label,
    ]),
  )
}
