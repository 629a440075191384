import { z } from 'zod'
import type { Override } from '../domain/gate.ts'
import { type Db, iso } from './database.ts'
import { toMark } from './launches.ts'
import type { OverrideRow } from './schema.ts'

/** All overrides of a launch, oldest first. */
export async function listOverrides(db: Db, launchId: string): Promise<Override[]> {
  const rows = await db
    .selectFrom('overrides')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return rows.map(toOverride)
}

/** The launch that an override is of. */
export async function launchIdOfOverride(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('overrides')
    .select('launch_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.launch_id
}

export async function insertOverride(
  db: Db,
  launchId: string,
  { id, gate, reason, itemIds, asked }: Override,
): Promise<void> {
  await db
    .insertInto('overrides')
    .values({
      id,
      launch_id: launchId,
      gate,
      reason,
      items: JSON.stringify(itemIds),
      asked_at: iso(asked.at),
      asked_by: asked.by,
      answer: null,
      answered_at: null,
      answered_by: null,
    })
    .execute()
}

/** Keeps what an approver said to an override. */
export async function answerOverride(
  db: Db,
  id: string,
  answer: NonNullable<Override['answer']>,
): Promise<void> {
  await db
    .updateTable('overrides')
    .set({ answer: answer.how, answered_at: iso(answer.at), answered_by: answer.by })
    .where('id', '=', id)
    .execute()
}

const ids = z.array(z.string())

function toOverride(row: OverrideRow): Override {
  const answered = toMark(row.answered_at, row.answered_by)
  return {
    id: row.id,
    gate: row.gate,
    reason: row.reason,
    itemIds: ids.parse(JSON.parse(row.items)),
    asked: { at: new Date(row.asked_at), by: row.asked_by },
    answer: answered && row.answer && { ...answered, how: row.answer },
  }
}
