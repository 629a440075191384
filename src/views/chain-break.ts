import type { ChainBreak, RecordBreak } from '../domain/chain.ts'

const words: Record<ChainBreak['kind'], string> = {
  changed: 'its content is not what was sealed',
  'out-of-chain': 'its hash does not follow from the one before it',
  missing: 'it is not the next: an entry before it is missing, or stands there twice',
  foreign: 'it belongs to the record of another launch',
  head: 'the record ends elsewhere than at the head that is kept for it',
  'no-head': 'the head that says where the record ends is missing',
}

/** What is wrong with a record, and where. */
export function breakText({ place, kind }: RecordBreak): string {
  return `entry ${place} does not fit, ${words[kind]}`
}
