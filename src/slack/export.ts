/** A launch as a file, in the asker's DM or in its channel. */
import { SlackError } from '@slack/web-api'
import { exportLaunch, wholeLaunch } from '../commands/export-launch.ts'
import type { LaunchFile } from '../domain/launch-file.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { dialogs } from '../views/actions.ts'
import {
  exportedDialog,
  exportFields,
  exportingDialog,
  otherWayDialog,
} from '../views/export-dialog.ts'
import { exportFileName, type FormatName, formatNames, formats } from '../views/export-formats.ts'
import { mention, safe } from '../views/text.ts'
import type { Edge } from './edge.ts'
import { onSubmit } from './listen.ts'
import { fieldOf } from './payloads.ts'

const sendMs = 10_000

export function listenToExport(edge: Edge): void {
  onSubmit(edge, dialogs.exportLaunch, async ({ actor, view }) => {
    const chosen = (field: string) => fieldOf(view, field)?.selected_option?.value
    const launchId = chosen(exportFields.launch) ?? ''
    const format = formatNames.find((name) => name === chosen(exportFields.format)) ?? 'markdown'
    const place = chosen(exportFields.where) === 'channel' ? 'channel' : 'dm'
    const { launch, people } = await exportLaunch(edge.context, actor, { launchId })
    // Elsewhere people may read it who may not see the launch.
    if (place === 'channel' && launch.channelId !== actor.channelId) {
      const fault = { code: 'channel-not-yours', channelId: launch.channelId } as const
      throw new Refusal({ code: 'faults', faults: { [exportFields.where]: fault } })
    }
    return {
      update: exportingDialog(launch),
      // Slack waits three seconds, and a file is three calls.
      after: async () => {
        await edge.people.learnNames(
          launch.workspaceId,
          people.map(({ id }) => id),
        )
        const file = await wholeLaunch(edge.context, launch.id)
        const shown = await handOver(edge, actor, file, { format, place })
        await edge.client.views.update({ view_id: view.id, view: shown })
      },
    }
  })
}

async function handOver(
  edge: Edge,
  actor: Actor,
  file: LaunchFile,
  { format, place }: { format: FormatName; place: 'dm' | 'channel' },
) {
  const { launch } = file
  const content: string | Uint8Array = await formats[format].print(file)
  const filename = exportFileName(launch.name, format)
  try {
    await upload(edge, Buffer.from(content), filename, async () => {
      const text = `${mention(actor.id)} exported *${safe(launch.name, 160)}*`
      if (place === 'channel') return { channel_id: launch.channelId, initial_comment: text }
      // A DM is known by its id only once something was posted in it.
      const quiet = { unfurl_links: false, unfurl_media: false }
      const posted = await edge.client.chat.postMessage({ channel: actor.id, text, ...quiet })
      return { channel_id: posted.channel ?? actor.id }
    })
    return exportedDialog(launch, place)
  } catch (error) {
    if (!(error instanceof SlackError || error instanceof NotTaken)) throw error
    edge.log.info({ launch: launch.id, err: error }, 'a file was not uploaded')
    const text = typeof content === 'string' ? content : null
    return otherWayDialog(launch, { format, filename, text })
  }
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
