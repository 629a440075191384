/** Opening dialogs, and what becomes of them when they are submitted. */
import type { ModalView } from '@slack/types'
import { changeItem } from '../commands/change-item.ts'
import { type Context, launchFor } from '../commands/context.ts'
import { startLaunch } from '../commands/start-launch.ts'
import type { DraftFacts, LaunchDraft } from '../domain/draft.ts'
import { actionTowards, type ItemState, itemStates } from '../domain/item.ts'
import type { Actor } from '../domain/person.ts'
import { readTemplate } from '../domain/read-template.ts'
import { Refusal } from '../domain/refusal.ts'
import { keyOf } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { findItem } from '../store/items.ts'
import { findLaunch } from '../store/launches.ts'
import { findSurface } from '../store/surfaces.ts'
import { findOfferedTemplate, offeredTemplates } from '../store/templates.ts'
import { actions, decode, dialogs } from '../views/actions.ts'
import { type ItemInput, itemDialog, itemFields } from '../views/item-dialog.ts'
import { itemNow } from '../views/refusal-text.ts'
import { type SectionSurface, sectionPart } from '../views/section.ts'
import { sectionDialog } from '../views/section-dialog.ts'
import { startFields, startForm } from '../views/start-form.ts'
import { channelFacts } from './channel-facts.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit, type Submission } from './listen.ts'
import { fieldOf, type OpenView } from './payloads.ts'

export function listenToDialogs(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.showSection, async ({ value, actor, triggerId }) => {
    if (value.kind !== 'section') throw new Refusal({ code: 'launch-unknown' })
    const view = await sectionView(context, actor, value)
    await client.views.open({ trigger_id: triggerId, view })
  })

  onClick(edge, actions.showItem, async ({ value, actor, triggerId }) => {
    const view = await itemView(context, actor, value.itemId)
    await client.views.push({ trigger_id: triggerId, view })
  })

  onSubmit(
    edge,
    dialogs.item,
    async ({ value, actor, view }) => {
      const { state, reason, note } = typedIn(view)
      const action = actionTowards[state]
      await changeItem(context, actor, { ...value, action, reason, note })
      return { after: () => refreshSectionBelow(edge, actor, view) }
    },
    async (reason, { value, view, zone }) => {
      if (reason.code !== 'item-changed') return undefined
      const placed = await findItem(context.db, value.itemId)
      const launch = placed && (await findLaunch(context.db, placed.launchId))
      if (!launch) return undefined
      const notice = `Not saved yet: ${itemNow(reason.item, zone)}. What you filled in is kept below; save again if you still want it so.`
      return { update: itemDialog(launch, placed.item, value.channelId, typedIn(view), notice) }
    },
  )

  onClick(edge, actions.chooseTemplate, async ({ value, view }) => {
    const template = await findOfferedTemplate(context.db, value)
    const before = view && decode(dialogs.startLaunch, view.private_metadata)
    if (!template || !before || !view) return
    const typed = startTyped(view)
    await client.views.update({
      view_id: view.id,
      ...(view.hash && { hash: view.hash }),
      view: startForm({
        ...before,
        ...typed,
        t0: typed.t0 ?? context.clock.now(),
        leadId: typed.leadId ?? '',
        notice: null,
        templates: await offeredTemplates(context.db),
        templateId: template.id,
        roles: readTemplate(template.source).template.signOff?.roles ?? [],
      }),
    })
  })

  onSubmit(edge, dialogs.startLaunch, async (submission) => {
    const draft = draftOf(submission)
    const facts = await factsFor(edge, submission.actor.workspaceId, draft)
    await startLaunch(context, submission.actor, draft, facts)
  })
}

async function sectionView(
  { db }: Context,
  actor: Actor,
  surface: SectionSurface,
): Promise<ModalView> {
  const placed = await findSurface(db, keyOf(surface))
  if (!placed) throw new Refusal({ code: 'launch-unknown' })
  await launchFor(db, actor, placed.launchId)
  const board = await readBoard(db, placed.launchId)
  const shown = board && sectionPart(board, surface)
  if (!shown) throw new Refusal({ code: 'launch-unknown' })
  return sectionDialog(board, shown, actor.channelId)
}

async function itemView({ db }: Context, actor: Actor, itemId: string): Promise<ModalView> {
  const placed = await findItem(db, itemId)
  if (!placed) throw new Refusal({ code: 'item-unknown' })
  const { launch } = await launchFor(db, actor, placed.launchId)
  return itemDialog(launch, placed.item, actor.channelId)
}

/** The section's dialog, from which the item's was opened, is shown again: with what is true now. */
async function refreshSectionBelow(edge: Edge, actor: Actor, view: OpenView): Promise<void> {
  const itemId = decode(dialogs.item, view.private_metadata)?.itemId
  const placed = itemId && (await findItem(edge.context.db, itemId))
  if (!placed || placed.place === null || !view.previous_view_id) return
  const { sectionId, part } = placed.place
  const below = await sectionView(edge.context, actor, { kind: 'section', sectionId, part })
  await edge.client.views.update({ view_id: view.previous_view_id, view: below })
}

function typedIn(view: OpenView): ItemInput {
  const state = fieldOf(view, itemFields.state)?.selected_option?.value
  if (!isItemState(state)) throw new Refusal({ code: 'item-unknown' })
  return {
    state,
    reason: fieldOf(view, itemFields.reason)?.value ?? null,
    note: fieldOf(view, itemFields.note)?.value ?? null,
  }
}

function isItemState(state: string | undefined): state is ItemState {
  return itemStates.includes(state as ItemState)
}

function startTyped(view: OpenView) {
  const seconds = fieldOf(view, startFields.t0)?.selected_date_time
  return {
    name: fieldOf(view, startFields.name)?.value ?? '',
    t0: seconds ? new Date(seconds * 1000) : null,
    leadId: fieldOf(view, startFields.lead)?.selected_user ?? null,
    channelId: fieldOf(view, startFields.channel)?.selected_conversation ?? null,
  }
}

function draftOf({
  value,
  view,
}: Submission<{ formId: string; zone: string; roles: string[] }>): LaunchDraft {
  const template = fieldOf(view, startFields.template)?.selected_option?.value
  return {
    ...startTyped(view),
    formId: value.formId,
    zone: value.zone,
    templateId: (template && decode(actions.chooseTemplate, template)) || null,
    approvers: value.roles.map((role) => ({
      role,
      personId: fieldOf(view, startFields.approver(role))?.selected_user ?? null,
    })),
  }
}

async function factsFor(edge: Edge, workspaceId: string, draft: LaunchDraft): Promise<DraftFacts> {
  const ids = [draft.leadId, ...draft.approvers.map((each) => each.personId)]
  const people = [...new Set(ids.flatMap((id) => id ?? []))].map(
    async (id) => [id, await edge.people.current(workspaceId, id)] as const,
  )
  const channel = draft.channelId ? channelFacts(edge.client, draft.channelId) : null
  return { people: new Map(await Promise.all(people)), channel: await channel }
}
