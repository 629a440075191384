/**
 * The record of a launch as a chain: each entry holds a digest of its content, and a hash of that digest
 * and the hash before it. So no entry can be changed, taken out, put in or moved without all that follow
 * it being made anew, and the newest hash, the head, stands for the whole record.
 *
 * The digest is salted, and the hash is made of the digest alone: when a person's name gives way to a
 * pseudonym, the entries' words are replaced with their salts, a later entry ('record.amended') says by
 * what, and the chain holds, while nobody can find out by trying what stood there.
 */
import { hash } from 'node:crypto'

/** What an entry says, as it is stored: data as the JSON text, the time as ISO 8601 in UTC. */
export type EntryContent = {
  id: string
  launchId: string
  place: number
  itemId: string | null
  type: string
  data: string
  at: string
  by: string
  via: string
}

/** Digest and hash are SHA-256 in base64url: 43 characters. */
export type Seal = { salt: string; digest: string; hash: string }

export type ChainedEntry = EntryContent & Seal

/** Where a record ends: the place of its last entry, and its hash. */
export type Head = { place: number; hash: string }

/** The beginning of a hash, which people can compare by eye: 72 bits. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12)
}

/** Before the first entry. */
export const beginning: Head = { place: 0, hash: '' }

/** The seal of an entry that follows `before`; its salt is of chance, and of no other entry. */
export function sealAfter(before: Head, content: EntryContent, salt: string): Seal {
  const digest = digestOfContent(content, salt)
  return { salt, digest, hash: hashAfter(before.hash, digest) }
}

export function digestOfContent(it: EntryContent, salt: string): string {
  const parts = [
    salt,
    ...[it.launchId, it.place, it.id, it.itemId, it.type, it.data, it.at, it.by, it.via],
  ]
  return hash('sha256', JSON.stringify(parts), 'base64url')
}

function hashAfter(before: string, digest: string): string {
  return hash('sha256', `${before}\n${digest}`, 'base64url')
}

/**
 * What is wrong with a record, at the first entry that does not fit: its content is not what its seal
 * says ('changed'), its hash does not follow from the one before it ('out-of-chain'), its place is not
 * the next ('missing'), or it belongs to another launch ('foreign'). Past the last entry: the record
 * ends before or after the head that is kept for it ('head'), or none is kept ('no-head').
 */
export type ChainBreak = {
  place: number
  id: string | null
  kind: 'changed' | 'out-of-chain' | 'missing' | 'foreign' | 'head' | 'no-head'
}

/** What is remembered of one. */
export type RecordBreak = Pick<ChainBreak, 'place' | 'kind'>

/**
 * Checks the entries of one launch, in the order of their places, against their head. Returns the first
 * that does not fit; null: all is as it was written.
 */
export function findBreak(
  launchId: string,
  entries: readonly ChainedEntry[],
  head: Head | null,
): ChainBreak | null {
  const amended = amendedDigests(entries)
  let before = beginning
  for (const entry of entries) {
    const kind = breakOf(entry, { launchId, before, amended })
    if (kind) return { place: entry.place, id: entry.id, kind }
    before = { place: entry.place, hash: entry.hash }
  }
  if (!head) return { place: before.place + 1, id: null, kind: 'no-head' }
  const ends = before.place === head.place && before.hash === head.hash
  return ends ? null : { place: Math.min(before.place, head.place) + 1, id: null, kind: 'head' }
}

function breakOf(
  entry: ChainedEntry,
  it: { launchId: string; before: Head; amended: ReadonlyMap<number, string> },
): ChainBreak['kind'] | null {
  if (entry.launchId !== it.launchId) return 'foreign'
  if (entry.place !== it.before.place + 1) return 'missing'
  if (entry.hash !== hashAfter(it.before.hash, entry.digest)) return 'out-of-chain'
  const expected = it.amended.get(entry.place) ?? entry.digest
  return digestOfContent(entry, entry.salt) === expected ? null : 'changed'
}

/** By place, the digest that the newest amendment gave an entry's content. */
function amendedDigests(entries: readonly ChainedEntry[]): Map<number, string> {
  const amended = new Map<number, string>()
  for (const { type, data, place: own } of entries) {
    if (type !== 'record.amended') continue
    for (const { place, digest } of amendmentsIn(data)) {
      if (place < own) amended.set(place, digest)
    }
  }
  return amended
}

/** What is no amendment any more says nothing; its own digest tells that it was changed. */
function amendmentsIn(data: string): { place: number; digest: string }[] {
  try {
    const { entries } = JSON.parse(data) as { entries?: unknown }
    return Array.isArray(entries) ? entries.filter((each) => typeof each?.place === 'number') : []
  } catch {
    return []
  }
}
