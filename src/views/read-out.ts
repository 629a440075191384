/** How what Slack would show is written where there is no Slack. */
export type Manner = {
  person(id: string): string
  channel(id: string): string
  link(url: string, words: string): string
  /** Of a line, what stands between asterisks. */
  bold(line: string): string
}

/** A line of mrkdwn, as views write it, without Slack's own signs: people, channels, times and links in words. */
export function readOut(mrkdwn: string, { person, channel, link, bold }: Manner): string {
  const line = mrkdwn
    .replace(/<@([^>|]+)>/g, (_, id: string) => person(id))
    .replace(/<#([^>|]+)>/g, (_, id: string) => channel(id))
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, (_, url: string, words: string) => link(url, words))
  return bold(line).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
