import { Refusal } from '../domain/refusal.ts'
import type { Edge } from './edge.ts'
import type { SlackFile } from './payloads.ts'

/** Bytes of a checklist. */
const mostBytes = 1_000_000
const patienceMs = 2000
/** Where Slack keeps what people attach. https://docs.slack.dev/reference/objects/file-object */
const slackFiles = 'https://files.slack.com'

/**
 * The text of a file that somebody attached to a dialog, fetched with the bot's token, and only from
 * where Slack keeps files. Refuses one that is too large, no text, or that Slack does not give ('faults',
 * under `field`).
 */
export async function readFile(edge: Edge, file: SlackFile, field: string): Promise<string> {
  const refuse = (code: 'file-too-large' | 'file-no-text' | 'slack-silent') =>
    new Refusal({ code: 'faults', faults: { [field]: { code } } })
  const url = addressOf(file)
  if (!url || !isOfSlack(edge, url)) throw refuse('slack-silent')
  if ((file.size ?? 0) > mostBytes) throw refuse('file-too-large')
  const bytes = await fetchBytes(edge, url)
  if (!bytes) throw refuse('slack-silent')
  if (bytes.length > mostBytes) throw refuse('file-too-large')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('file-no-text')
  }
}

/** Where a file is; undefined where Slack does not say it, as of one that was deleted. */
export function addressOf(file: SlackFile): string | undefined {
  return file.url_private_download ?? file.url_private ?? undefined
}

/** Null when Slack does not give it in time; a page to sign in at is no file either. */
async function fetchBytes({ client, log }: Edge, url: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${client.token}` },
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    })
    const isPage = response.headers.get('content-type')?.startsWith('text/html')
    if (!response.ok || isPage)
      throw new Error(`HTTP ${response.status}${isPage ? ', a page' : ''}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    log.warn({ err: error }, 'Slack did not give a file')
    return null
  }
}

/** The token goes nowhere else. */
function isOfSlack({ client }: Edge, url: string): boolean {
  const origin = URL.parse(url)?.origin
  const api = URL.parse(client.slackApiUrl)?.origin
  return origin === slackFiles || (api !== 'https://slack.com' && origin === api)
}
