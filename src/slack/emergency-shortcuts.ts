/** Emergencies from a message's menu: starting one, and putting the message on its timeline. */
import { randomUUID } from 'node:crypto'
import { noteTimeline } from '../commands/lead-emergency.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { asks, dialogs } from '../views/actions.ts'
import { noteDialog, noteFields } from '../views/note-dialog.ts'
import { noticeDialog } from '../views/notice.ts'
import { refusalText } from '../views/refusal-text.ts'
import { whichEmergencyMessage } from '../views/replies.ts'
import { cut } from '../views/text.ts'
import { boardsFor, permalink } from './boards.ts'
import type { Edge } from './edge.ts'
import { firstView } from './emergency.ts'
import { onMessageShortcut, onSubmit } from './listen.ts'
import { fieldOf } from './payloads.ts'
import { openPage } from './walk.ts'

const noLaunch = 'No launch runs in this channel. `/golive status all` shows where some do.'
const noEmergency =
  'No emergency runs in this channel. `/golive emergency` starts one; then this puts messages on its timeline.'

export function listenToEmergencyShortcuts(edge: Edge): void {
  const { client, context } = edge

  onMessageShortcut(edge, asks.startEmergency, async ({ actor, triggerId }) => {
    const [board, ...others] = await boardsFor(context, actor, 'channel')
    const view = !board
      ? noticeDialog(noLaunch)
      : others.length > 0
        ? noticeDialog(whichEmergencyMessage([board, ...others]).blocks, actor.channelId)
        : await firstView(edge, actor, board.launch.id)
    await openPage(edge, { triggerId, view: null, actor }, view)
  })

  onMessageShortcut(edge, asks.noteTimeline, async ({ actor, triggerId, message, channelId }) => {
    const running = await runningIn(edge, actor)
    const { ts, thread_ts: threadTs, user } = message
    const note = {
      url: permalink(edge, channelId, ts, threadTs ?? null),
      authorId: user ?? null,
      happened: new Date(Number(ts) * 1000).toISOString(),
      formId: randomUUID(),
      channelId: actor.channelId,
    }
    const text = cut(message.text ?? '', limits.told)
    const view = running.length > 0 ? noteDialog(note, text, running) : noticeDialog(noEmergency)
    await client.views.open({ trigger_id: triggerId, view })
  })

  onSubmit(
    edge,
    dialogs.note,
    async ({ value, actor, view }) => {
      await noteTimeline(context, actor, {
        formId: value.formId,
        emergencyId: fieldOf(view, noteFields.emergency)?.selected_option?.value ?? '',
        text: fieldOf(view, noteFields.text)?.value ?? '',
        happened: new Date(value.happened),
        url: value.url,
        authorId: value.authorId,
      })
    },
    async (reason, { zone }) =>
      reason.code === 'emergency-over' ? { tell: refusalText(reason, zone) } : undefined,
  )
}

async function runningIn({ context }: Edge, actor: Actor) {
  const boards = await boardsFor(context, actor, 'channel')
  return boards.flatMap(({ launch, emergency }) =>
    emergency && !emergency.resolved ? [{ launch, emergency }] : [],
  )
}
