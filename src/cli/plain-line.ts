import { readOut } from '../views/read-out.ts'

/** What views write for Slack, as a line for a terminal: nothing in it moves the cursor. */
export function plainLine(mrkdwn: string): string {
  return readOut(mrkdwn, {
    person: (id) => `@${id}`,
    channel: (id) => `#${id}`,
    link: (url, words) => `${words} (${url})`,
    bold: (line) => line,
  }).replace(/\p{Cc}+/gu, ' ')
}
