/** The dialogs of sections and items: opening them, and what becomes of them. */
import type { ModalView } from '@slack/types'
import { takeItem } from '../commands/assign-items.ts'
import { type Context, launchFor } from '../commands/context.ts'
import { editItem } from '../commands/edit-item.ts'
import { actionTowards, type ItemState, itemStates } from '../domain/item.ts'
import { areSameOwners, type Owner } from '../domain/owner.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { keyOf } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { listEvidence } from '../store/evidence.ts'
import { findItem } from '../store/items.ts'
import { findSurface } from '../store/surfaces.ts'
import { actions, dialogs } from '../views/actions.ts'
import { assignedDialog } from '../views/assigned.ts'
import {
  type ItemInput,
  itemDialog,
  itemFields,
  type ShownItem,
  typedOnto,
} from '../views/item-dialog.ts'
import { ownerFields } from '../views/owner-inputs.ts'
import { itemNow } from '../views/refusal-text.ts'
import { type SectionSurface, sectionPart } from '../views/section.ts'
import { sectionDialog } from '../views/section-dialog.ts'
import type { Edge } from './edge.ts'
import { type Click, onClick, onSubmit } from './listen.ts'
import { myListAgain } from './my-list.ts'
import { fieldOf, type OpenView } from './payloads.ts'
import { absentFrom, peopleFacts } from './people-facts.ts'

export function listenToDialogs(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.showSection, async ({ value, actor, triggerId }) => {
    if (value.kind !== 'section') throw new Refusal({ code: 'launch-unknown' })
    const view = await sectionView(context, actor, value)
    await client.views.open({ trigger_id: triggerId, view })
  })

  onClick(edge, actions.showItem, async (click) => {
    const { value, actor } = click
    const shown = await shownItem(context, actor, value.itemId)
    await openDialog(edge, click, itemDialog(shown, actor.channelId, context.clock.now()))
  })

  onClick(edge, actions.takeItem, async (click) => {
    const { value, actor, view } = click
    await takeItem(context, actor, value)
    if (view) await showSectionAgain(edge, actor, value.itemId, view.id)
    return myListAgain(edge, click)
  })

  onSubmit(
    edge,
    dialogs.item,
    async ({ value, actor, view }) => {
      const { state, reason, note, owners, due } = typedIn(view)
      const seenDue = value.due ? new Date(value.due) : null
      const added = owners.filter(({ kind, id }) => kind === 'person' && !isIn(value.owners, id))
      const facts = await peopleFacts(
        edge,
        actor.workspaceId,
        added.map(({ id }) => id),
      )
      const { item, launch } = await editItem(
        context,
        actor,
        {
          itemId: value.itemId,
          version: value.version,
          action: actionTowards[state],
          reason,
          note,
          owners: { seen: value.owners, wish: owners },
          due: { seen: seenDue, wish: due },
        },
        facts,
      )
      const below = view.previous_view_id
      const after = async () => {
        if (below) await showSectionAgain(edge, actor, item.id, below)
      }
      if (areSameOwners(value.owners, owners) || added.length === 0) return { after }
      const people = added.map(({ id }) => id)
      const absent = await absentFrom(edge, launch.channelId, people)
      if (absent.length === 0) return { after }
      return {
        after,
        update: assignedDialog(launch, { items: 1, people, absent }, value.channelId),
      }
    },
    async (reason, { value, view, zone, actor }) => {
      if (reason.code !== 'item-changed' && reason.code !== 'owner-changed') return undefined
      const shown = await shownItem(context, actor, value.itemId)
      const what =
        reason.code === 'owner-changed'
          ? 'Somebody else has changed its owners'
          : itemNow(reason.item, zone)
      const notice = `Not saved yet: ${what}. What you changed is kept below; save again if you still want it so.`
      const now = context.clock.now()
      const typed = typedOnto(shown.item, typedIn(view), value)
      return { update: itemDialog(shown, value.channelId, now, typed, notice) }
    },
  )
}

/** Opens a dialog, on top of the one in which it was asked for if there is one; returns its id. */
export async function openDialog(
  { client }: Edge,
  { triggerId, view: below }: Pick<Click<unknown>, 'triggerId' | 'view'>,
  view: ModalView,
): Promise<string | undefined> {
  const asked = { trigger_id: triggerId, view }
  const answer = below ? await client.views.push(asked) : await client.views.open(asked)
  return answer.view?.id
}

/** An item that somebody may look at, with all that its dialogs show. */
export async function shownItem({ db }: Context, actor: Actor, itemId: string): Promise<ShownItem> {
  const placed = await findItem(db, itemId)
  if (!placed) throw new Refusal({ code: 'item-unknown' })
  const around = await launchFor(db, actor, placed.launchId)
  const evidence = await listEvidence(db, itemId)
  return { item: placed.item, around, evidence, isFinalBox: placed.place === null }
}

/** The section's dialog in which an item was changed, or from which its own was opened. */
async function showSectionAgain(
  edge: Edge,
  actor: Actor,
  itemId: string,
  viewId: string,
): Promise<void> {
  const placed = await findItem(edge.context.db, itemId)
  if (!placed?.place) return
  const { sectionId, part } = placed.place
  const view = await sectionView(edge.context, actor, { kind: 'section', sectionId, part })
  await edge.client.views.update({ view_id: viewId, view })
}

export async function sectionView(
  { db, clock }: Context,
  actor: Actor,
  surface: SectionSurface,
): Promise<ModalView> {
  const placed = await findSurface(db, keyOf(surface))
  if (!placed?.launchId) throw new Refusal({ code: 'launch-unknown' })
  await launchFor(db, actor, placed.launchId)
  const board = await readBoard(db, placed.launchId)
  const shown = board && sectionPart(board, surface)
  if (!shown) throw new Refusal({ code: 'launch-unknown' })
  return sectionDialog(board, shown, actor.channelId, clock.now())
}

/** The owners that were chosen in a dialog. */
export function ownersIn(view: OpenView): Owner[] {
  const people = fieldOf(view, ownerFields.owners)?.selected_users ?? []
  const roles = fieldOf(view, ownerFields.roles)?.selected_options ?? []
  return [
    ...people.map((id) => ({ kind: 'person' as const, id })),
    ...roles.map(({ value }) => ({ kind: 'role' as const, id: value })),
  ]
}

/** The moment that was chosen in a dialog. */
export function momentIn(view: OpenView, field: string): Date | null {
  const seconds = fieldOf(view, field)?.selected_date_time
  return seconds ? new Date(seconds * 1000) : null
}

function typedIn(view: OpenView): ItemInput {
  const state = fieldOf(view, itemFields.state)?.selected_option?.value
  if (!isItemState(state)) throw new Refusal({ code: 'item-unknown' })
  return {
    state,
    reason: fieldOf(view, itemFields.reason)?.value ?? null,
    note: fieldOf(view, itemFields.note)?.value ?? null,
    owners: ownersIn(view),
    due: momentIn(view, itemFields.due),
  }
}

function isIn(owners: readonly Owner[], id: string): boolean {
  return owners.some((owner) => owner.id === id)
}

function isItemState(state: string | undefined): state is ItemState {
  return itemStates.includes(state as ItemState)
}
