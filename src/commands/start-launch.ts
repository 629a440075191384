import { randomUUID } from 'node:crypto'
import { type DraftFacts, faultsOf, type LaunchDraft, tidyName } from '../domain/draft.ts'
import type { Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { readTemplate } from '../domain/read-template.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Surface } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { saveChannel } from '../store/channels.ts'
import { isUniqueViolation } from '../store/dialect.ts'
import {
  findLaunchNamed,
  findLaunchOfForm,
  insertChecklist,
  insertLaunch,
} from '../store/launches.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { findOfferedTemplate } from '../store/templates.ts'
import { authorise, type Context } from './context.ts'
import { bringBack } from './lose-channel.ts'
import { revealPhase } from './open-phase.ts'
import { run, type Work } from './run.ts'

/**
 * Starts a launch from a filled form: its checklist, its board, and its first phase opened.
 * The same form sent again returns the launch that it started. Refuses with every fault that the
 * form has ('faults', by field), and who may not start one ('not-permitted').
 */
export async function startLaunch(
  context: Context,
  actor: Actor,
  draft: LaunchDraft,
  facts: DraftFacts,
): Promise<{ launch: Launch; isNew: boolean }> {
  try {
    return await tryToStart(context, actor, draft, facts)
  } catch (error) {
    // Another process was faster with the same form or name: now that is there to be found.
    if (isUniqueViolation(error)) return tryToStart(context, actor, draft, facts)
    throw error
  }
}

function tryToStart(
  context: Context,
  actor: Actor,
  draft: LaunchDraft,
  facts: DraftFacts,
): Promise<{ launch: Launch; isNew: boolean }> {
  return run(context, actor, async (work) => {
    authorise('start-launch', actor, null)
    const before = await findLaunchOfForm(work.db, draft.formId)
    if (before) return { launch: before, isNew: false }
    return { launch: await start(work, actor, draft, facts), isNew: true }
  })
}

async function start(
  work: Work,
  actor: Actor,
  draft: LaunchDraft,
  facts: DraftFacts,
): Promise<Launch> {
  const { db, now } = work
  const name = tidyName(draft.name)
  const { channelId, t0, leadId, templateId } = draft
  const faults = faultsOf(draft, facts, now)
  const saved = templateId && (await findOfferedTemplate(db, templateId))
  if (!saved) faults.template = { code: 'template-gone' }
  if (!faults.name && channelId) {
    const namesake = await findLaunchNamed(db, actor.workspaceId, channelId, name)
    if (namesake) faults.name = { code: 'name-taken', launch: namesake }
  }
  if (Object.keys(faults).length > 0 || !saved || !t0 || !leadId || !channelId) {
    throw new Refusal({ code: 'faults', faults })
  }

  const { template } = readTemplate(saved.source)
  const roles = (template.signOff?.roles ?? []).map((role) => ({
    name: role,
    personId: draft.approvers.find((approver) => approver.role === role)?.personId ?? null,
  }))
  const { channel } = facts
  const isPrivate = channel !== null && channel !== 'silent' && channel.isPrivate
  await saveChannel(db, { workspaceId: actor.workspaceId, id: channelId, isPrivate }, now)
  await bringBack(work, { workspaceId: actor.workspaceId, channelId })
  const launch: Launch = {
    id: randomUUID(),
    workspaceId: actor.workspaceId,
    channelId,
    isPrivate,
    isReachable: true,
    name,
    t0,
    zone: draft.zone,
    leadId,
    templateName: template.name,
    started: { at: now, by: actor.id },
  }
  await insertLaunch(db, { ...launch, formId: draft.formId, templateId: saved.id })
  await insertChecklist(
    db,
    launch,
    { phases: template.phases, finalBox: template.signOff?.finalBox ?? null, roles },
    randomUUID,
  )
  await work.record(launch, {
    type: 'launch.started',
    data: { name, t0: t0.toISOString(), zone: draft.zone, leadId, template: template.name, roles },
  })
  await revealFirst(work, actor, launch)
  return launch
}

/** Posts the board, and opens the first phase below it. */
async function revealFirst(work: Work, actor: Actor, launch: Launch): Promise<void> {
  const board: Surface = { kind: 'board', launchId: launch.id }
  await addSurfaces(work.db, launch, [board])
  await work.refresh(launch, board)
  const checklist = await readBoard(work.db, launch.id)
  const first = checklist?.phases[0]
  if (first) await revealPhase(work, actor, launch, first)
}
