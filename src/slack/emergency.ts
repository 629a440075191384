/** Emergencies: the guided dialog, and what is done around it. */
import { randomUUID } from 'node:crypto'
import type { ModalView } from '@slack/types'
import { answerPage } from '../commands/answer-page.ts'
import { authorise, launchFor } from '../commands/context.ts'
import {
  answerDecision,
  decideEmergency,
  reconsider,
  watchOn,
} from '../commands/decide-emergency.ts'
import { procedureOf } from '../commands/emergency.ts'
import { leadEmergency, tellPeople } from '../commands/lead-emergency.ts'
import { resolveEmergency } from '../commands/resolve-emergency.ts'
import { startEmergency } from '../commands/start-emergency.ts'
import {
  type Aftermath,
  aftermaths,
  awaitsSecond,
  type Emergency,
  roundOf,
  standingDecision,
} from '../domain/emergency.ts'
import type { Actor } from '../domain/person.ts'
import { outcomeKindOf } from '../domain/procedure.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Page, pageToContinue, pathOf } from '../domain/walk.ts'
import { emergencyIdOfDecision, findEmergency } from '../store/emergencies.ts'
import { actions, decode, dialogs } from '../views/actions.ts'
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
import { noticeDialog } from '../views/notice.ts'
import { postMortemBlocks } from '../views/post-mortem.ts'
import { refusalText } from '../views/refusal-text.ts'
import { type Walk, walkDialog, walkFields } from '../views/walk-dialog.ts'
import { boardFor } from './deciding.ts'
import { momentIn, openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit } from './listen.ts'
import { fieldOf, isTicked, type OpenView } from './payloads.ts'
import { draftPostMortem } from './post-mortem.ts'

export function listenToEmergencies(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.openEmergency, async (click) => {
    await openDialog(edge, click, await firstView(edge, click.actor, click.value.launchId))
  })

  onSubmit(edge, dialogs.startEmergency, async ({ value, actor, view }) => {
    const { emergency } = await startEmergency(context, actor, {
      launchId: value.launchId,
      words: fieldOf(view, emergencyFields.words)?.value ?? '',
      began: momentIn(view, emergencyFields.began) ?? context.clock.now(),
      isDrill: isTicked(view, emergencyFields.drill, drillBox),
    })
    const walk = await walkFor(edge, actor, emergency.id)
    return { update: continued(walk, value.channelId) }
  })

  onClick(edge, actions.walk, async (click) => {
    const walk = await walkFor(edge, click.actor, click.value.emergencyId)
    await openDialog(edge, click, continued(walk, click.actor.channelId))
  })

  onClick(edge, actions.turnPage, async ({ value, actor, view, zone }) => {
    if (!view) return
    const notice = await keepTyped(edge, actor, view, zone)
    const walk = await walkFor(edge, actor, value.emergencyId)
    const path = pathIn(walk)
    const left = notice && path.find(({ key }) => key === notice.page)
    const page = left || path[Math.min(value.at, path.length - 1)]
    if (!page) return
    const typed = left ? typedIn(view) : null
    const form = randomUUID()
    const next = walkDialog(walk, page, actor.channelId, form, typed, left ? notice.text : null)
    await client.views.update({ view_id: view.id, view: next })
  })

  onSubmit(
    edge,
    dialogs.walk,
    async ({ value, actor, view }) => {
      const { emergencyId } = value
      const before = await walkFor(edge, actor, emergencyId)
      const page = pathIn(before).find(({ key }) => key === value.page)
      if (!page) throw new Refusal({ code: 'page-unknown' })
      await savePage(edge, actor, before, page, value, view)
      const after = await walkFor(edge, actor, emergencyId)
      return { update: continued(after, value.channelId, page) }
    },
    async (reason, { value, actor, view, zone }) => {
      const isStale = reason.code === 'page-answered' || reason.code === 'page-unknown'
      if (!isStale) return undefined
      const walk = await walkFor(edge, actor, value.emergencyId)
      const page = pathIn(walk).find(({ key }) => key === value.page)
      const notice = refusalText(reason, zone)
      if (!page) return { tell: notice }
      const typed = typedIn(view)
      return { update: walkDialog(walk, page, value.channelId, value.formId, typed, notice) }
    },
  )

  onClick(edge, actions.takeCommand, async ({ value, actor }) => {
    await leadEmergency(context, actor, { ...value, commanderId: actor.id })
  })

  onClick(edge, actions.emergencyStep, async (click) => {
    const { actor, value } = click
    const walk = await walkFor(edge, actor, value.emergencyId)
    await openDialog(edge, click, await stepView(edge, actor, walk, value.step))
  })

  onSubmit(edge, dialogs.tell, async ({ value, actor, view }) => {
    const { board } = await walkFor(edge, actor, value.emergencyId)
    const isPosted = fieldOf(view, emergencyFields.where)?.selected_option?.value === 'posted'
    await tellPeople(context, actor, {
      emergencyId: value.emergencyId,
      formId: value.formId,
      text: fieldOf(view, emergencyFields.text)?.value ?? '',
      channelId: isPosted ? board.launch.channelId : null,
    })
  })

  onSubmit(edge, dialogs.leadEmergency, async ({ value, actor, view }) => {
    const commanderId = fieldOf(view, emergencyFields.commander)?.selected_user
    const scribeId = fieldOf(view, emergencyFields.scribe)?.selected_user ?? null
    const commander = commanderId ? { commanderId } : {}
    await leadEmergency(context, actor, { emergencyId: value.emergencyId, scribeId, ...commander })
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
    await resolveEmergency(context, actor, {
      emergencyId: value.emergencyId,
      how: aftermaths.find((how) => how === chosen) ?? 'goes-on',
      words: fieldOf(view, emergencyFields.words)?.value ?? '',
      measures: (fieldOf(view, emergencyFields.measures)?.value ?? '').split('\n'),
    })
  })
}

/** What opens an emergency: the walk of the one that runs, or the form that starts one. */
export async function firstView(edge: Edge, actor: Actor, launchId: string): Promise<ModalView> {
  const { context } = edge
  authorise('start-emergency', actor, await launchFor(context.db, actor, launchId))
  const { launch, emergency } = await boardFor(edge, actor, launchId)
  if (!emergency || emergency.resolved) {
    return startEmergencyDialog(launch, actor.channelId, context.clock.now())
  }
  return continued(await walkFor(edge, actor, emergency.id), actor.channelId)
}

/** An emergency that somebody may look at. Refuses what is not there ('emergency-unknown'). */
async function walkFor(edge: Edge, actor: Actor, emergencyId: string): Promise<Walk> {
  const { db } = edge.context
  const emergency = await findEmergency(db, emergencyId)
  if (!emergency) throw new Refusal({ code: 'emergency-unknown' })
  const board = await boardFor(edge, actor, emergency.launchId)
  if (emergency.resolved) throw new Refusal({ code: 'emergency-over' })
  return { board, emergency, procedure: await procedureOf(db, emergency.launchId) }
}

function pathIn({ procedure, emergency }: Walk): Page[] {
  return pathOf(procedure, emergency.answers, roundOf(emergency))
}

/** Where the walk goes on: behind the page that was just left, or where it stopped. */
function continued(walk: Walk, channelId: string | null, left: Page | null = null): ModalView {
  const path = pathIn(walk)
  const { answers } = walk.emergency
  const at = path.findIndex(({ key }) => key === left?.key)
  const next = pageToContinue(path.slice(at + 1), answers) ?? pageToContinue(path, answers)
  if (next) return walkDialog(walk, next, channelId, randomUUID())
  return noticeDialog(doneText(walk.emergency), channelId)
}

function doneText(emergency: Emergency): string {
  const decision = standingDecision(emergency)
  return decision && awaitsSecond(decision)
    ? 'It is decided, and waits for a second person in the channel. Everything on the way is answered.'
    : 'It is decided, and everything on the way is answered. Its checklist is in the channel; choose “Resolve…” there when it is over.'
}

async function savePage(
  { context }: Edge,
  actor: Actor,
  { board }: Walk,
  page: Page,
  { emergencyId, seen, formId }: { emergencyId: string; seen: number; formId: string },
  view: OpenView,
): Promise<void> {
  const { choice, note } = typedIn(view)
  // Nothing could be chosen, so nothing was.
  if (choice === null) throw new Refusal({ code: 'page-unknown' })
  if (page.kind === 'outcome') {
    const minutes = Number(fieldOf(view, walkFields.minutes)?.selected_option?.value)
    const isRollback = outcomeKindOf(choice) === 'roll-back'
    await decideEmergency(context, actor, {
      emergencyId,
      page: page.key,
      outcome: choice,
      reason: note ?? '',
      watcherId: fieldOf(view, walkFields.watcher)?.selected_user ?? null,
      minutes: isRollback ? null : minutes || null,
    })
    return
  }
  await answerPage(context, actor, { emergencyId, page: page.key, choice, note, seen })
  if (page.kind !== 'communicate' || choice === 'not-needed') return
  await tellPeople(context, actor, {
    emergencyId,
    formId,
    text: fieldOf(view, walkFields.text)?.value ?? '',
    channelId: choice === 'posted' ? board.launch.channelId : null,
  })
}

/**
 * Going to another page keeps what was chosen on this one, as sending it would; what is decided or told
 * is only sent on purpose. Returns why it was not kept: somebody else has said something there.
 */
async function keepTyped(
  edge: Edge,
  actor: Actor,
  view: OpenView,
  zone: string,
): Promise<{ page: string; text: string } | null> {
  const shown = decode(dialogs.walk, view.private_metadata)
  const { choice, note } = typedIn(view)
  if (!shown || choice === null) return null
  const walk = await walkFor(edge, actor, shown.emergencyId)
  const page = pathIn(walk).find(({ key }) => key === shown.page)
  if (!page || page.kind === 'outcome' || page.kind === 'communicate') return null
  try {
    await answerPage(edge.context, actor, { ...shown, choice, note })
    return null
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code !== 'page-answered') throw error
    return { page: page.key, text: refusalText(error.reason, zone) }
  }
}

function typedIn(view: OpenView) {
  return {
    choice: fieldOf(view, walkFields.choice)?.selected_option?.value ?? null,
    note: fieldOf(view, walkFields.note)?.value ?? null,
  }
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
      return tellDialog(launch, emergency, draft, randomUUID(), channelId)
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
      return resolveDialog(board, emergency, possible, channelId)
    }
  }
}
