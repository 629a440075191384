/** Whether records are as they were written, in the database or in an exported file. Writes nothing. */
import { statSync } from 'node:fs'
import { anchoredTypes } from '../domain/anchor.ts'
import { type ChainedEntry, findBreak, type Head, shortHash } from '../domain/chain.ts'
import { pseudonymIn } from '../domain/person.ts'
import { readEvent } from '../store/events.ts'
import { listRecordOwners, readRecord } from '../store/records.ts'
import { breakText } from '../views/chain-break.ts'
import { sentence } from '../views/sentence.ts'
import { readExportedRecord } from './exported-record.ts'
import { plainLine } from './plain-line.ts'
import { type CliCommand, misused, type Terminal, textIn, withDatabase } from './terminal.ts'

export const verify: CliCommand = {
  usage: 'verify [--anchors] [LAUNCH|FILE]',
  does: 'says whether records are as they were written: all of them, of a launch (id or name), or of an exported file, and the first entry that does not fit. Exits with 1 when one does not. --anchors: the hashes that the channel was told.',
  async run(args, terminal) {
    const shown = { anchors: args.includes('--anchors') }
    const [asked, ...more] = args.filter((arg) => arg !== '--anchors')
    if (more.length > 0 || asked?.startsWith('--')) return misused(verify, terminal)
    if (asked && statSync(asked, { throwIfNoEntry: false })?.isFile()) {
      return verifyFile(asked, shown, terminal)
    }
    return withDatabase(terminal, async (db) => {
      const all = await listRecordOwners(db)
      const meant = all.filter(({ id, name }) => !asked || id === asked || name === asked)
      if (meant.length === 0) {
        terminal.err(asked ? `There is no launch and no file “${asked}”.` : 'There is no launch.')
        return 2
      }
      let code = 0
      for (const { id, name } of meant) {
        const record = { launchId: id, name, ...(await readRecord(db, id)) }
        if (!tellOf(record, shown, terminal)) code = 1
      }
      return code
    })
  },
}

type SealedRecord = { launchId: string; name: string; entries: ChainedEntry[]; head: Head | null }
type Shown = { anchors: boolean }

async function verifyFile(file: string, shown: Shown, terminal: Terminal): Promise<number> {
  const source = await textIn(file, terminal)
  if (source === null) return 2
  const record = readExportedRecord(source)
  if ('problem' in record) {
    terminal.err(`${file}: ${plainLine(record.problem)}`)
    return 2
  }
  return tellOf(record, shown, terminal) ? 0 : 1
}

/** Says how a record is; whether all of it fits. */
function tellOf(record: SealedRecord, shown: Shown, terminal: Terminal): boolean {
  const { launchId, name, entries, head } = record
  const found = findBreak(launchId, entries, head)
  const about = `${name} (${launchId}): ${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, head ${shortHash(head?.hash ?? '') || 'missing'}`
  terminal.out(plainLine(`${about}: ${found ? breakText(found) : 'ok'}`))
  const entry = found && entries.find(({ place }) => place === found.place)
  if (entry) terminal.out(entryLine(entry))
  const anchors = shown.anchors ? entries.filter(isAnchored) : []
  for (const anchor of anchors)
    terminal.out(`${entryLine(anchor)} · hash ${shortHash(anchor.hash)}`)
  return found === null
}

function isAnchored({ type }: ChainedEntry): boolean {
  return anchoredTypes.some((anchored) => anchored === type)
}

/** An entry's place, time, who, and what it says; what was tampered with may say nothing any more. */
function entryLine(entry: ChainedEntry): string {
  const event = readEvent(entry)
  const says = event ? sentence(event, 'UTC') : `${entry.type}, which cannot be read`
  return plainLine(
    `  entry ${entry.place} · ${entry.at} · ${pseudonymIn(entry.by) ?? entry.by} · ${says}`,
  )
}
