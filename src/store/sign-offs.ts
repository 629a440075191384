import { z } from 'zod'
import { itemStates } from '../domain/item.ts'
import type { SignedItem, SignOff } from '../domain/sign-off.ts'
import { type Db, iso } from './database.ts'
import { lastPlace } from './events.ts'
import type { RequestRow, SignOffRow } from './schema.ts'
import { statement } from './statement.ts'

/** The sign-offs of launches that no newer one of their role has replaced, by launch. */
export async function listStandingSignOffs(
  db: Db,
  launchIds: readonly string[],
): Promise<Map<string, SignOff[]>> {
  const rows = await db
    .selectFrom('sign_offs')
    .leftJoin('events', (entry) =>
      entry
        .onRef('events.launch_id', '=', 'sign_offs.launch_id')
        .onRef('events.place', '=', 'sign_offs.place'),
    )
    .select(['sign_offs.id', 'sign_offs.launch_id', 'role_id', 'verdict', 'reason', 'until'])
    .select(['sign_offs.at', 'sign_offs.by', 'sign_offs.place', 'sign_offs.digest', 'voided_at'])
    .select('hash')
    .where('sign_offs.launch_id', 'in', [...launchIds])
    .where('replaced_at', 'is', null)
    .execute()
  const byLaunch = Map.groupBy(rows, (row) => row.launch_id)
  return new Map([...byLaunch].map(([launchId, own]) => [launchId, own.map(toSignOff)]))
}

const listShape = z.array(
  z.tuple([z.string(), z.enum(itemStates), z.number(), z.string(), z.string()]).transform(
    ([id, state, evidence, words, reason]): SignedItem => ({
      id,
      state,
      evidence,
      words,
      reason,
    }),
  ),
)

/** The list that a sign-off is about, as it was signed. */
export async function readSignedList(db: Db, id: string): Promise<SignedItem[]> {
  const { list } = await db
    .selectFrom('sign_offs')
    .select('list')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return listShape.parse(JSON.parse(list))
}

/** Adds a role's sign-off in the place of the one that it had. */
export async function insertSignOff(
  db: Db,
  launchId: string,
  signOff: Omit<SignOff, 'voidedAt' | 'place' | 'hash'>,
  list: readonly SignedItem[],
): Promise<void> {
  const { roleId, given } = signOff
  await db
    .updateTable('sign_offs')
    .set({ replaced_at: iso(given.at) })
    .where('role_id', '=', roleId)
    .where('replaced_at', 'is', null)
    .execute()
  await db
    .insertInto('sign_offs')
    .values({
      id: signOff.id,
      launch_id: launchId,
      role_id: roleId,
      verdict: signOff.verdict,
      reason: signOff.reason,
      until: signOff.until && iso(signOff.until),
      at: iso(given.at),
      by: given.by,
      place: lastPlace(launchId),
      digest: signOff.digest,
      list: JSON.stringify(
        list.map(({ id, state, evidence, words, reason }) => [id, state, evidence, words, reason]),
      ),
      voided_at: null,
      replaced_at: null,
    })
    .execute()
}

const decisionsOf = statement((db, it: { launchId: string }) =>
  db
    .selectFrom('launches')
    .select('id')
    .where('id', '=', it.launchId)
    .where((row) => {
      const any = (table: 'sign_offs' | 'sign_off_requests' | 'roll_calls') =>
        row.exists(row.selectFrom(table).select('id').where('launch_id', '=', it.launchId))
      return row.or([any('sign_offs'), any('sign_off_requests'), any('roll_calls')])
    }),
)

/** Whether anything was signed, asked or called, or the final box ticked, in a launch. */
export async function hasDecisions(db: Db, launchId: string): Promise<boolean> {
  return (await decisionsOf(db, { launchId })).rows.length > 0
}

/** Makes a sign-off void. */
export async function markVoided(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('sign_offs')
    .set({ voided_at: iso(at) })
    .where('id', '=', id)
    .execute()
}

/** Holds of running launches whose time is over, and that nobody has been asked about since. */
export async function listHoldsOver(
  db: Db,
  workspaceId: string,
  now: Date,
): Promise<{ launchId: string; roleId: string }[]> {
  const rows = await db
    .selectFrom('sign_offs')
    .innerJoin('launches', 'launches.id', 'sign_offs.launch_id')
    .select(['sign_offs.launch_id', 'sign_offs.role_id'])
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.ended_at', 'is', null)
    .where('launches.live_at', 'is', null)
    .where('verdict', '=', 'hold')
    .where('replaced_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('until', '<=', iso(now))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('sign_off_requests')
            .select('sign_off_requests.id')
            .whereRef('sign_off_requests.role_id', '=', 'sign_offs.role_id')
            .whereRef('sign_off_requests.at', '>=', 'sign_offs.until'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ launchId: row.launch_id, roleId: row.role_id }))
}

/** That somebody was asked, by DM, to sign off for a role. */
export type Request = {
  id: string
  launchId: string
  roleId: string
  personId: string
  why: RequestRow['why']
  at: Date
  isEnded: boolean
}

export async function insertRequest(db: Db, request: Omit<Request, 'isEnded'>): Promise<void> {
  await db
    .insertInto('sign_off_requests')
    .values({
      id: request.id,
      launch_id: request.launchId,
      role_id: request.roleId,
      person_id: request.personId,
      why: request.why,
      at: iso(request.at),
      ended_at: null,
    })
    .execute()
}

export async function findRequest(db: Db, id: string): Promise<Request | undefined> {
  const row = await db
    .selectFrom('sign_off_requests')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRequest(row)
}

/** The requests of a launch that wait for an answer. */
export async function listRequests(db: Db, launchId: string): Promise<Request[]> {
  const rows = await db
    .selectFrom('sign_off_requests')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(toRequest)
}

/** All that was asked for a role, over or not. */
export async function listRequestsOf(db: Db, roleId: string): Promise<Request[]> {
  const rows = await db
    .selectFrom('sign_off_requests')
    .selectAll()
    .where('role_id', '=', roleId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(toRequest)
}

/** Ends the requests of a role. */
export async function endRequests(db: Db, roleId: string, at: Date): Promise<void> {
  await db
    .updateTable('sign_off_requests')
    .set({ ended_at: iso(at) })
    .where('role_id', '=', roleId)
    .where('ended_at', 'is', null)
    .execute()
}

function toRequest(row: RequestRow): Request {
  return {
    id: row.id,
    launchId: row.launch_id,
    roleId: row.role_id,
    personId: row.person_id,
    why: row.why,
    at: new Date(row.at),
    isEnded: row.ended_at !== null,
  }
}

function toSignOff(
  row: Omit<SignOffRow, 'launch_id' | 'list' | 'replaced_at'> & { hash: string | null },
): SignOff {
  return {
    id: row.id,
    roleId: row.role_id,
    verdict: row.verdict,
    reason: row.reason,
    until: row.until === null ? null : new Date(row.until),
    given: { at: new Date(row.at), by: row.by },
    place: row.place,
    hash: row.hash ?? '',
    digest: row.digest,
    voidedAt: row.voided_at === null ? null : new Date(row.voided_at),
  }
}
