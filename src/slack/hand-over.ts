/** A launch as a file, put into Slack: in the asker's DM, or in its channel. */
import { SlackError } from '@slack/web-api'
import { wholeLaunch, wholeReport } from '../commands/export-launch.ts'
import { exportFileName, type FormatName } from '../domain/export-format.ts'
import type { LaunchFile } from '../domain/launch-file.ts'
import type { Actor } from '../domain/person.ts'
import { formats } from '../files/formats.ts'
import type { NotTakenBecause } from '../views/export-dialog.ts'
import { mention, safe } from '../views/text.ts'
import type { Edge } from './edge.ts'
import { failureOf } from './failure.ts'

const sendMs = 10_000

export type FileWish = {
  launchId: string
  format: FormatName
  place: 'dm' | 'channel'
  /** Whether a report says who did how much. */
  withPeople: boolean
}

/** `why`: Slack did not take it; null: it has it. `text`: what is in the file, if that is text. */
type HandedOver = {
  filename: string
  text: string | null
  why: NotTakenBecause | null
}

/** Hands over what the asker may see, which was looked at before. It takes longer than Slack waits. */
export async function handOver(edge: Edge, actor: Actor, wish: FileWish): Promise<HandedOver> {
  const { launchId, format, place } = wish
  const file = await fileWithNames(edge, launchId)
  const { launch } = file
  const content = await formats[format]({
    file,
    report: () => wholeReport(edge.context, launchId, wish),
  })
  const filename = exportFileName(launch.name, format)
  const text = typeof content === 'string' ? content : null
  try {
    await upload(edge, Buffer.from(content), filename, () => placeIn(edge, actor, launch, place))
    return { filename, text, why: null }
  } catch (error) {
    if (!(error instanceof SlackError || error instanceof NotTaken)) throw error
    edge.log.info({ launch: launchId, err: error }, 'a file was not uploaded')
    return { filename, text, why: isMissingScope(error) ? 'scope' : 'now' }
  }
}

/** What people are called is asked of Slack where golive has not heard it. */
async function fileWithNames({ context, people }: Edge, launchId: string): Promise<LaunchFile> {
  const { launch, people: mentioned } = await wholeLaunch(context, launchId)
  await people.learnNames(
    launch.workspaceId,
    mentioned.map(({ id }) => id),
  )
  return wholeLaunch(context, launchId)
}

async function placeIn(
  { client }: Edge,
  actor: Actor,
  { name, channelId }: LaunchFile['launch'],
  place: FileWish['place'],
): Promise<{ channel_id: string; initial_comment?: string }> {
  const title = `*${safe(name, 160)}*`
  if (place === 'channel') {
    return { channel_id: channelId, initial_comment: `${mention(actor.id)} exported ${title}` }
  }
  // A DM is known by its id only once something was posted in it.
  const quiet = { unfurl_links: false, unfurl_media: false }
  const text = `Here is ${title} as a file.`
  const posted = await client.chat.postMessage({ channel: actor.id, text, ...quiet })
  return { channel_id: posted.channel ?? actor.id }
}

function isMissingScope(error: unknown): boolean {
  const failure = failureOf(error)
  return failure?.kind === 'final' && failure.error === 'missing_scope'
}

/** Slack took the bytes of a file for none. */
class NotTaken extends Error {}

/** Uploads a file; only when Slack has its bytes it is asked where it is to be shown. */
async function upload(
  { client }: Edge,
  bytes: Uint8Array<ArrayBuffer>,
  filename: string,
  place: () => Promise<{ channel_id: string; initial_comment?: string }>,
): Promise<void> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    ...{ filename, length: bytes.length },
  })
  if (!upload_url || !file_id) throw new NotTaken('Slack named no place for a file')
  const response = await fetch(upload_url, {
    method: 'POST',
    body: bytes,
    signal: AbortSignal.timeout(sendMs),
  }).catch((cause: unknown) => {
    throw new NotTaken('Slack did not take a file', { cause })
  })
  if (!response.ok) throw new NotTaken(`HTTP ${response.status}`)
  const files: [{ id: string; title: string }] = [{ id: file_id, title: filename }]
  await client.files.completeUploadExternal({ files, ...(await place()) })
}
