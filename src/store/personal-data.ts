/** Where the database holds people: which columns, and what is done to them. */
import { sql } from 'kysely'
import { type Veil, veiledId, veiledJson, veiledKey, veiledWords } from '../domain/pseudonym.ts'
import type { Db } from './database.ts'
import type { Schema } from './schema.ts'

type Kind = 'ids' | 'words' | 'keys' | 'json'
type Personal = {
  /** The column by which a row is of a launch; null: it is of none. */
  of: 'id' | 'launch_id' | 'emergency_id' | null
} & Partial<Record<Kind, readonly string[]>>

/** Every column that can hold a person's id, or words that name them. */
export const personalColumns = {
  launches: {
    of: 'id',
    ids: ['lead_id', 'started_by', 'live_by', 'ended_by'],
    words: ['name', 'end_reason'],
    keys: ['name_key'],
    json: ['links', 'gates', 'procedure', 'absent'],
  },
  phases: { of: 'launch_id', ids: ['opened_by'], words: ['name'] },
  sections: { of: 'launch_id', words: ['name'] },
  items: {
    of: 'launch_id',
    ids: ['changed_by', 'removed_by'],
    words: ['text', 'reason', 'note', 'why', 'removed_because'],
  },
  item_owners: { of: 'launch_id', ids: ['holder', 'given_by'] },
  evidence: { of: 'launch_id', ids: ['author_id', 'added_by'], words: ['url', 'title'] },
  roles: { of: 'launch_id', ids: ['person_id', 'deputy_id'], words: ['name'] },
  events: { of: 'launch_id', ids: ['by'], json: ['data'] },
  sign_offs: { of: 'launch_id', ids: ['by'], words: ['reason'], json: ['list'] },
  sign_off_requests: { of: 'launch_id', ids: ['person_id'] },
  roll_calls: { of: 'launch_id', ids: ['started_by', 'ended_by'] },
  roll_call_answers: { of: 'launch_id', ids: ['asked_id', 'answered_by'], words: ['reason'] },
  overrides: { of: 'launch_id', ids: ['asked_by', 'answered_by'], words: ['reason'] },
  emergencies: {
    of: 'launch_id',
    ids: ['started_by', 'commander_id', 'scribe_id', 'resolved_by'],
    words: ['words', 'ended_with'],
  },
  emergency_answers: { of: 'emergency_id', ids: ['by'], words: ['note', 'choice'] },
  emergency_decisions: {
    of: 'emergency_id',
    ids: ['by', 'watcher_id', 'answered_by', 'dropped_by'],
    words: ['outcome', 'reason', 'answer_reason'],
  },
  emergency_asks: { of: 'emergency_id', ids: ['person_id'] },
  reminders: { of: null, ids: ['person_id', 'by'], words: ['slot'] },
  snoozes: { of: null, ids: ['person_id'] },
  habits: { of: null, ids: ['person_id'] },
  people: { of: null, ids: ['id'], words: ['name'] },
  channels: { of: null, words: ['name'] },
  archives: { of: null, words: ['name'] },
  templates: { of: null, ids: ['retired_by'], words: ['name'], keys: ['name_key'] },
  template_versions: { of: null, ids: ['saved_by'], words: ['name', 'source', 'note'] },
  surfaces: { of: null, ids: ['channel_id'] },
  outbox: { of: null, ids: ['channel_id'], words: ['key', 'error'] },
  announcements: { of: null, ids: ['channel_id'], words: ['key'] },
} satisfies Partial<Record<keyof Schema, Personal>>

type Table = keyof typeof personalColumns
const tables = Object.entries(personalColumns) as [Table, Personal][]

const veils = {
  ids: veiledId,
  words: veiledWords,
  keys: veiledKey,
  json: veiledJson,
} satisfies Record<Kind, (value: string, veil: Veil) => string>

function columnsOf(personal: Personal): { column: string; kind: Kind }[] {
  return (['ids', 'words', 'keys', 'json'] as const).flatMap((kind) =>
    (personal[kind] ?? []).map((column) => ({ column, kind })),
  )
}

/** Lets a person give way in a launch, except in its record; with null: in what is of no launch. */
export async function veilRows(db: Db, launchId: string | null, veil: Veil): Promise<void> {
  for (const [table, personal] of tables) {
    if (table === 'events' || (personal.of === null) !== (launchId === null)) continue
    for (const { column, kind } of columnsOf(personal)) {
      await veilColumn(db, { table, column, where: rowsOf(personal, launchId) }, (value) =>
        veils[kind](value, veil),
      )
    }
  }
}

async function veilColumn(
  db: Db,
  { table, column, where }: { table: Table; column: string; where: ReturnType<typeof rowsOf> },
  change: (value: string) => string,
): Promise<void> {
  const [from, field] = [sql.table(table), sql.ref(column)]
  const { rows } = await sql<{ value: string }>`select distinct ${field} as value from ${from}
    where ${field} is not null and ${where}`.execute(db)
  for (const { value } of rows) {
    const next = change(value)
    if (next === value) continue
    await sql`update ${from} set ${field} = ${next} where ${field} = ${value} and ${where}`.execute(
      db,
    )
  }
}

function rowsOf({ of }: Personal, launchId: string | null) {
  if (of === null) return sql<boolean>`1 = 1`
  if (of !== 'emergency_id') return sql<boolean>`${sql.ref(of)} = ${launchId}`
  return sql<boolean>`emergency_id in (select id from emergencies where launch_id = ${launchId})`
}

/** What Slack has called a person, once golive heard it. */
export async function listNamesOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db.selectFrom('people').select('name').where('id', '=', personId).execute()
  return rows.flatMap(({ name }) => name ?? [])
}

/** Takes away what is of use only while somebody is here: profile, habits, snoozes, reminders, DMs. */
export async function deletePersonal(db: Db, personId: string): Promise<void> {
  const told = await sql<{ key: string }>`
    select 'reminder:' || id as key from reminders where person_id = ${personId}
    union select 'request:' || id from sign_off_requests where person_id = ${personId}
    union select 'ask:' || id from emergency_asks where person_id = ${personId}`.execute(db)
  for (const { key } of told.rows) {
    await db.deleteFrom('surfaces').where('key', '=', key).execute()
    await db.deleteFrom('outbox').where('target', '=', key).execute()
  }
  await db.deleteFrom('surfaces').where('channel_id', '=', personId).execute()
  await db.deleteFrom('outbox').where('channel_id', '=', personId).execute()
  await db.deleteFrom('announcements').where('key', 'like', `announce:%:${personId}`).execute()
  const theirs = db.selectFrom('reminders').select('id').where('person_id', '=', personId)
  await db.deleteFrom('reminder_items').where('reminder_id', 'in', theirs).execute()
  await db.deleteFrom('reminders').where('person_id', '=', personId).execute()
  await db.deleteFrom('snoozes').where('person_id', '=', personId).execute()
  await db.deleteFrom('habits').where('person_id', '=', personId).execute()
  await db.deleteFrom('people').where('id', '=', personId).execute()
}

/** Every row that names a person by their id, by table; of what they own and were reminded of, the items too. */
export async function listRowsAbout(
  db: Db,
  personId: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const about: Record<string, Record<string, unknown>[]> = {}
  const veil: Veil = { personId, names: [], pseudonym: '' }
  for (const [table, personal] of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      db,
    )
    about[table] = rows.filter((row) =>
      columnsOf(personal).some(({ column, kind }) => {
        const value = row[column]
        return typeof value === 'string' && veils[kind](value, veil) !== value
      }),
    )
  }
  const owned = await sql<Record<string, unknown>>`select * from items where id in
    (select item_id from item_owners where kind = 'person' and holder = ${personId})`.execute(db)
  const reminded = await sql<
    Record<string, unknown>
  >`select * from reminder_items where reminder_id in
    (select id from reminders where person_id = ${personId})`.execute(db)
  return { ...about, owned_items: owned.rows, reminder_items: reminded.rows }
}
