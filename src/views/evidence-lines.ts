import type { Evidence } from '../domain/evidence.ts'
import { linked, mention, moment, safe } from './text.ts'

/** So many pieces are listed where there is more to see. */
const listed = 10

/** Pieces of evidence, a line each: what it is, by whom, since when. mrkdwn. */
export function evidenceLines(evidence: readonly Evidence[], zone: string): string[] {
  const lines = evidence.slice(0, listed).map((piece) => evidenceLine(piece, zone))
  const rest = evidence.length - lines.length
  return rest > 0 ? [...lines, `and ${rest} more`] : lines
}

export function evidenceLine({ kind, url, title, written, added }: Evidence, zone: string): string {
  const source =
    kind === 'message'
      ? `${linked(url, 'Message', 20)} by ${written ? `${mention(written.by)}, ${moment(written.at, zone)}` : safe(title ?? 'an app', 100)}`
      : `${kind === 'file' ? 'File' : 'Link'}: ${linked(url, title ?? url, 160)}`
  return `📎 ${source} · added by ${mention(added.by)}`
}
