import { type Context, launchFor } from '../commands/context.ts'
import { type HistoryFilter, spanOf, typesOfKind } from '../domain/history.ts'
import type { Launch } from '../domain/launch.ts'
import { mayLook } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readStakes } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import {
  listHistory,
  listItemTexts,
  listLaunchIdsOf,
  listUndoings,
  type Turn,
  type Wanted,
} from '../store/history.ts'
import { findItem } from '../store/items.ts'
import {
  type HistoryPage,
  type HistoryState,
  type HistorySubject,
  historyPageSize,
} from '../views/history.ts'
import { asPlainText } from '../views/markdown.ts'

/**
 * Reads a page of the history of a launch, an item or a person. Refuses whoever may not see the launch;
 * of a person there is what they did in launches that the reader may see. `zone`: the reader's.
 */
export async function readHistoryPage(
  { db }: Context,
  actor: Actor,
  about: { subject: HistoryState['subject']; filter: HistoryFilter; turn: Turn },
  zone: string,
): Promise<HistoryPage> {
  const { subject, launches } = await subjectFor(db, actor, about.subject)
  const wanted = await wantedBy(db, subject, launches, about.filter, zone)
  const { events, total, newer } = await listHistory(db, wanted, about.turn, historyPageSize)
  const undoings = await listUndoings(db, events)
  const entries = events.map((event) => ({
    event,
    launch: (subject.kind === 'person' && launches.get(event.launchId)) || null,
    undoing: undoings.get(event.id) ?? null,
  }))
  return { subject, entries, total, newer }
}

async function subjectFor(
  db: Db,
  actor: Actor,
  subject: HistoryState['subject'],
): Promise<{ subject: HistorySubject; launches: Map<string, Launch> }> {
  if (subject.kind === 'person') {
    return { subject, launches: await launchesOf(db, actor, subject.personId) }
  }
  const { launch } = await launchFor(db, actor, subject.launchId)
  const launches = new Map([[launch.id, launch]])
  if (subject.kind === 'launch') return { subject: { kind: 'launch', launch }, launches }
  const placed = await findItem(db, subject.itemId)
  if (placed?.launchId !== launch.id) throw new Refusal({ code: 'item-unknown' })
  return { subject: { kind: 'item', launch, item: placed.item }, launches }
}

/** The launches in which somebody did something and that the reader may see. */
async function launchesOf(db: Db, reader: Actor, personId: string): Promise<Map<string, Launch>> {
  const ids = await listLaunchIdsOf(db, personId)
  const stakes = await Promise.all(ids.map((id) => readStakes(db, id)))
  const seen = stakes.filter((each) => each !== undefined).filter((each) => mayLook(reader, each))
  return new Map(seen.map(({ launch }) => [launch.id, launch]))
}

async function wantedBy(
  db: Db,
  subject: HistorySubject,
  launches: Map<string, Launch>,
  filter: HistoryFilter,
  zone: string,
): Promise<Wanted> {
  const wanted: Wanted = {
    of:
      subject.kind === 'person'
        ? { launchIds: [...launches.keys()] }
        : { launchId: subject.launch.id },
    itemId: subject.kind === 'item' ? subject.item.id : null,
    personId: subject.kind === 'person' ? subject.personId : filter.personId,
    types: filter.kind && typesOfKind(filter.kind),
    itemIds: null,
    ...spanOf(filter, zone),
  }
  const words = filter.words.trim().toLowerCase()
  if (words === '') return wanted
  const texts = await listItemTexts(db, wanted)
  const called = texts.filter(({ text }) => asPlainText(text).toLowerCase().includes(words))
  return { ...wanted, itemIds: called.map(({ id }) => id) }
}
