import type { Mark } from '../domain/launch.ts'
import type { Answer, RollCall, RollCallVerdict } from '../domain/roll-call.ts'
import { type Db, iso } from './database.ts'
import { toMark } from './launches.ts'
import type { AnswerRow, RollCallRow } from './schema.ts'

/** The last roll call of a launch; null when there was none. */
export async function findLastRollCall(db: Db, launchId: string): Promise<RollCall | null> {
  const row = await db
    .selectFrom('roll_calls')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? withAnswers(db, row) : null
}

/** A roll call with the launch that it is of. */
export async function findRollCall(
  db: Db,
  id: string,
): Promise<{ launchId: string; rollCall: RollCall } | undefined> {
  const row = await db.selectFrom('roll_calls').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { launchId: row.launch_id, rollCall: await withAnswers(db, row) }
}

/** The roll call that an answer is of, with its launch. */
export async function findRollCallOfAnswer(
  db: Db,
  answerId: string,
): Promise<{ launchId: string; rollCall: RollCall } | undefined> {
  const row = await db
    .selectFrom('roll_call_answers')
    .select('roll_call_id')
    .where('id', '=', answerId)
    .executeTakeFirst()
  return row && findRollCall(db, row.roll_call_id)
}

/** Begins a roll call. Throws where one is running: a unique key. */
export async function insertRollCall(db: Db, launchId: string, rollCall: RollCall): Promise<void> {
  const { before } = await db
    .selectFrom('roll_calls')
    .select((column) => column.fn.countAll<number | string>().as('before'))
    .where('launch_id', '=', launchId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('roll_calls')
    .values({
      id: rollCall.id,
      launch_id: launchId,
      position: Number(before),
      started_at: iso(rollCall.started.at),
      started_by: rollCall.started.by,
      ended_at: null,
      ended_by: null,
      verdict: null,
    })
    .execute()
  if (rollCall.answers.length === 0) return
  await db
    .insertInto('roll_call_answers')
    .values(
      rollCall.answers.map((answer, position) => ({
        id: answer.id,
        roll_call_id: rollCall.id,
        launch_id: launchId,
        role_id: answer.roleId,
        position,
        ...columnsOf(answer),
      })),
    )
    .execute()
}

/** Keeps what became of an answer: that it was asked for, or given. */
export async function updateAnswer(db: Db, answer: Answer): Promise<void> {
  await db
    .updateTable('roll_call_answers')
    .set(columnsOf(answer))
    .where('id', '=', answer.id)
    .execute()
}

/** Ends a roll call with its verdict. */
export async function endRollCall(
  db: Db,
  id: string,
  ended: Mark & { verdict: RollCallVerdict },
): Promise<void> {
  await db
    .updateTable('roll_calls')
    .set({ ended_at: iso(ended.at), ended_by: ended.by, verdict: ended.verdict })
    .where('id', '=', id)
    .execute()
}

/** The launches of a workspace whose roll call waits for an answer that was asked for before. */
export async function listSilentRollCalls(
  db: Db,
  workspaceId: string,
  askedBefore: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom('roll_calls')
    .innerJoin('launches', 'launches.id', 'roll_calls.launch_id')
    .innerJoin('roll_call_answers', 'roll_call_answers.roll_call_id', 'roll_calls.id')
    .select('roll_calls.launch_id')
    .distinct()
    .where('launches.workspace_id', '=', workspaceId)
    .where('roll_calls.ended_at', 'is', null)
    .where('roll_call_answers.asked_at', '<=', iso(askedBefore))
    .where('roll_call_answers.answered_at', 'is', null)
    .execute()
  return rows.map((row) => row.launch_id)
}

async function withAnswers(db: Db, row: RollCallRow): Promise<RollCall> {
  const answers = await db
    .selectFrom('roll_call_answers')
    .selectAll()
    .where('roll_call_id', '=', row.id)
    .orderBy('position')
    .execute()
  const ended = toMark(row.ended_at, row.ended_by)
  return {
    id: row.id,
    started: { at: new Date(row.started_at), by: row.started_by },
    ended: ended && row.verdict && { ...ended, verdict: row.verdict },
    answers: answers.map(toAnswer),
  }
}

function columnsOf({ asked, given }: Answer) {
  return {
    asked_at: asked && iso(asked.at),
    asked_id: asked?.personId ?? null,
    verdict: given?.verdict ?? null,
    reason: given?.reason ?? null,
    until: given?.until ? iso(given.until) : null,
    answered_at: given && iso(given.at),
    answered_by: given?.by ?? null,
  }
}

function toAnswer(row: AnswerRow): Answer {
  const { id, role_id: roleId, asked_at, asked_id, verdict, reason } = row
  const given = toMark(row.answered_at, row.answered_by)
  const until = row.until === null ? null : new Date(row.until)
  return {
    id,
    roleId,
    asked:
      asked_at === null || asked_id === null
        ? null
        : { at: new Date(asked_at), personId: asked_id },
    given: given && verdict && { ...given, verdict, reason, until },
  }
}
