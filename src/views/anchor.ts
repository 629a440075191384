import type { KnownBlock } from '@slack/types'
import { anchoredTypes } from '../domain/anchor.ts'
import { shortHash } from '../domain/chain.ts'
import type { Event } from '../domain/event.ts'
import { mrkdwn } from './text.ts'

/** Where an entry is in the record, and its hash, by which the record can be checked later. */
function anchorText({ place, hash }: Pick<Event, 'place' | 'hash'>): string {
  return `Record: entry ${place}, hash \`${shortHash(hash) || 'missing'}\``
}

/** The line below an entry that is told, where it is one that the record is anchored by. */
export function anchorOf(event: Event): { lines: string[]; blocks: KnownBlock[] } {
  if (!anchoredTypes.includes(event.type)) return { lines: [], blocks: [] }
  const line = anchorText(event)
  return { lines: [line], blocks: [{ type: 'context', elements: [mrkdwn(line)] }] }
}
