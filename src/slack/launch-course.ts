/** What is done with a launch as a whole: its links, moving T-0, going live, closing, giving up, reopening. */
import { authorise, launchFor } from '../commands/context.ts'
import { abortLaunch, closeLaunch, reopenLaunch } from '../commands/end-launch.ts'
import { goLive } from '../commands/go-live.ts'
import { keepableChanges } from '../commands/keep-changes.ts'
import { moveT0 } from '../commands/move-t0.ts'
import { digestOfLink, setLinks } from '../commands/set-links.ts'
import { dateFault } from '../domain/draft.ts'
import { gateState } from '../domain/gate.ts'
import { type Board, itemsOf, type Launch } from '../domain/launch.ts'
import { loadReader } from '../domain/load-reader.ts'
import { peopleBehind } from '../domain/owner.ts'
import type { Permission } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { signersOf } from '../domain/sign-off.ts'
import { type Slip, slipOf, type Whereabouts } from '../domain/slip.ts'
import { tailor } from '../domain/tailor.ts'
import { readHabits } from '../store/habits.ts'
import { listRemovedItems } from '../store/items.ts'
import { findPerson } from '../store/people.ts'
import { findVersionOfLaunch } from '../store/templates.ts'
import { actions, dialogs, type Step } from '../views/actions.ts'
import { checklistDialog } from '../views/checklist-dialog.ts'
import { endDialog, goLiveDialog, launchFields } from '../views/launch-dialogs.ts'
import { linksDialog, linksFields } from '../views/links-dialog.ts'
import { moveT0Dialog, slipDialog, slipFields } from '../views/slip-dialogs.ts'
import { boardFor, openOverride } from './deciding.ts'
import { momentIn, openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { type Click, onClick, onSubmit } from './listen.ts'
import { fieldOf } from './payloads.ts'

const permissionOf: Record<Step, Permission | null> = {
  links: 'set-links',
  // Whoever may look.
  checklist: null,
  'move-t0': 'move-t0',
  override: 'ask-override',
  close: 'close-launch',
  abort: 'abort-launch',
  reopen: 'reopen-launch',
}

export function listenToLaunchCourse(edge: Edge): void {
  const { context } = edge

  onClick(edge, actions.takeStep, async (click) => {
    const { actor, value } = click
    const { launchId, step } = value
    const stakes = await launchFor(context.db, actor, launchId)
    const permission = permissionOf[step]
    if (permission) authorise(permission, actor, stakes)
    if (step === 'override') return openOverride(edge, click)
    if (step === 'checklist') {
      const view = await checklistView(edge, actor, stakes.launch)
      await openDialog(edge, click, view)
      return
    }
    const board = await boardFor(edge, actor, launchId)
    await openDialog(edge, click, stepView(board, step, actor.channelId))
  })

  onSubmit(edge, dialogs.moveT0, async ({ value, actor, zone, view }) => {
    const board = await boardFor(edge, actor, value.launchId)
    const to = momentIn(view, slipFields.t0)
    const now = context.clock.now()
    const isSame = to?.getTime() === board.launch.t0.getTime()
    const fault = !to
      ? ({ code: 'date-missing' } as const)
      : isSame
        ? ({ code: 'not-moved' } as const)
        : dateFault(to, now)
    if (fault || !to) throw new Refusal({ code: 'faults', faults: { t0: fault ?? undefined } })
    const slip = await slipTo(edge, board, to)
    return { update: slipDialog(board.launch, slip, value.channelId, zone) }
  })

  onSubmit(edge, dialogs.slip, async ({ value, actor, view }) => {
    const { launchId, seen, to } = value
    const chosen = fieldOf(view, slipFields.shut)?.selected_options ?? []
    await moveT0(context, actor, {
      launchId,
      seen: new Date(seen),
      to: new Date(to),
      reason: fieldOf(view, slipFields.reason)?.value ?? '',
      shut: chosen.map((option) => option.value),
    })
  })

  onSubmit(edge, dialogs.links, async ({ value, actor, view }) => {
    const text = fieldOf(view, linksFields.links)?.value ?? ''
    await setLinks(context, actor, { ...value, text })
  })

  onClick(edge, actions.goLive, async (click) => {
    const { actor, value } = click
    await authoriseLive(edge, click)
    const board = await boardFor(edge, actor, value.launchId)
    const gate = gateState(board, { kind: 'going-live' })
    if (gate && gate.missing.length > 0) throw new Refusal({ code: 'gate-shut', gate })
    await openDialog(edge, click, goLiveDialog(board, actor.channelId, context.clock.now()))
  })

  onSubmit(edge, dialogs.goLive, async ({ value, actor, view }) => {
    const at = momentIn(view, launchFields.at) ?? context.clock.now()
    await goLive(context, actor, { launchId: value.launchId, at })
  })

  const endings = { close: closeLaunch, abort: abortLaunch, reopen: reopenLaunch }
  onSubmit(edge, dialogs.endLaunch, async ({ value, actor, view }) => {
    const reason = fieldOf(view, launchFields.reason)?.value ?? null
    await endings[value.step](context, actor, { launchId: value.launchId, reason })
  })
}

/** What a launch has of its template, as a dialog. */
export async function checklistView({ context }: Edge, actor: Actor, launch: Launch) {
  const { db } = context
  const version = await findVersionOfLaunch(db, launch.id)
  const { readTemplate } = await loadReader()
  const { leftOut } = tailor(readTemplate(version.source).template, launch.tailoring)
  const removed = await listRemovedItems(db, launch.id)
  const { newest, changes } = await keepableChanges(db, actor, launch.id)
  const hasChanges = changes.length > 0
  const shown = { version, newest: newest.number, leftOut, removed, hasChanges }
  return checklistDialog(launch, shown, actor.channelId, launch.zone)
}

function stepView(
  board: Board,
  step: Exclude<Step, 'override' | 'checklist'>,
  channelId: string | null,
) {
  const { launch } = board
  switch (step) {
    case 'links':
      return linksDialog(launch, launch.links.map(digestOfLink), channelId)
    case 'move-t0':
      return moveT0Dialog(launch, channelId)
    default:
      return endDialog(board, step, channelId)
  }
}

async function authoriseLive({ context }: Edge, { actor, value }: Click<{ launchId: string }>) {
  authorise('go-live', actor, await launchFor(context.db, actor, value.launchId))
}

/** What moving T-0 would do, with where everybody is who has a part in the launch. */
async function slipTo({ context }: Edge, board: Board, to: Date): Promise<Slip> {
  // Every country's holidays take a while to load, and are seldom asked for.
  const { holidayIn } = await import('../domain/holidays.ts')
  const { launch, roles, phases } = board
  const owners = phases.flatMap(itemsOf).flatMap((item) => peopleBehind(item.owners, roles))
  const ids = new Set([launch.leadId, ...roles.flatMap(signersOf), ...owners])
  const people = new Map<string, Whereabouts>()
  for (const id of ids) {
    const known = await findPerson(context.db, launch.workspaceId, id)
    const habits = await readHabits(context.db, launch.workspaceId, id)
    if (known) people.set(id, { zone: known.person.zone, habits })
  }
  return slipOf(board, to, people, holidayIn, context.clock.now())
}
