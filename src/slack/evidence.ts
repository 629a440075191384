/** What shows that items are done: links and files from their dialogs, messages by their shortcut. */
import { dropEvidence, keepEvidence } from '../commands/keep-evidence.ts'
import type { NewEvidence } from '../domain/evidence.ts'
import { limits } from '../domain/limits.ts'
import { mayLook } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { type Reason, Refusal } from '../domain/refusal.ts'
import { findItem } from '../store/items.ts'
import { searchItems } from '../store/search-items.ts'
import { listSummaries } from '../store/summaries.ts'
import { readWorkload } from '../store/workload.ts'
import { actions, asks, dialogs, type ValueOf } from '../views/actions.ts'
import {
  evidenceDialog,
  evidenceFields,
  itemOption,
  keptText,
  messageEvidenceDialog,
  required,
  tickToo,
} from '../views/evidence-dialog.ts'
import { refusalText } from '../views/refusal-text.ts'
import { cut } from '../views/text.ts'
import { permalink } from './boards.ts'
import { openDialog, shownItem } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick, onMessageShortcut, onSubmit, onSuggest, type Submission } from './listen.ts'
import { fieldOf, isTicked, type OpenView } from './payloads.ts'

type MessageSubmission = Submission<ValueOf<typeof dialogs.messageEvidence>>

/** So many items are offered; Slack takes 100. */
const offered = 50

export function listenToEvidence(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.showEvidence, async (click) => {
    const shown = await shownItem(context, click.actor, click.value.itemId)
    await openDialog(edge, click, evidenceDialog(shown, click.actor.channelId, null))
  })

  onClick(edge, actions.dropEvidence, async ({ value, actor, view }) => {
    const { itemId } = await dropEvidence(context, actor, value)
    if (!view) return
    const shown = await shownItem(context, actor, itemId)
    await client.views.update({
      view_id: view.id,
      view: evidenceDialog(shown, actor.channelId, null),
    })
  })

  onSubmit(edge, dialogs.evidence, async ({ value, actor, view }) => {
    const isRequired = isTicked(view, evidenceFields.rule, required)
    await keepEvidence(context, actor, {
      itemId: value.itemId,
      pieces: piecesIn(view),
      tick: value.tick,
      ...(isRequired !== value.isRequired && { isRequired }),
    })
  })

  onMessageShortcut(edge, asks.addEvidence, async ({ actor, triggerId, message, channelId }) => {
    const { ts, thread_ts: threadTs, user, username } = message
    const view = messageEvidenceDialog({
      url: permalink(edge, channelId, ts, threadTs ?? null),
      authorId: user ?? null,
      title: user ? null : cut(username ?? 'an app', limits.evidenceTitle),
      writtenAt: new Date(Number(ts) * 1000).toISOString(),
      channelId: actor.channelId,
    })
    await client.views.open({ trigger_id: triggerId, view })
  })

  onSuggest(edge, asks.evidenceItem, async ({ actor, text }) => {
    const found = await itemsToOffer(edge, actor, text)
    return found.map(itemOption)
  })

  const keepMessage = async ({ value, actor, view }: MessageSubmission) => {
    const itemId = fieldOf(view, evidenceFields.item)?.selected_option?.value ?? ''
    const placed = await findItem(context.db, itemId)
    if (!placed) throw new Refusal({ code: 'item-unknown' })
    const isTick = isTicked(view, evidenceFields.tick, tickToo)
    const { authorId, writtenAt, title } = value
    const written = authorId ? { at: new Date(writtenAt), by: authorId } : null
    const { item, launch } = await keepEvidence(context, actor, {
      itemId,
      pieces: [{ kind: 'message', url: value.url, title, written }],
      tick: isTick ? placed.item.version : null,
    })
    return { tell: keptText({ item, launch }) }
  }
  // Its faults have no field here: they are told instead.
  const tellFaults = async (reason: Reason, { zone }: MessageSubmission) =>
    reason.code === 'faults' ? { tell: refusalText(reason, zone) } : undefined
  onSubmit(edge, dialogs.messageEvidence, keepMessage, tellFaults)
}

function piecesIn(view: OpenView): NewEvidence[] {
  const link = fieldOf(view, evidenceFields.link)?.value?.trim()
  const files = fieldOf(view, evidenceFields.files)?.files ?? []
  return [
    ...(link ? [{ kind: 'link', url: link, title: null, written: null } as const] : []),
    ...files.map(({ name, permalink: url }) => ({
      kind: 'file' as const,
      url,
      title: name ? cut(name, limits.evidenceTitle) : null,
      written: null,
    })),
  ]
}

/** Items of open phases in which the words are found, those of the actor first. */
async function itemsToOffer(edge: Edge, actor: Actor, text: string) {
  const { db, clock } = edge.context
  const now = clock.now()
  const words = text.trim().toLowerCase()
  const { own } = await readWorkload(db, actor.workspaceId, actor.id, now, now)
  const mine = own.filter(
    ({ item, phase }) => phase.isOpen && item.text.toLowerCase().includes(words),
  )
  const ids = new Set(mine.map(({ item }) => item.id))
  const summaries = await listSummaries(db, actor.workspaceId, now)
  const visible = summaries.filter((summary) => mayLook(actor, summary))
  const launchIds = visible.map(({ launch }) => launch.id)
  const found = await searchItems(db, launchIds, words, offered)
  return [...mine, ...found.filter(({ item }) => !ids.has(item.id))].slice(0, offered)
}
