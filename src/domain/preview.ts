import { addDays } from './dates.ts'
import { dueIn } from './due.ts'
import type { Board, Item, Phase } from './launch.ts'
import { afterHoursOf } from './schedule.ts'
import { whole } from './tailor.ts'
import type { Template, TemplateItem } from './template.ts'
import { gatesOf } from './worded-gates.ts'

/** How far ahead the T-0 of a preview is, in days. */
const daysAhead = 14

/** The board of a launch that would be started from a template now; nothing of it is kept. */
export function previewOf(
  template: Template,
  { leadId, now }: { leadId: string; now: Date },
): Board {
  let ids = 0
  const id = () => `preview-${++ids}`
  const t0 = addDays(now, daysAhead)
  const zone = 'UTC'
  const afterHours = afterHoursOf(template.phases.map(({ window }) => window))
  const plan = { t0, live: null, zone, afterHours }
  const phases = template.phases.map(
    (phase): Phase => ({
      id: id(),
      name: phase.name,
      window: phase.window,
      opened: { at: now, by: leadId },
      endedAt: null,
      round: 1,
      seriesId: null,
      emergencyId: null,
      sections: phase.sections.map((section) => ({
        id: id(),
        name: section.name,
        window: section.window,
        items: section.items.map((item) => {
          const window = item.due ?? section.window ?? phase.window
          const due = dueIn(window, plan)
          return { ...itemOf(id(), item.text, item), due: due && { at: due, by: 'plan' as const } }
        }),
      })),
    }),
  )
  const { signOff } = template
  const finalBox = signOff?.finalBox ? itemOf(id(), signOff.finalBox) : null
  return {
    launch: {
      id: id(),
      workspaceId: '',
      channelId: '',
      isPrivate: false,
      isReachable: true,
      name: template.name,
      t0,
      zone,
      leadId,
      templateName: template.name,
      started: { at: now, by: leadId },
      isRehearsal: false,
      rehearsalId: null,
      mayDouble: false,
      gates: gatesOf(template.gates, phases, signOff?.finalBox ?? null).gates,
      tailoring: whole,
      links: [],
      live: null,
      ended: null,
    },
    phases,
    finalBox,
    roles: (signOff?.roles ?? []).map((name) => {
      return { id: id(), name, personId: null, deputyId: null }
    }),
    signOffs: [],
    rollCall: null,
    overrides: [],
    emergency: null,
    recordBreak: null,
  }
}

function itemOf(id: string, text: string, marks: Partial<TemplateItem> = {}): Item {
  const { optional = false, due = null, needsEvidence = false, why = null, expires = null } = marks
  return {
    id,
    text,
    optional,
    state: 'open',
    changed: null,
    reason: null,
    note: null,
    owners: [],
    due: null,
    dueMark: due,
    needsEvidence,
    why,
    expires,
    goodUntil: null,
    expired: null,
    evidence: 0,
    version: 0,
  }
}
