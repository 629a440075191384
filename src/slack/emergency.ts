/** Emergencies: starting one, and what is done around its guided dialog. */
import { randomUUID } from 'node:crypto'
import type { ModalView } from '@slack/types'
import { authorise, launchFor } from '../commands/context.ts'
import { answerDecision, reconsider, watchOn } from '../commands/decide-emergency.ts'
import { leadEmergency, tellPeople } from '../commands/lead-emergency.ts'
import { planFollowUps } from '../commands/plan-follow-ups.ts'
import { resolveEmergency } from '../commands/resolve-emergency.ts'
import { startEmergency } from '../commands/start-emergency.ts'
import { type Aftermath, aftermaths, awaitsSecond, standingDecision } from '../domain/emergency.ts'
import type { Owner } from '../domain/owner.ts'
import { isPermitted } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { emergencyIdOfDecision, findEmergency } from '../store/emergencies.ts'
import { actions, dialogs } from '../views/actions.ts'
import {
  drillBox,
  emergencyFields,
  leadDialog,
  resolveDialog,
  startEmergencyDialog,
  tellDialog,
  whyDialog,
} from '../views/emergency-dialogs.ts'
import { draftUpdate } from '../views/emergency-draft.ts'
import { followUpFields, followUpsDialog } from '../views/follow-ups-dialog.ts'
import { noticeDialog } from '../views/notice.ts'
import { postMortemBlocks } from '../views/post-mortem.ts'
import type { Walk } from '../views/walk-dialog.ts'
import { boardFor } from './deciding.ts'
import { momentIn, openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit } from './listen.ts'
import { fieldOf, isTicked } from './payloads.ts'
import { peopleFacts } from './people-facts.ts'
import { draftPostMortem } from './post-mortem.ts'
import { continued, openPage, pathIn, shownIn, toldIn, walkFor } from './walk.ts'

export function listenToEmergencies(edge: Edge): void {
  const { context } = edge

  onClick(edge, actions.openEmergency, async (click) => {
    await openPage(edge, click, await firstView(edge, click.actor, click.value.launchId))
  })

  onSubmit(edge, dialogs.startEmergency, async ({ value, actor, view }) => {
    const { emergency } = await startEmergency(context, actor, {
      launchId: value.launchId,
      words: fieldOf(view, emergencyFields.words)?.value ?? '',
      began: momentIn(view, emergencyFields.began) ?? context.clock.now(),
      isDrill: isTicked(view, emergencyFields.drill, drillBox),
    })
    const walk = await walkFor(edge, actor, emergency.id)
    return shownIn(edge, actor, view, continued(walk, value.channelId))
  })

  onClick(edge, actions.takeCommand, async ({ value, actor }) => {
    await leadEmergency(context, actor, { ...value, commanderId: actor.id }, new Map())
  })

  onClick(edge, actions.emergencyStep, async (click) => {
    const { actor, value } = click
    const walk = await walkFor(edge, actor, value.emergencyId)
    await openDialog(edge, click, await stepView(edge, actor, walk, value.step))
  })

  onSubmit(edge, dialogs.tell, async ({ value, actor, view }) => {
    const { board } = await walkFor(edge, actor, value.emergencyId)
    const how = fieldOf(view, emergencyFields.where)?.selected_option?.value ?? null
    const { telling, facts } = await toldIn(edge, actor, board.launch, how, view)
    await tellPeople(context, actor, { ...value, ...telling }, facts)
  })

  onSubmit(edge, dialogs.leadEmergency, async ({ value, actor, view }) => {
    const commanderId = fieldOf(view, emergencyFields.commander)?.selected_user
    const scribeId = fieldOf(view, emergencyFields.scribe)?.selected_user ?? null
    const commander = commanderId ? { commanderId } : {}
    const facts = await peopleFacts(edge, actor.workspaceId, [commanderId ?? null, scribeId])
    const { emergencyId } = value
    await leadEmergency(context, actor, { emergencyId, scribeId, ...commander }, facts)
  })

  onClick(edge, actions.answerDecision, async (click) => {
    const { actor, value } = click
    if (value.how === 'confirmed') {
      await answerDecision(context, actor, { ...value, reason: null })
      return
    }
    const emergencyId = await emergencyIdOfDecision(context.db, value.decisionId)
    const { board, emergency } = await walkFor(edge, actor, emergencyId ?? '')
    const { launch } = board
    const view = whyDialog(launch, emergency, value.decisionId, value.how, actor.channelId)
    await openDialog(edge, click, view)
  })

  onSubmit(edge, dialogs.why, async ({ value, actor, view }) => {
    const { emergencyId, decisionId, what } = value
    const reason = fieldOf(view, emergencyFields.reason)?.value ?? ''
    if (what === 'again') await reconsider(context, actor, { emergencyId, decisionId, reason })
    else await answerDecision(context, actor, { decisionId, how: what, reason })
  })

  onClick(edge, actions.showPostMortem, async (click) => {
    const { actor, value } = click
    const emergency = await findEmergency(context.db, value.emergencyId)
    if (!emergency) throw new Refusal({ code: 'emergency-unknown' })
    const board = await boardFor(edge, actor, emergency.launchId)
    const draft = await draftPostMortem(context.db, board, emergency)
    await openDialog(edge, click, noticeDialog(postMortemBlocks(draft), actor.channelId))
  })

  onClick(edge, actions.watchOn, ({ value, actor }) => watchOn(context, actor, value))

  onSubmit(edge, dialogs.resolve, async ({ value, actor, view }) => {
    const chosen = fieldOf(view, emergencyFields.how)?.selected_option?.value
    const { launch, emergency, followUps } = await resolveEmergency(context, actor, {
      emergencyId: value.emergencyId,
      how: aftermaths.find((how) => how === chosen) ?? 'goes-on',
      words: fieldOf(view, emergencyFields.words)?.value ?? '',
      measures: (fieldOf(view, emergencyFields.measures)?.value ?? '').split('\n'),
      t0: momentIn(view, emergencyFields.t0),
    })
    if (followUps.length === 0) return undefined
    return { update: followUpsDialog(launch, emergency, followUps, value.channelId) }
  })

  onSubmit(edge, dialogs.followUps, async ({ value, actor, view }) => {
    const plans = value.items.map(({ itemId, ownerId, due }, index) => {
      const owner = fieldOf(view, followUpFields.owner(index))?.selected_user ?? null
      const owners = { seen: personOwners(ownerId), wish: personOwners(owner) }
      const wish = momentIn(view, followUpFields.due(index))
      return { itemId, owners, due: { seen: due ? new Date(due) : null, wish } }
    })
    const people = plans.flatMap(({ owners }) => owners.wish.map(({ id }) => id))
    await planFollowUps(context, actor, plans, await peopleFacts(edge, actor.workspaceId, people))
  })
}

/** What opens an emergency: the walk of the one that runs, or the form that starts one, also in a drill. */
export async function firstView(edge: Edge, actor: Actor, launchId: string): Promise<ModalView> {
  const { context } = edge
  authorise('start-emergency', actor, await launchFor(context.db, actor, launchId))
  const { launch, emergency } = await boardFor(edge, actor, launchId)
  if (!emergency || emergency.resolved || emergency.isDrill) {
    const drill = emergency?.resolved ? null : emergency
    return startEmergencyDialog(launch, actor.channelId, context.clock.now(), drill)
  }
  return continued(await walkFor(edge, actor, emergency.id), actor.channelId)
}

function personOwners(id: string | null): Owner[] {
  return id ? [{ kind: 'person', id }] : []
}

async function stepView(
  edge: Edge,
  actor: Actor,
  walk: Walk,
  step: 'tell' | 'lead' | 'again' | 'resolve',
): Promise<ModalView> {
  const { board, emergency } = walk
  const { launch } = board
  const { channelId } = actor
  const decision = standingDecision(emergency)
  switch (step) {
    case 'tell': {
      const draft = draftUpdate(launch, emergency, pathIn(walk))
      return tellDialog(launch, emergency, draft, randomUUID(), walk.toldIn, channelId)
    }
    case 'lead':
      return leadDialog(launch, emergency, channelId)
    case 'again':
      if (!decision) throw new Refusal({ code: 'page-unknown' })
      return whyDialog(launch, emergency, decision.id, 'again', channelId)
    case 'resolve': {
      const stakes = await launchFor(edge.context.db, actor, launch.id)
      authorise('resolve-emergency', actor, stakes)
      const isRolledBack = decision?.kind === 'roll-back' && !awaitsSecond(decision)
      const possible: Aftermath[] = [
        ...(isRolledBack ? ['rolled-back' as const] : []),
        'goes-on',
        ...(launch.leadId === actor.id ? ['aborted' as const] : []),
      ]
      const mayMove = isPermitted('move-t0', actor, stakes)
      return resolveDialog(board, emergency, { possible, mayMove }, channelId)
    }
  }
}
