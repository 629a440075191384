/** The guided dialog of an emergency: its pages are opened, turned, saved, and kept up to date. */
import { randomUUID } from 'node:crypto'
import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { answerPage } from '../commands/answer-page.ts'
import { decideEmergency } from '../commands/decide-emergency.ts'
import { procedureOf } from '../commands/emergency.ts'
import { awaitsSecond, type Emergency, roundOf, standingDecision } from '../domain/emergency.ts'
import type { Actor } from '../domain/person.ts'
import { outcomeKindOf } from '../domain/procedure.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Page, pageToContinue, pathOf } from '../domain/walk.ts'
import { findEmergency } from '../store/emergencies.ts'
import { findToldIn } from '../store/events.ts'
import { listEvidenceOfLaunch } from '../store/evidence.ts'
import { actions, decode, dialogs } from '../views/actions.ts'
import { channelsField } from '../views/channels-input.ts'
import { asPlainText } from '../views/markdown.ts'
import { noticeDialog } from '../views/notice.ts'
import { refusalText } from '../views/refusal-text.ts'
import { type Walk, walkDialog, walkFields } from '../views/walk-dialog.ts'
import { tellingFacts } from './channel-facts.ts'
import { boardFor } from './deciding.ts'
import { openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { type Click, onClick, onSubmit } from './listen.ts'
import { underHand } from './open-walks.ts'
import { fieldOf, type OpenView } from './payloads.ts'

export function listenToWalk(edge: Edge): void {
  const { client, walks } = edge

  onClick(edge, actions.walk, async (click) => {
    const walk = await walkFor(edge, click.actor, click.value.emergencyId)
    await openPage(edge, click, continued(walk, click.actor.channelId))
  })

  onClick(edge, actions.turnPage, async ({ value, actor, view, zone }) => {
    if (!view) return
    walks.leaves(view.id)
    const stays = await keepTyped(edge, actor, view, zone)
    const walk = await walkFor(edge, actor, value.emergencyId)
    const path = pathIn(walk)
    const here = stays && path.find(({ key }) => key === stays.page)
    const page = here || path[Math.min(value.at, path.length - 1)]
    if (!page) return
    const opened = { channelId: actor.channelId, formId: randomUUID() }
    const next = here
      ? walkDialog(walk, page, { ...opened, typed: typedIn(view), notice: stays.notice })
      : walkDialog(walk, page, opened)
    walks.shows(view.id, actor, next)
    await client.views.update({ view_id: view.id, view: next })
  })

  onSubmit(
    edge,
    dialogs.walk,
    async ({ value, actor, view }) => {
      const before = await walkFor(edge, actor, value.emergencyId)
      const page = pathIn(before).find(({ key }) => key === value.page)
      if (!page) throw new Refusal({ code: 'page-unknown' })
      const shown = walks.leaves(view.id)
      try {
        await savePage(edge, actor, before, page, value, view)
      } catch (error) {
        // What is wrong with a field is said below it: the page stays.
        if (shown) walks.shows(view.id, actor, shown)
        throw error
      }
      const after = await walkFor(edge, actor, value.emergencyId)
      return shownIn(edge, actor, view, continued(after, value.channelId, { left: page }))
    },
    async (reason, { value, actor, view, zone }) => {
      if (reason.code === 'faults') return undefined
      const notice = refusalText(reason, zone)
      const isStale = reason.code === 'page-answered' || reason.code === 'page-unknown'
      if (!isStale) return shownIn(edge, actor, view, noticeDialog(notice))
      const walk = await walkFor(edge, actor, value.emergencyId)
      const page = pathIn(walk).find(({ key }) => key === value.page)
      const opened = { ...value, typed: typedIn(view), notice }
      const next = page
        ? walkDialog(walk, page, opened)
        : continued(walk, value.channelId, { notice })
      return shownIn(edge, actor, view, next)
    },
  )
}

/** Opens a page, and keeps it up to date from then on. */
export async function openPage(
  edge: Edge,
  click: Pick<Click<unknown>, 'triggerId' | 'view' | 'actor'>,
  view: ModalView,
): Promise<void> {
  const viewId = await openDialog(edge, click, view)
  if (viewId) edge.walks.shows(viewId, click.actor, view)
}

/** Puts a page in the place of what a dialog shows, and keeps it up to date from then on. */
export function shownIn(
  { walks }: Edge,
  actor: Actor,
  { id }: OpenView,
  update: ModalView,
): { update: ModalView } {
  walks.shows(id, actor, update)
  return { update }
}

/** Brings the pages that people have open up to date. Returns in how many seconds to do it again, or null. */
export function refreshPages(edge: Edge, client: WebClient): Promise<number | null> {
  return edge.walks.refresh(client, edge.log, (actor, shown) => pageAnew(edge, actor, shown))
}

/**
 * An open page as it is now. What its reader has typed stays; when the way does not lead over it any
 * more, it is where the way goes on.
 */
async function pageAnew(edge: Edge, actor: Actor, shown: ModalView): Promise<ModalView> {
  const value = decode(dialogs.walk, shown.private_metadata ?? '')
  if (!value) return shown
  try {
    const walk = await walkFor(edge, actor, value.emergencyId)
    const page = pathIn(walk).find(({ key }) => key === value.page)
    if (page) return underHand(shown, walkDialog(walk, page, value))
    return continued(walk, value.channelId, { notice: elsewhere })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return noticeDialog(refusalText(error.reason, 'UTC'))
  }
}

const elsewhere = 'Somebody has answered an earlier question differently: the way goes on here.'

/** An emergency that somebody may look at. Refuses what is not there ('emergency-unknown'). */
export async function walkFor(edge: Edge, actor: Actor, emergencyId: string): Promise<Walk> {
  const { db } = edge.context
  const emergency = await findEmergency(db, emergencyId)
  if (!emergency) throw new Refusal({ code: 'emergency-unknown' })
  const { launchId } = emergency
  const board = await boardFor(edge, actor, launchId)
  if (emergency.resolved) throw new Refusal({ code: 'emergency-over' })
  const evidence = (await listEvidenceOfLaunch(db, launchId)).map(({ text, evidence }) => {
    const { url, title } = evidence
    return { text, link: { title: title ?? asPlainText(text), url } }
  })
  const toldIn = await findToldIn(db, launchId, emergencyId)
  return { board, emergency, procedure: await procedureOf(db, launchId), evidence, toldIn }
}

export function pathIn({ procedure, emergency }: Walk): Page[] {
  return pathOf(procedure, emergency.answers, roundOf(emergency))
}

/** Where the walk goes on: behind the page that was just left, or where it stopped. */
export function continued(
  walk: Walk,
  channelId: string | null,
  { left = null, notice = null }: { left?: Page | null; notice?: string | null } = {},
): ModalView {
  const path = pathIn(walk)
  const { answers } = walk.emergency
  const at = path.findIndex(({ key }) => key === left?.key)
  const next = pageToContinue(path.slice(at + 1), answers) ?? pageToContinue(path, answers)
  if (next) return walkDialog(walk, next, { channelId, formId: randomUUID(), notice })
  return noticeDialog(doneText(walk.emergency), channelId)
}

function doneText(emergency: Emergency): string {
  const decision = standingDecision(emergency)
  return decision && awaitsSecond(decision)
    ? 'It is decided, and waits for a second person in the channel. Everything on the way is answered.'
    : 'It is decided, and everything on the way is answered. Its checklist is in the channel; choose “Resolve…” there when it is over.'
}

async function savePage(
  edge: Edge,
  actor: Actor,
  { board }: Walk,
  page: Page,
  { emergencyId, seen, formId }: { emergencyId: string; seen: number; formId: string },
  view: OpenView,
): Promise<void> {
  const { context } = edge
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
  const wish = { emergencyId, page: page.key, choice, note, seen }
  if (page.kind !== 'communicate' || choice === 'not-needed') {
    await answerPage(context, actor, wish)
    return
  }
  const { telling, facts } = await toldIn(edge, actor, board.launch, choice, view)
  await answerPage(context, actor, { ...wish, telling: { ...telling, formId } }, facts)
}

/** What a dialog says people are told, and what Slack says of where. */
export async function toldIn(
  edge: Edge,
  actor: Actor,
  launch: Walk['board']['launch'],
  how: string | null,
  view: OpenView,
) {
  const chosen = fieldOf(view, channelsField)?.selected_conversations ?? []
  const channelIds = how === 'posted' ? chosen : null
  const others = chosen.filter((id) => id !== launch.channelId)
  const facts = channelIds ? await tellingFacts(edge, actor.id, others) : []
  return { telling: { text: fieldOf(view, walkFields.text)?.value ?? '', channelIds }, facts }
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
): Promise<{ page: string; notice: string } | null> {
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
    return { page: page.key, notice: refusalText(error.reason, zone) }
  }
}

function typedIn(view: OpenView) {
  return {
    choice: fieldOf(view, walkFields.choice)?.selected_option?.value ?? null,
    note: fieldOf(view, walkFields.note)?.value ?? null,
  }
}
