/** What has to be true of a database and its channel, whenever golive died. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type ItemState, itemActions } from '../../src/domain/item.ts'
import type { Board } from '../../src/domain/launch.ts'
import type { Dict } from '../../src/sandbox/json.ts'
import type { Workspace } from '../../src/sandbox/workspace.ts'
import { renderSection } from '../../src/slack/render-section.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { listEventsOf } from '../../src/store/events.ts'
import { findLaunch } from '../../src/store/launches.ts'
import { isMigrated } from '../../src/store/migrate.ts'
import { listSurfaces, type PlacedSurface } from '../../src/store/surfaces.ts'
import { announcement } from '../../src/views/announcement.ts'
import { boardMessage } from '../../src/views/board.ts'
import type { Message } from '../../src/views/message.ts'
import type { ClickedItem, Step } from './crash-load.ts'

const moves = Object.values(itemActions).map(({ event }) => event)
type Move = {
  type: string
  from: ItemState
  to: ItemState
  reason: string | null
  by: string
  at: Date
}

/** What is wrong, a line each; and how many of the acknowledged clicks were found. */
export type Finding = { problems: string[]; found: number }

/** Looks whether the file is whole, the record without holes, and every acknowledged click in it once. */
export async function checkDatabase(db: Db, clicked: Iterable<ClickedItem>): Promise<Finding> {
  const problems = await integrityProblems(db)
  if (!(await isMigrated(db))) {
    const early = [...clicked].some(({ steps }) => steps.some(({ acks }) => acks > 0))
    return { problems: early ? [...problems, 'clicked without tables'] : problems, found: 0 }
  }
  problems.push(...(await recordProblems(db)))
  const recorded = await movesOfItems(db)
  const rows = await db.selectFrom('items').select(['id', 'version', 'state']).execute()
  for (const { id, version, state } of rows) {
    const own = recorded.get(id) ?? []
    if (version !== own.length) problems.push(`${id}: version ${version}, ${own.length} events`)
    if (!isChain(own, state)) problems.push(`${id}: is ${state}, its record says otherwise`)
  }
  let found = 0
  for (const { id, steps } of clicked) {
    const own = recorded.get(id) ?? []
    const strangers = own.length - steps.length
    if (strangers > 0) problems.push(`${id}: ${strangers} events that nobody asked for`)
    for (const [index, step] of steps.entries()) {
      const move = own[index]
      if (move && !isOf(move, step))
        problems.push(`${id}: ${word(step)} is ${JSON.stringify(move)}`)
      else if (move) found += step.acks
      else if (step.acks > 0) problems.push(`${id}: ${word(step)} was acknowledged and is lost`)
    }
  }
  return { problems, found }
}

/** What the channel does not show as it is, although nothing waits to be told; empty: all is shown. */
export async function staleSurfaces(db: Db, workspace: Workspace): Promise<string[]> {
  if (!(await isMigrated(db))) return []
  const stale: string[] = []
  const waiting = new Set(await listUntold(db))
  for (const { id } of await db.selectFrom('launches').select('id').execute()) {
    const board = await readBoard(db, id)
    for (const placed of board ? await listSurfaces(db, id) : []) {
      if (board && !waiting.has(placed.key) && !(await isShown(db, board, placed, workspace)))
        stale.push(placed.key)
    }
  }
  return stale
}

/** What waits to be told, or was given up. */
export async function listUntold(db: Db): Promise<string[]> {
  return (await db.selectFrom('outbox').select('key').execute()).map(({ key }) => key)
}

/** Messages that tell what another one tells too, and announcements that never came. */
export async function countPosts(
  db: Db,
  workspace: Workspace,
): Promise<{ doubles: number; missing: string[] }> {
  const placed = await db.selectFrom('surfaces').select(['channel_id', 'ts']).execute()
  const isPlaced = new Set(placed.map(({ channel_id, ts }) => `${channel_id} ${ts}`))
  const loose = workspace.messages.filter(
    ({ author, ephemeralFor, channel, ts }) =>
      author === workspace.bot.userId && !ephemeralFor && !isPlaced.has(`${channel} ${ts}`),
  )
  const texts = new Map<string, number>()
  for (const { text } of loose) texts.set(text, (texts.get(text) ?? 0) + 1)
  const missing: string[] = []
  let announced = 0
  for (const { id } of await db.selectFrom('launches').select('id').execute()) {
    const launch = await findLaunch(db, id)
    const blocked = await listEventsOf(db, id, ['item.blocked'])
    for (const event of launch ? blocked : []) {
      const text = launch ? announcement(event, launch).text : ''
      if (texts.has(text)) announced++
      else missing.push(text)
    }
  }
  return { doubles: loose.length - announced, missing }
}

async function integrityProblems(db: Db): Promise<string[]> {
  const whole = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  const foreign = await sql`pragma foreign_key_check`.execute(db)
  const lines = whole.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  return [...lines, ...foreign.rows.map((row) => `foreign key: ${JSON.stringify(row)}`)]
}

async function recordProblems(db: Db): Promise<string[]> {
  const events = await db.selectFrom('events').select(['launch_id', 'place']).execute()
  const byLaunch = Map.groupBy(events, (event) => event.launch_id)
  return [...byLaunch].flatMap(([id, own]) => {
    const places = own.map(({ place }) => place).sort((one, other) => one - other)
    const isWhole = places.every((place, index) => place === index + 1)
    return isWhole ? [] : [`${id}: events at places ${places.join(' ')}`]
  })
}

async function movesOfItems(db: Db): Promise<Map<string, Move[]>> {
  const recorded = new Map<string, Move[]>()
  for (const { id } of await db.selectFrom('launches').select('id').execute()) {
    for (const { itemId = '', type, data, by, at } of await listEventsOf(db, id, moves)) {
      if (!('reasonBefore' in data)) continue
      const { from, to, reason } = data
      const own = recorded.get(itemId) ?? []
      recorded.set(itemId, [...own, { type, from, to, reason, by, at }])
    }
  }
  return recorded
}

/** Whether each move begins where the one before it ended, and the last one ends in this state. */
function isChain(own: readonly Move[], state: ItemState): boolean {
  const froms = [...own.map(({ from }) => from), state]
  const tos: ItemState[] = ['open', ...own.map(({ to }) => to)]
  return isDeepStrictEqual(froms, tos)
}

function isOf(move: Move, { action, by, reason, sentAt, ackedAt }: Step): boolean {
  return (
    move.type === itemActions[action].event &&
    by.includes(move.by) &&
    (action !== 'block' || move.reason === reason) &&
    move.at >= sentAt &&
    (ackedAt === null || move.at <= ackedAt)
  )
}

function word({ action, by }: Step): string {
  return `${action} by ${by.join(' or ')}`
}

/** Compared with what would be sent now, but for the time of day, which nothing sends again. */
async function isShown(
  db: Db,
  board: Board,
  { surface, channelId, ts, sentAt, isUnfolded }: PlacedSurface,
  workspace: Workspace,
): Promise<boolean> {
  const message = ts === null ? undefined : workspace.message(channelId, ts)
  if (!message || !sentAt) return false
  let fresh: Message | undefined
  if (surface.kind === 'board') fresh = boardMessage(board, sentAt)
  else if (surface.kind === 'section') {
    fresh = await renderSection(db, board, surface, isUnfolded, sentAt)
  } else return true
  return fresh?.text === message.text && isDeepStrictEqual(plain(message), plain(fresh))
}

/** Slack gives a block an id where it has none. */
function plain({ blocks }: { blocks: unknown }): Dict[] {
  return (JSON.parse(JSON.stringify(blocks)) as Dict[]).map(({ block_id: _, ...block }) => block)
}
