import type { Decision, Emergency, EmergencyName } from '../domain/emergency.ts'
import type { Mark } from '../domain/launch.ts'
import { type Procedure, procedureShape } from '../domain/procedure.ts'
import type { PageAnswer } from '../domain/walk.ts'
import { type Db, iso } from './database.ts'
import { toMark } from './launches.ts'
import type { AskRow, DecisionRow, EmergencyAnswerRow, EmergencyRow } from './schema.ts'
import { statement } from './statement.ts'

/** The emergency of a launch that runs, or else its last one; null when there was none. */
export async function findLastEmergency(db: Db, launchId: string): Promise<Emergency | null> {
  const row = await db
    .selectFrom('emergencies')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? withParts(db, row) : null
}

export async function findEmergency(db: Db, id: string): Promise<Emergency | undefined> {
  const row = await db.selectFrom('emergencies').selectAll().where('id', '=', id).executeTakeFirst()
  return row && withParts(db, row)
}

/** The emergencies of a workspace that run. */
export async function listRunningEmergencies(
  db: Db,
  workspaceId: string,
): Promise<(EmergencyName & { launchId: string })[]> {
  const rows = await db
    .selectFrom('emergencies')
    .innerJoin('launches', 'launches.id', 'emergencies.launch_id')
    .select(['emergencies.id', 'emergencies.launch_id', 'emergencies.kind', 'emergencies.number'])
    .where('launches.workspace_id', '=', workspaceId)
    .where('resolved_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    launchId: row.launch_id,
    number: row.number,
    isDrill: row.kind === 'drill',
  }))
}

const commanderOf = statement((db, it: { launchId: string }) =>
  db
    .selectFrom('emergencies')
    .select('commander_id')
    .where('launch_id', '=', it.launchId)
    .where('resolved_at', 'is', null),
)

/** Who leads the emergency of a launch that runs; null: none does. */
export async function findCommander(db: Db, launchId: string): Promise<string | null> {
  const [row] = (await commanderOf(db, { launchId })).rows
  return row?.commander_id ?? null
}

/** What a launch's checklist says about emergencies; null when it says nothing. */
export async function readProcedure(db: Db, launchId: string): Promise<Procedure | null> {
  const row = await db
    .selectFrom('launches')
    .select('procedure')
    .where('id', '=', launchId)
    .executeTakeFirst()
  return row?.procedure ? procedureShape.parse(JSON.parse(row.procedure)) : null
}

/** Begins an emergency. Throws where one of the launch runs: a unique key. */
export async function insertEmergency(db: Db, emergency: Emergency): Promise<void> {
  await db
    .insertInto('emergencies')
    .values({
      id: emergency.id,
      launch_id: emergency.launchId,
      number: emergency.number,
      kind: emergency.isDrill ? 'drill' : 'real',
      words: emergency.words,
      began_at: iso(emergency.began),
      started_at: iso(emergency.started.at),
      started_by: emergency.started.by,
      resolved_at: null,
      resolved_by: null,
      aftermath: null,
      ended_with: null,
      ...rolesIn(emergency),
    })
    .execute()
}

/** Keeps who leads it, who writes, and when the next update is due. */
export async function updateEmergency(db: Db, emergency: Emergency): Promise<void> {
  await db
    .updateTable('emergencies')
    .set(rolesIn(emergency))
    .where('id', '=', emergency.id)
    .execute()
}

function rolesIn({ commanderId, scribeId, nextUpdateAt }: Emergency) {
  return { commander_id: commanderId, scribe_id: scribeId, next_update_at: iso(nextUpdateAt) }
}

export async function markResolved(
  db: Db,
  id: string,
  resolved: NonNullable<Emergency['resolved']>,
): Promise<void> {
  await db
    .updateTable('emergencies')
    .set({
      resolved_at: iso(resolved.at),
      resolved_by: resolved.by,
      aftermath: resolved.how,
      ended_with: resolved.words,
    })
    .where('id', '=', id)
    .execute()
}

/** Keeps what was said on a page, in the place of what was said there before. */
export async function saveAnswer(db: Db, emergencyId: string, answer: PageAnswer): Promise<void> {
  const said = {
    choice: answer.choice,
    note: answer.note,
    at: iso(answer.given.at),
    by: answer.given.by,
    version: answer.version,
  }
  await db
    .insertInto('emergency_answers')
    .values({ emergency_id: emergencyId, page: answer.page, ...said })
    .onConflict((conflict) => conflict.columns(['emergency_id', 'page']).doUpdateSet(said))
    .execute()
}

export async function insertDecision(
  db: Db,
  emergencyId: string,
  decision: Decision,
): Promise<void> {
  await db
    .insertInto('emergency_decisions')
    .values({
      id: decision.id,
      emergency_id: emergencyId,
      round: decision.round,
      outcome: decision.outcome,
      kind: decision.kind,
      reason: decision.reason,
      at: iso(decision.decided.at),
      by: decision.decided.by,
      ...changingIn(decision),
    })
    .execute()
}

/** Keeps what became of a decision: its second's answer, how long it is watched, that it fell. */
export async function updateDecision(db: Db, decision: Decision): Promise<void> {
  await db
    .updateTable('emergency_decisions')
    .set(changingIn(decision))
    .where('id', '=', decision.id)
    .execute()
}

function changingIn({ watch, answer, dropped }: Decision) {
  return {
    watch_until: watch && iso(watch.until),
    watcher_id: watch?.personId ?? null,
    answer: answer?.how ?? null,
    answer_reason: answer?.reason ?? null,
    answered_at: answer && iso(answer.at),
    answered_by: answer?.by ?? null,
    dropped_at: dropped && iso(dropped.at),
    dropped_by: dropped?.by ?? null,
  }
}

/** The emergency that a decision is of. */
export async function emergencyIdOfDecision(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('emergency_decisions')
    .select('emergency_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.emergency_id
}

export type Ask = {
  id: string
  emergencyId: string
  why: AskRow['why']
  personId: string
  at: Date
  isEnded: boolean
}

export async function insertAsk(db: Db, ask: Omit<Ask, 'isEnded'>): Promise<void> {
  await db
    .insertInto('emergency_asks')
    .values({
      id: ask.id,
      emergency_id: ask.emergencyId,
      why: ask.why,
      person_id: ask.personId,
      at: iso(ask.at),
      ended_at: null,
    })
    .execute()
}

export async function findAsk(db: Db, id: string): Promise<Ask | undefined> {
  const row = await db
    .selectFrom('emergency_asks')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toAsk(row)
}

/** What was asked and has not ended, newest first. */
export async function listAsks(db: Db, emergencyId: string): Promise<Ask[]> {
  const rows = await db
    .selectFrom('emergency_asks')
    .selectAll()
    .where('emergency_id', '=', emergencyId)
    .where('ended_at', 'is', null)
    .orderBy('at', 'desc')
    .execute()
  return rows.map(toAsk)
}

export async function endAsk(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('emergency_asks')
    .set({ ended_at: iso(at) })
    .where('id', '=', id)
    .execute()
}

async function withParts(db: Db, row: EmergencyRow): Promise<Emergency> {
  const answers = await db
    .selectFrom('emergency_answers')
    .selectAll()
    .where('emergency_id', '=', row.id)
    .orderBy('at')
    .orderBy('page')
    .execute()
  const decisions = await db
    .selectFrom('emergency_decisions')
    .selectAll()
    .where('emergency_id', '=', row.id)
    .orderBy('round')
    .execute()
  const resolved = toMark(row.resolved_at, row.resolved_by)
  return {
    id: row.id,
    launchId: row.launch_id,
    number: row.number,
    isDrill: row.kind === 'drill',
    words: row.words,
    began: new Date(row.began_at),
    started: { at: new Date(row.started_at), by: row.started_by },
    commanderId: row.commander_id,
    scribeId: row.scribe_id,
    nextUpdateAt: new Date(row.next_update_at),
    resolved: resolved &&
      row.aftermath && { ...resolved, how: row.aftermath, words: row.ended_with ?? '' },
    answers: answers.map(toAnswer),
    decisions: decisions.map(toDecision),
  }
}

function toAnswer(row: EmergencyAnswerRow): PageAnswer {
  const { page, choice, note, version } = row
  return { page, choice, note, version, given: given(row) }
}

function toDecision(row: DecisionRow): Decision {
  const { id, round, outcome, kind, reason, watch_until, watcher_id } = row
  const answered = toMark(row.answered_at, row.answered_by)
  return {
    id,
    round,
    outcome,
    kind,
    reason,
    decided: given(row),
    watch:
      watch_until && watcher_id ? { until: new Date(watch_until), personId: watcher_id } : null,
    answer: answered && row.answer && { ...answered, how: row.answer, reason: row.answer_reason },
    dropped: toMark(row.dropped_at, row.dropped_by),
  }
}

function given({ at, by }: { at: string; by: string }): Mark {
  return { at: new Date(at), by }
}

function toAsk(row: AskRow): Ask {
  return {
    id: row.id,
    emergencyId: row.emergency_id,
    why: row.why,
    personId: row.person_id,
    at: new Date(row.at),
    isEnded: row.ended_at !== null,
  }
}
