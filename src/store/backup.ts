/** Copies of the whole database in a file, and the way back. */
import { existsSync, realpathSync } from 'node:fs'
import { chmod, copyFile, link, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ChainBreak, findBreak } from '../domain/chain.ts'
import { type Db, iso, openDatabase } from './database.ts'
import {
  besideDatabase,
  copyDatabase,
  listDamage,
  readonlyDialect,
  sqliteDialect,
  troubleOf,
  whileAlone,
} from './dialect.ts'
import { flush, putInPlace } from './durable-file.ts'
import { ageOf } from './migrate.ts'
import { listRecordOwners, readRecord } from './records.ts'

/** What is found in a file. `faults`: it cannot be used, and why. */
export type Findings = { faults: string[]; launches: number; broken: BrokenRecord[] }
export type BrokenRecord = { name: string; found: ChainBreak }

/**
 * Copies a database, which may be in use, into `file`, which is there only when the copy is whole and on
 * the disk. A copy with faults is not kept; one of a record that does not fit is.
 */
export async function backUp(path: string, file: string): Promise<Findings> {
  const part = `${file}.${process.pid}.part`
  try {
    const findings = await copyChecked(path, part)
    if (findings.faults.length === 0) {
      await chmod(part, (await stat(path)).mode & 0o777)
      await putInPlace(part, file)
    }
    return findings
  } finally {
    await rm(part, { force: true })
  }
}

/** `kept`: where the replaced database is; null: there was none. */
export type Restored = {
  findings: Findings
  kept: string | null
  isInUse: boolean
  isDone: boolean
}

/**
 * Puts a copy in the place of a database that nobody has open, and keeps what was there beside it. Does
 * nothing with a copy that has faults, or, unless `anyway`, whose record does not fit.
 */
export async function restore(
  path: string,
  file: string,
  { now, anyway }: { now: Date; anyway: boolean },
): Promise<Restored> {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${process.pid}.part`
  try {
    const findings = await copyChecked(file, part)
    const isFit = findings.faults.length === 0 && (anyway || findings.broken.length === 0)
    const undone = { findings, kept: null, isInUse: false, isDone: false }
    if (!isFit) return undone
    await forgetSent(part)
    if (!existsSync(path)) {
      await putInPlace(part, path)
      return { ...undone, isDone: true }
    }
    const kept = `${path}.replaced-${iso(now).replaceAll(':', '-')}`
    const isAlone = await whileAlone(path, async () => {
      await chmod(part, (await stat(path)).mode & 0o777)
      await keepAside(path, kept)
      await putInPlace(part, path)
    })
    return isAlone ? { findings, kept, isInUse: false, isDone: true } : { ...undone, isInUse: true }
  } finally {
    await rm(part, { force: true })
  }
}

/** Slack may show what came later than the copy: boards and sections are sent again when golive runs. */
async function forgetSent(file: string): Promise<void> {
  const db = openDatabase(sqliteDialect(file))
  try {
    const longAgo = iso(new Date(0))
    await db
      .updateTable('surfaces')
      .set({ digest: null, sent_at: longAgo })
      .where('ts', 'is not', null)
      .execute()
  } finally {
    await db.destroy()
  }
}

/**
 * Gives a database another name, with what is beside it, which would be taken for a part of what comes in
 * its place. Whoever has it locked still has: to copy it would be to open and close it, and a process that
 * closes a file gives up its locks on it (https://sqlite.org/howtocorrupt.html).
 */
export async function keepAside(path: string, kept: string): Promise<void> {
  await link(path, kept).catch(async () => {
    // Not every file system knows second names.
    await copyFile(path, kept)
    await flush(kept)
  })
  for (const ending of besideDatabase) {
    if (!existsSync(path + ending)) continue
    await copyFile(path + ending, kept + ending)
    await flush(kept + ending)
    await rm(path + ending)
  }
}

/** Whether two names are of one file. */
export function isSameFile(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other)
}

async function copyChecked(from: string, to: string): Promise<Findings> {
  try {
    // Nobody reads there what they could not read in the original.
    await writeFile(to, '', { mode: ((await stat(from)).mode & 0o777) | 0o600 })
    copyDatabase(from, to)
    await flush(to)
    return await check(to)
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble !== 'corrupt' && trouble !== 'unreachable') throw error
    const why = error instanceof Error ? error.message : String(error)
    return { faults: [`it cannot be read as a database: ${why}`], launches: 0, broken: [] }
  }
}

async function check(file: string): Promise<Findings> {
  const db = openDatabase(readonlyDialect(file))
  try {
    const faults = await listDamage(db)
    const age = faults.length === 0 ? await ageOf(db) : null
    if (age === 'foreign') faults.push('it is no database of golive')
    if (age === 'newer') faults.push('a newer golive has written it')
    if (faults.length > 0) return { faults, launches: 0, broken: [] }
    const launches = await listRecordOwners(db)
    const broken = age === 'known' ? await listBroken(db, launches) : []
    return { faults, launches: launches.length, broken }
  } finally {
    await db.destroy()
  }
}

async function listBroken(
  db: Db,
  launches: readonly { id: string; name: string }[],
): Promise<BrokenRecord[]> {
  const broken: BrokenRecord[] = []
  for (const { id, name } of launches) {
    const { entries, head } = await readRecord(db, id)
    const found = findBreak(id, entries, head)
    if (found) broken.push({ name, found })
  }
  return broken
}
