import type { Mark } from '../domain/launch.ts'
import { isSameOwner, type Owner } from '../domain/owner.ts'
import { type Db, iso } from './database.ts'
import { statement } from './statement.ts'

/** The items of a launch, or these. */
export type SomeItems = { launchId: string } | { itemIds: readonly string[] }

/** How tables that hang on items are asked for those of some of them. */
export function columnOf(which: SomeItems): ['launch_id' | 'item_id', string[]] {
  return 'launchId' in which ? ['launch_id', [which.launchId]] : ['item_id', [...which.itemIds]]
}

/** The owners of items, by item, in the order in which they were named. */
export async function readOwners(db: Db, which: SomeItems): Promise<Map<string, Owner[]>> {
  const [column, values] = columnOf(which)
  const rows = await db
    .selectFrom('item_owners')
    .select(['item_id', 'kind', 'holder'])
    .where(column, 'in', values)
    .orderBy('position')
    .execute()
  const owners = new Map<string, Owner[]>()
  for (const row of rows) {
    const owner: Owner = { kind: row.kind, id: row.holder }
    const list = owners.get(row.item_id)
    if (list) list.push(owner)
    else owners.set(row.item_id, [owner])
  }
  return owners
}

const ownersOfItem = statement((db, it: { itemId: string }) =>
  db
    .selectFrom('item_owners')
    .select(['kind', 'holder', 'position'])
    .where('item_id', '=', it.itemId),
)

/** The owners of one item, in the order in which they were named. */
export async function readOwnersOf(db: Db, itemId: string): Promise<Owner[]> {
  const { rows } = await ownersOfItem(db, { itemId })
  // Sorting a handful here is faster than preparing the database to.
  rows.sort((one, other) => one.position - other.position)
  return rows.map((row): Owner => ({ kind: row.kind, id: row.holder }))
}

const ownersOfLaunch = statement((db, it: { launchId: string }) =>
  db
    .selectFrom('item_owners')
    .select('holder')
    .distinct()
    .where('launch_id', '=', it.launchId)
    .where('kind', '=', 'person'),
)

/** Everybody who owns something of a launch by name. */
export async function listOwnerIds(db: Db, launchId: string): Promise<string[]> {
  const { rows } = await ownersOfLaunch(db, { launchId })
  return rows.map((row) => row.holder)
}

/** Gives items that have no owners yet theirs; who gave it to themselves needs no telling. */
export async function insertOwners(
  db: Db,
  launchId: string,
  all: readonly { itemId: string; owners: readonly Owner[] }[],
  given: Mark,
): Promise<void> {
  const rows = all.flatMap(({ itemId, owners }) =>
    owners.map((owner, position) => ownerRow({ id: itemId, launchId }, owner, position, given)),
  )
  // In slices: the databases bind a limited number of values at a time.
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('item_owners')
      .values(rows.slice(start, start + 500))
      .execute()
  }
}

/**
 * Gives an item these owners instead of those that it had. Who stays is not told again; who gave it
 * to themselves needs no telling.
 */
export async function replaceOwners(
  db: Db,
  item: { id: string; launchId: string; owners: readonly Owner[] },
  owners: readonly Owner[],
  given: Mark,
): Promise<void> {
  const isIn = (list: readonly Owner[], owner: Owner) =>
    list.some((other) => isSameOwner(owner, other))
  for (const { kind, id } of item.owners.filter((owner) => !isIn(owners, owner))) {
    await db
      .deleteFrom('item_owners')
      .where('item_id', '=', item.id)
      .where('kind', '=', kind)
      .where('holder', '=', id)
      .execute()
  }
  for (const [position, owner] of owners.entries()) {
    if (isIn(item.owners, owner)) {
      await db
        .updateTable('item_owners')
        .set({ position })
        .where('item_id', '=', item.id)
        .where('kind', '=', owner.kind)
        .where('holder', '=', owner.id)
        .execute()
      continue
    }
    await db
      .insertInto('item_owners')
      .values(ownerRow(item, owner, position, given))
      .execute()
  }
}

function ownerRow(
  item: { id: string; launchId: string },
  owner: Owner,
  position: number,
  given: Mark,
) {
  const isOwnWish = owner.kind === 'person' && owner.id === given.by
  return {
    item_id: item.id,
    launch_id: item.launchId,
    kind: owner.kind,
    holder: owner.id,
    position,
    given_at: iso(given.at),
    given_by: given.by,
    told_at: isOwnWish ? iso(given.at) : null,
  }
}

/** Makes what hangs on a role new to the person who fills it now. */
export async function giveRoleAnew(
  db: Db,
  roleId: string,
  personId: string | null,
  given: Mark,
): Promise<void> {
  const toldAt = personId === given.by ? iso(given.at) : null
  await db
    .updateTable('item_owners')
    .set({ given_at: iso(given.at), given_by: given.by, told_at: toldAt })
    .where('kind', '=', 'role')
    .where('holder', '=', roleId)
    .execute()
}

/** Notes that somebody was told of what they own, by name or by role, among these items. */
export async function markTold(
  db: Db,
  personId: string,
  itemIds: readonly string[],
  at: Date,
): Promise<void> {
  if (itemIds.length === 0) return
  await db
    .updateTable('item_owners')
    .set({ told_at: iso(at) })
    .where('told_at', 'is', null)
    .where('item_id', 'in', [...itemIds])
    .where((row) =>
      row.or([
        row('holder', '=', personId),
        row(
          'holder',
          'in',
          row.selectFrom('roles').select('roles.id').where('roles.person_id', '=', personId),
        ),
      ]),
    )
    .execute()
}

/** Gives items the owners that others have, who know of it. `ids`: from these items to those. */
export async function copyOwners(
  db: Db,
  ids: ReadonlyMap<string, string>,
  toldAt: Date,
): Promise<void> {
  const rows = await db
    .selectFrom('item_owners')
    .selectAll()
    .where('item_id', 'in', [...ids.keys()])
    .execute()
  if (rows.length === 0) return
  const copies = rows.flatMap((row) => {
    const itemId = ids.get(row.item_id)
    return itemId ? { ...row, item_id: itemId, told_at: row.told_at ?? iso(toldAt) } : []
  })
  await db.insertInto('item_owners').values(copies).execute()
}
