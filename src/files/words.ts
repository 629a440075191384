/** What files say in words: they show no mentions and no dates of Slack's. */
import type { Event } from '../domain/event.ts'
import type { LaunchFile } from '../domain/launch-file.ts'
import { pseudonymIn } from '../domain/person.ts'
import { beforeText } from '../views/before.ts'
import { readOut } from '../views/read-out.ts'
import { sentence } from '../views/sentence.ts'

export type NameOf = (id: string) => string

/** How people and channels are called; by their ids where golive never heard it. */
export function namesIn({ people, channels }: LaunchFile): NameOf {
  const names = new Map([...people, ...channels].map(({ id, name }) => [id, name ?? id]))
  return (id) => names.get(id) ?? pseudonymIn(id) ?? id
}

/** An entry of the record as plain words, on one line, and what was there before; null: nothing to say. */
export function entryWords(
  event: Event,
  zone: string,
  nameOf: NameOf,
): { sentence: string; before: string | null } {
  const before = beforeText(event, zone)
  return {
    sentence: plainWords(sentence(event, zone), nameOf),
    before: before === null ? null : plainWords(before, nameOf),
  }
}

function plainWords(mrkdwn: string, nameOf: NameOf): string {
  return readOut(mrkdwn, {
    person: nameOf,
    channel: (id) => `#${nameOf(id)}`,
    link: (url, words) => `${words} (${url})`,
    bold: (line) =>
      line.replace(/(?<![\p{L}\p{N}*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\p{L}\p{N}*])/gu, '$1'),
  })
}
