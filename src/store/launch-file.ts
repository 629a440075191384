/** A launch as a file, read from the tables and put into them. */
import { sql } from 'kysely'
import { nameKey } from '../domain/launch.ts'
import {
  type LaunchFile,
  type LaunchPart,
  launchFileMark,
  launchFileShape,
  launchParts,
} from '../domain/launch-file.ts'
import { type Db, iso } from './database.ts'
import { findHead, listChained } from './events.ts'
import type { Schema } from './schema.ts'

type Row = Record<string, unknown>
type Table = keyof Schema

/** Where each part of a file is kept, and by which of its keys its rows stand in order. */
const tables: Record<LaunchPart, { table: Table; order: string[]; of?: 'emergency' }> = {
  roles: { table: 'roles', order: ['position'] },
  phases: { table: 'phases', order: ['position'] },
  sections: { table: 'sections', order: ['position', 'id'] },
  items: { table: 'items', order: ['position', 'id'] },
  owners: { table: 'item_owners', order: ['itemId', 'position', 'kind', 'holder'] },
  evidence: { table: 'evidence', order: ['addedAt', 'id'] },
  signOffs: { table: 'sign_offs', order: ['at', 'id'] },
  signOffRequests: { table: 'sign_off_requests', order: ['at', 'id'] },
  rollCalls: { table: 'roll_calls', order: ['position'] },
  rollCallAnswers: { table: 'roll_call_answers', order: ['rollCallId', 'position'] },
  overrides: { table: 'overrides', order: ['askedAt', 'id'] },
  emergencies: { table: 'emergencies', order: ['number'] },
  emergencyAnswers: {
    ...{ table: 'emergency_answers', order: ['emergencyId', 'page'], of: 'emergency' },
  },
  emergencyDecisions: {
    ...{ table: 'emergency_decisions', order: ['emergencyId', 'round'], of: 'emergency' },
  },
  emergencyAsks: { table: 'emergency_asks', order: ['at', 'id'], of: 'emergency' },
}
const parts = Object.keys(tables) as LaunchPart[]

/** Of a file, what the tables keep as JSON. */
const jsonKeys = new Set([
  ...['gates', 'links', 'procedure', 'absent', 'window', 'dueMark', 'expires', 'list'],
])
/** There it is JSON only of overrides. */
const isJson = (table: Table, key: string) =>
  jsonKeys.has(key) || (table === 'overrides' && key === 'items')

const shapes = {
  launches: launchFileShape.shape.launch,
  templates: launchFileShape.shape.template,
  template_versions: launchFileShape.shape.templateVersion,
  people: launchFileShape.shape.people.element,
  channels: launchFileShape.shape.channels.element,
}

/** Reads all of a launch; undefined when there is none. In a transaction it is of one moment. */
export async function readLaunchFile(db: Db, launchId: string): Promise<LaunchFile | undefined> {
  const [launchRow] = await rowsOf(db, 'launches', 'id', launchId)
  if (!launchRow) return undefined
  const [versionRow] = await rowsOf(db, 'template_versions', 'id', launchRow.template_id)
  const [templateRow] = await rowsOf(db, 'templates', 'id', versionRow?.template_id)
  const lists: Partial<Record<LaunchPart, Row[]>> = {}
  for (const part of parts) lists[part] = await readPart(db, part, launchId)
  const entries = await listChained(db, launchId)
  const whole = {
    launch: toObject('launches', shapes.launches, launchRow),
    template: templateRow && toObject('templates', shapes.templates, templateRow),
    templateVersion:
      versionRow && toObject('template_versions', shapes.template_versions, versionRow),
    ...lists,
  }
  const record = {
    entries: entries.map((each) => ({
      ...{ id: each.id, place: each.place, itemId: each.itemId, type: each.type },
      ...{ data: JSON.parse(each.data) as Row, at: each.at, by: each.by, via: each.via },
      ...{ salt: each.salt, digest: each.digest, hash: each.hash },
    })),
    head: await findHead(db, launchId),
  }
  const mentioned = new Set<unknown>()
  collectTexts([whole, record], mentioned)
  const known = async (table: 'people' | 'channels') =>
    (await rowsOf(db, table, 'workspace_id', launchRow.workspace_id))
      .filter((row) => mentioned.has(row.id))
      .map((row) => toObject(table, shapes[table], row))
      .sort(inOrder(['id']))
  return {
    ...launchFileMark,
    ...whole,
    people: await known('people'),
    channels: await known('channels'),
    record: { ...record, head: { place: record.head.place, hash: record.head.hash } },
  } as LaunchFile
}

/** Everything that stands somewhere as a text of its own: of these, some are ids of people. */
function collectTexts(value: unknown, into: Set<unknown>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) collectTexts(each, into)
  }
}

async function readPart(db: Db, part: LaunchPart, launchId: string): Promise<Row[]> {
  const { table, order, of } = tables[part]
  const own = sql`select id from emergencies where launch_id = ${launchId}`
  const where = of ? sql`emergency_id in (${own})` : sql`launch_id = ${launchId}`
  const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${where}`.execute(db)
  return rows.map((row) => toObject(table, launchParts[part], row)).sort(inOrder(order))
}

async function rowsOf(db: Db, table: Table, column: string, value: unknown): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where ${sql.ref(column)} = ${value}`.execute(db)
  return rows
}

/** By code units, which is the same order on either dialect. */
function inOrder(keys: readonly string[]) {
  return (one: Row, other: Row): number => {
    for (const key of keys) {
      const [a, b] = [one[key], other[key]] as [string | number, string | number]
      if (a !== b) return a < b ? -1 : 1
    }
    return 0
  }
}

/** What a row holds, under the keys of its shape, in their order. */
function toObject(table: Table, { shape }: { shape: object }, row: Row): Row {
  return Object.fromEntries(
    Object.keys(shape).map((key) => {
      const value = row[columnOf(key)]
      const isText = isJson(table, key) && typeof value === 'string'
      return [key, isText ? JSON.parse(value) : value]
    }),
  )
}

function toRow(table: Table, object: Row): Row {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const isText = isJson(table, key) && value !== null
      return [columnOf(key), isText ? JSON.stringify(value) : value]
    }),
  )
}

function columnOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/**
 * Puts a launch into the tables, whose template is there: it rests from `now`, and nothing is to be told
 * to Slack. Throws where something of it is there already, or does not fit together: keys.
 */
export async function insertLaunchFile(
  db: Db,
  file: LaunchFile,
  { now, versionId }: { now: Date; versionId: string },
): Promise<void> {
  const { workspaceId, id: launchId } = file.launch
  const ofWorkspace = { workspace_id: workspaceId }
  for (const table of ['people', 'channels'] as const) {
    const rows = file[table].map((each) => ({ ...toRow(table, each), ...ofWorkspace }))
    await insertRows(db, table, rows, 'new')
  }
  const name_key = nameKey(file.launch.name)
  const own = { name_key, template_id: versionId, imported_at: iso(now) }
  await insertRows(db, 'launches', [{ ...toRow('launches', file.launch), ...own }])
  for (const part of parts) {
    const { table, of } = tables[part]
    const rows = file[part].map((each) => toRow(table, each))
    const ofLaunch = of ? {} : { launch_id: launchId }
    await insertRows(
      db,
      table,
      rows.map((row) => ({ ...row, ...ofLaunch })),
    )
  }
  const { entries, head } = file.record
  const events = entries.map(({ itemId, data, ...entry }) => {
    return { ...entry, item_id: itemId, data: JSON.stringify(data), launch_id: launchId }
  })
  await insertRows(db, 'events', events)
  await insertRows(db, 'heads', [{ ...head, launch_id: launchId }])
}

/** Puts a file's template into the tables. Throws where one in use has its name: a unique key. */
export async function insertTemplateOf(db: Db, { template }: LaunchFile): Promise<void> {
  const row = { ...toRow('templates', template), name_key: nameKey(template.name) }
  await insertRows(db, 'templates', [row])
}

/** Puts the version of its template into the tables. Throws where its number or key is taken. */
export async function insertVersionOf(db: Db, file: LaunchFile): Promise<void> {
  const row = toRow('template_versions', file.templateVersion)
  await insertRows(db, 'template_versions', [{ ...row, template_id: file.template.id }])
}

/** SQLite takes 32,766 values in a statement. */
const mostRows = 500

async function insertRows(
  db: Db,
  table: Table,
  rows: readonly Row[],
  which: 'all' | 'new' = 'all',
): Promise<void> {
  for (let at = 0; at < rows.length; at += mostRows) {
    await db
      .insertInto(table)
      .values(rows.slice(at, at + mostRows) as never)
      .$if(which === 'new', (query) => query.onConflict((conflict) => conflict.doNothing()))
      .execute()
  }
}
