/** Changing a running launch's own list: items added, reworded, moved, removed, brought back. */
import { randomUUID } from 'node:crypto'
import { authorise, launchFor } from '../commands/context.ts'
import { addItem, bringItemBack, removeItem, reviseItem } from '../commands/edit-list.ts'
import { digestOf } from '../domain/digest.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readBoard } from '../store/board.ts'
import { findItem } from '../store/items.ts'
import { actions, dialogs } from '../views/actions.ts'
import { itemDialog } from '../views/item-dialog.ts'
import {
  addItemDialog,
  listFields,
  removedDialog,
  removeItemDialog,
  reviseItemDialog,
} from '../views/list-dialogs.ts'
import { asMrkdwn } from '../views/markdown.ts'
import { openDialog, sectionView, shownItem } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit } from './listen.ts'
import { fieldOf, type OpenView } from './payloads.ts'

export function listenToList(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.addItem, async (click) => {
    const { actor, value } = click
    authorise('add-item', actor, await launchFor(context.db, actor, value.launchId))
    const board = await readBoard(context.db, value.launchId)
    const section = board?.phases
      .flatMap(({ sections }) => sections)
      .find(({ id }) => id === value.sectionId)
    if (!board || !section) throw new Refusal({ code: 'launch-unknown' })
    const about = { ...value, itemId: randomUUID(), channelId: actor.channelId }
    await openDialog(edge, click, addItemDialog(board.launch, section, about))
  })

  onSubmit(edge, dialogs.addItem, async ({ actor, value, view }) => {
    const text = fieldOf(view, listFields.text)?.value ?? ''
    const { launchId, sectionId, itemId } = value
    await addItem(context, actor, { launchId, sectionId, itemId, text })
    const surface = { kind: 'section', sectionId, part: value.part } as const
    return { after: async () => update(edge, view, await sectionView(context, actor, surface)) }
  })

  onClick(edge, actions.reviseItem, async (click) => {
    const { item, sectionId, board } = await changeable(edge, click.actor, click.value.itemId)
    const seen = { itemId: item.id, text: digestOf(item.text), sectionId }
    const about = { ...seen, channelId: click.actor.channelId }
    await openDialog(edge, click, reviseItemDialog(board, item, about))
  })

  onSubmit(edge, dialogs.reviseItem, async ({ actor, value, view }) => {
    const place = fieldOf(view, listFields.place)?.selected_option?.value
    await reviseItem(context, actor, {
      itemId: value.itemId,
      seen: { text: value.text, sectionId: value.sectionId },
      text: fieldOf(view, listFields.text)?.value ?? '',
      sectionId: fieldOf(view, listFields.section)?.selected_option?.value ?? value.sectionId,
      place: place === 'start' || place === 'end' ? place : 'as-is',
    })
    return { after: () => showItemAgain(edge, actor, value.itemId, view) }
  })

  onClick(edge, actions.removeItem, async (click) => {
    const { item, board } = await changeable(edge, click.actor, click.value.itemId)
    const about = { itemId: item.id, version: item.version, channelId: click.actor.channelId }
    await openDialog(edge, click, removeItemDialog(board.launch, item, about))
  })

  onSubmit(edge, dialogs.removeItem, async ({ actor, value, view, zone }) => {
    const reason = fieldOf(view, listFields.reason)?.value ?? null
    const { itemId, version } = value
    const removed = await removeItem(context, actor, { itemId, version, reason })
    const shown = removedDialog(removed, value.channelId, zone)
    return { update: shown, after: () => update(edge, view, shown) }
  })

  onClick(edge, actions.bringItemBack, async ({ actor, value, view }) => {
    const item = await bringItemBack(context, actor, value)
    if (view) {
      const shown = await shownItem(context, actor, item.id)
      const now = context.clock.now()
      await client.views.update({ view_id: view.id, view: itemDialog(shown, actor.channelId, now) })
    }
    return { tell: `“${asMrkdwn(item.text, 160)}” is back in its section.` }
  })
}

/** An item in a section that the actor may change the list of, with its board. */
async function changeable({ context }: Edge, actor: Actor, itemId: string) {
  const placed = await findItem(context.db, itemId)
  if (!placed) throw new Refusal({ code: 'item-unknown' })
  const stakes = await launchFor(context.db, actor, placed.launchId)
  authorise('change-list', actor, stakes, placed.item)
  const board = await readBoard(context.db, placed.launchId)
  const { item } = placed
  if (!board || !placed.place) throw new Refusal({ code: 'roll-call-only', item })
  return { item, sectionId: placed.place.sectionId, board }
}

async function showItemAgain(edge: Edge, actor: Actor, itemId: string, view: OpenView) {
  const shown = await shownItem(edge.context, actor, itemId)
  await update(edge, view, itemDialog(shown, actor.channelId, edge.context.clock.now()))
}

/** What is below the dialog that was submitted. */
async function update(
  { client }: Edge,
  { previous_view_id: below }: OpenView,
  view: ReturnType<typeof itemDialog>,
): Promise<void> {
  if (below) await client.views.update({ view_id: below, view })
}
