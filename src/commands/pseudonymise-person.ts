import { type Veil, veiledId, veiledJson } from '../domain/pseudonym.ts'
import { Refusal } from '../domain/refusal.ts'
import { amendEntries } from '../store/amendments.ts'
import { listChained, readEvent } from '../store/events.ts'
import { findLaunch, listPlaces, lockLaunch } from '../store/launches.ts'
import { deletePersonal, listNamesOf, veilRows } from '../store/personal-data.ts'
import { beginPseudonym, endPseudonym, listHeld } from '../store/pseudonyms.ts'
import { type Context, systemActor } from './context.ts'
import { run, type Work } from './run.ts'

/**
 * Puts a pseudonym in the place of a person's id and names wherever golive keeps them, a transaction for
 * each launch; asked for again after it was cut off, it goes on with the same one. Slack is told nothing.
 * Refuses ('person-busy') who has something to do still, and ('name-is-golives') a name without which a record
 * could not be read. Returns the pseudonym.
 */
export async function pseudonymisePerson(
  context: Context,
  { personId, names }: { personId: string; names: readonly string[] },
): Promise<string> {
  const actor = { ...systemActor(''), via: 'command-line' } as const
  const number = await run(context, actor, async ({ db }) => {
    await refuseBusy(db, personId)
    return beginPseudonym(db, personId)
  })
  const known = [...names, ...(await listNamesOf(context.db, personId))]
  const veil: Veil = { personId, names: known, pseudonym: `Person ${number}` }
  for (const place of await listPlaces(context.db)) {
    await run(context, actor, async (work) => {
      await lockLaunch(work.db, place.id)
      await refuseBusy(work.db, personId)
      await amendRecord(work, place, veil)
      await veilRows(work.db, place.id, veil)
    })
  }
  await run(context, actor, async ({ db }) => {
    await deletePersonal(db, personId)
    await veilRows(db, null, veil)
    await endPseudonym(db, personId)
  })
  return veil.pseudonym
}

async function refuseBusy(db: Work['db'], personId: string): Promise<void> {
  const held = await listHeld(db, personId)
  if (held.length > 0) throw new Refusal({ code: 'person-busy', held })
}

async function amendRecord(
  { db, record }: Work,
  place: Parameters<Work['record']>[0],
  veil: Veil,
): Promise<void> {
  const changed = (await listChained(db, place.id)).flatMap((entry) => {
    // It names nobody, and a short name can be in a digest.
    if (entry.type === 'record.amended') return []
    const by = veiledId(entry.by, veil)
    const data = veiledJson(entry.data, veil)
    return by === entry.by && data === entry.data ? [] : [{ ...entry, by, data }]
  })
  if (changed.length === 0) return
  if (changed.some((entry) => readEvent(entry) === null)) {
    throw new Refusal({
      code: 'name-is-golives',
      launch: (await findLaunch(db, place.id))?.name ?? '',
    })
  }
  const entries = await amendEntries(db, changed)
  const { pseudonym } = veil
  await record(place, { type: 'record.amended', data: { why: 'pseudonym', pseudonym, entries } })
}
