import { randomUUID } from 'node:crypto'
import type { NewEvent } from '../../src/domain/event.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { afterHoursOf } from '../../src/domain/schedule.ts'
import type { TemplatePhase } from '../../src/domain/template.ts'
import { saveChannel } from '../../src/store/channels.ts'
import {
  insertFinalBox,
  insertPhases,
  insertRoles,
  type NewPhase,
} from '../../src/store/checklists.ts'
import type { Db } from '../../src/store/database.ts'
import { insertLaunch, type NewLaunch } from '../../src/store/launches.ts'
import type { NewMessage } from '../../src/store/outbox.ts'
import {
  findTemplate,
  insertTemplate,
  insertVersion,
  type TemplateVersion,
} from '../../src/store/templates.ts'
import { ana, channelId, smallChecklist, workspaceId } from './launches.ts'

export const start = new Date('2026-11-23T09:00:00Z')

/** A moment so many seconds after the start. */
export function after(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000)
}

/** The first version of a template, under the version's id. */
export function aVersion(more: Partial<TemplateVersion> = {}): TemplateVersion {
  const id = more.id ?? 'template-1'
  const saved = { at: start, by: 'golive' }
  const version = { id, templateId: id, number: 1, name: 'Small checklist', saved, note: null }
  return { ...version, source: smallChecklist, ...more }
}

/** Keeps a template with one version; once. */
export async function keep(db: Db, version = aVersion()): Promise<void> {
  const { templateId, name } = version
  if (await findTemplate(db, templateId)) return
  await insertTemplate(db, { id: templateId, name, keptBy: 'people' })
  await insertVersion(db, { ...version, key: `key of ${version.id}` })
}

/** Saves a launch with its channel and template, without any checklist. */
export async function aSavedLaunch(db: Db, more: Partial<NewLaunch> = {}): Promise<NewLaunch> {
  const id = more.id ?? 'launch-1'
  const launch: NewLaunch = {
    id,
    workspaceId,
    channelId,
    isPrivate: false,
    isReachable: true,
    name: `Name of ${id}`,
    t0: new Date('2026-12-07T10:00:00Z'),
    zone: 'Europe/Vienna',
    leadId: ana.id,
    templateName: 'Small checklist',
    templateId: 'template-1',
    formId: `form of ${id}`,
    started: { at: start, by: ana.id },
    isRehearsal: false,
    tailoring: { tier: 'high', absent: [], leftOut: 0 },
    rehearsalId: null,
    procedure: null,
    mayDouble: false,
    gates: [],
    links: [],
    live: null,
    ended: null,
    ...more,
  }
  const channel = {
    workspaceId: launch.workspaceId,
    id: launch.channelId,
    isPrivate: launch.isPrivate,
  }
  await saveChannel(db, channel, start)
  await keep(db)
  await insertLaunch(db, launch)
  return launch
}

/** Gives a saved launch its copy of a checklist. */
export async function withChecklist(
  db: Db,
  launchId: string,
  source = smallChecklist,
  { t0 = new Date('2026-12-07T10:00:00Z'), zone = 'Europe/Vienna' } = {},
) {
  const { template } = readTemplate(source)
  const roles = (template.signOff?.roles ?? []).map((name, index) => ({
    id: randomUUID(),
    name,
    personId: index === 0 ? 'U-BOB' : null,
  }))
  const finalBox = template.signOff?.finalBox ?? null
  const afterHours = afterHoursOf(template.phases.map(({ window }) => window))
  const plan = { t0, live: null, zone, afterHours }
  await insertPhases(db, launchId, template.phases.map(asNewPhase), plan)
  if (finalBox) await insertFinalBox(db, launchId, { id: randomUUID(), text: finalBox })
  await insertRoles(db, launchId, roles)
  return template
}

/** A phase of a template, with ids. */
export function asNewPhase({ name, window, sections }: TemplatePhase): NewPhase {
  return {
    id: randomUUID(),
    name,
    window,
    round: 1,
    seriesId: null,
    sections: sections.map((section) => ({
      ...section,
      id: randomUUID(),
      items: section.items.map((item) => ({ ...item, id: randomUUID() })),
    })),
  }
}

export function anEvent(items = 1): NewEvent {
  return { type: 'phase.opened', data: { phaseId: 'phase-1', name: 'Before', items } }
}

export function aMessage(key: string, more: Partial<NewMessage> = {}): NewMessage {
  return {
    key,
    launchId: 'launch-1',
    workspaceId,
    channelId,
    kind: 'refresh',
    target: key,
    ...more,
  }
}
