/** What views write for Slack, as a line for a terminal: nothing in it moves the cursor. */
export function plainLine(mrkdwn: string): string {
  return mrkdwn
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([@#])([^|>]*)(?:\|[^>]*)?>/g, '$1$2')
    .replace(/<([^|>]*)\|([^>]*)>/g, '$2 ($1)')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\p{Cc}+/gu, ' ')
}
