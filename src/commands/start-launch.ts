import { randomUUID } from 'node:crypto'
import { type DraftFacts, faultsOf, type LaunchDraft, tidyName } from '../domain/draft.ts'
import type { Launch } from '../domain/launch.ts'
import { loadReader, type ReadTemplate } from '../domain/load-reader.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { afterHoursOf, phasesOpenAtStart } from '../domain/schedule.ts'
import { planOf } from '../domain/slip.ts'
import type { Surface } from '../domain/surface.ts'
import { ownersOf, tailor } from '../domain/tailor.ts'
import type { TemplatePhase } from '../domain/template.ts'
import { gatesOf } from '../domain/worded-gates.ts'
import { readBoard } from '../store/board.ts'
import { saveChannel } from '../store/channels.ts'
import { insertFinalBox, insertPhases, insertRoles } from '../store/checklists.ts'
import { isUniqueViolation } from '../store/dialect.ts'
import {
  findLaunchNamed,
  findLaunchOfForm,
  insertLaunch,
  lastRehearsal,
} from '../store/launches.ts'
import { insertOwners } from '../store/owners.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { findOfferedTemplate } from '../store/templates.ts'
import { authorise, type Context } from './context.ts'
import { bringBack } from './lose-channel.ts'
import { revealPhase } from './open-phase.ts'
import { run, type Work } from './run.ts'
import { nameNeighbours } from './show-launch.ts'

/**
 * Starts a launch from a filled form: its checklist, its board, and the phases whose time has come.
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

async function tryToStart(
  context: Context,
  actor: Actor,
  draft: LaunchDraft,
  facts: DraftFacts,
): Promise<{ launch: Launch; isNew: boolean }> {
  const { readTemplate } = await loadReader()
  return run(context, actor, async (work) => {
    authorise('start-launch', actor, null)
    const before = await findLaunchOfForm(work.db, draft.formId)
    if (before) return { launch: before, isNew: false }
    return { launch: await start(work, actor, draft, facts, readTemplate), isNew: true }
  })
}

async function start(
  work: Work,
  actor: Actor,
  draft: LaunchDraft,
  facts: DraftFacts,
  readTemplate: ReadTemplate,
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

  const { tier, absent } = draft
  const { template, leftOut } = tailor(readTemplate(saved.source).template, { tier, absent })
  if (template.phases.length === 0) {
    throw new Refusal({ code: 'faults', faults: { template: { code: 'nothing-applies' } } })
  }
  const phases = template.phases.map(withIds)
  const finalBox = template.signOff?.finalBox ?? null
  const roles = (template.signOff?.roles ?? []).map((role) => ({
    id: randomUUID(),
    name: role,
    personId: draft.approvers.find((approver) => approver.role === role)?.personId ?? null,
  }))
  const { channel } = facts
  const known = channel === 'silent' ? null : channel
  const isPrivate = known?.isPrivate ?? false
  const { workspaceId } = actor
  await saveChannel(db, { workspaceId, id: channelId, isPrivate, name: known?.name }, now)
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
    isRehearsal: draft.isRehearsal,
    rehearsalId: null,
    mayDouble: false,
    gates: gatesOf(template.gates, phases, finalBox).gates,
    tailoring: { tier, absent, leftOut: leftOut.length },
    links: [],
    live: null,
    ended: null,
  }
  if (!launch.isRehearsal) launch.rehearsalId = await lastRehearsal(db, launch)
  const ids = { formId: draft.formId, templateId: saved.id }
  await insertLaunch(db, { ...launch, ...ids, procedure: template.emergency })
  const afterHours = afterHoursOf(phases.map(({ window }) => window))
  await insertPhases(db, launch.id, phases, { t0, live: null, zone: draft.zone, afterHours })
  if (finalBox) await insertFinalBox(db, launch.id, { id: randomUUID(), text: finalBox })
  await insertRoles(db, launch.id, roles)
  const items = phases.flatMap(({ sections }) => sections.flatMap((section) => section.items))
  await insertOwners(db, launch.id, ownersOf(items, roles, draft.owners), launch.started)
  await work.record(launch, {
    type: 'launch.started',
    data: {
      name,
      t0: t0.toISOString(),
      zone: draft.zone,
      leadId,
      template: template.name,
      roles: roles.map(({ name, personId }) => ({ name, personId })),
      isRehearsal: launch.isRehearsal,
      ...launch.tailoring,
    },
  })
  await revealFirst(work, actor, launch)
  await nameNeighbours(work, launch)
  return launch
}

/** A phase of a template as a launch has it. */
function withIds(phase: TemplatePhase) {
  return {
    ...phase,
    id: randomUUID(),
    round: 1,
    seriesId: null,
    sections: phase.sections.map((section) => ({
      ...section,
      id: randomUUID(),
      items: section.items.map((item) => ({ ...item, id: randomUUID() })),
    })),
  }
}

/** Posts the board, and opens below it the phases whose time has come. */
async function revealFirst(work: Work, actor: Actor, launch: Launch): Promise<void> {
  const board: Surface = { kind: 'board', launchId: launch.id }
  await addSurfaces(work.db, launch, [board])
  await work.refresh(launch, board)
  const checklist = await readBoard(work.db, launch.id)
  if (!checklist) return
  for (const { id } of phasesOpenAtStart(checklist.phases, planOf(checklist), work.now)) {
    const phase = checklist.phases.find((each) => each.id === id)
    if (phase) await revealPhase(work, actor, launch, phase)
  }
}
