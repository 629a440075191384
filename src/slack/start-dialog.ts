/** The form that starts a launch. */
import { startLaunch } from '../commands/start-launch.ts'
import type { DraftFacts, LaunchDraft } from '../domain/draft.ts'
import { loadReader } from '../domain/load-reader.ts'
import type { Actor } from '../domain/person.ts'
import { tierOf } from '../domain/tier.ts'
import { findOfferedTemplate, offeredTemplates } from '../store/templates.ts'
import { actions, decode, dialogs } from '../views/actions.ts'
import { conditionFields } from '../views/condition-fields.ts'
import { asksOf, rehearsal, startFields, startForm } from '../views/start-form.ts'
import { channelFactsFor } from './channel-facts.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit, type Submission } from './listen.ts'
import { fieldOf, isTicked, type OpenView, untickedIn } from './payloads.ts'
import { peopleFacts } from './people-facts.ts'

export function listenToStartForm(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.chooseTemplate, async ({ value, view }) => {
    const template = await findOfferedTemplate(context.db, value)
    const before = view && decode(dialogs.startLaunch, view.private_metadata)
    if (!template || !before || !view) return
    const typed = startTyped(view)
    const { readTemplate } = await loadReader()
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
        asks: asksOf(readTemplate(template.source).template),
      }),
    })
  })

  onSubmit(edge, dialogs.startLaunch, async (submission) => {
    const draft = await draftOf(edge, submission)
    const facts = await factsFor(edge, submission.actor, draft)
    await startLaunch(context, submission.actor, draft, facts)
  })
}

function startTyped(view: OpenView) {
  const seconds = fieldOf(view, startFields.t0)?.selected_date_time
  return {
    name: fieldOf(view, startFields.name)?.value ?? '',
    t0: seconds ? new Date(seconds * 1000) : null,
    leadId: fieldOf(view, startFields.lead)?.selected_user ?? null,
    channelId: fieldOf(view, startFields.channel)?.selected_conversation ?? null,
    isRehearsal: isTicked(view, startFields.kind, rehearsal),
  }
}

async function draftOf(
  { context }: Edge,
  { value, view }: Submission<{ formId: string; zone: string; roles: string[] }>,
): Promise<LaunchDraft> {
  const chosen = fieldOf(view, startFields.template)?.selected_option?.value
  const templateId = (chosen && decode(actions.chooseTemplate, chosen)) || null
  const version = templateId ? await findOfferedTemplate(context.db, templateId) : undefined
  const { readTemplate } = await loadReader()
  const asks = version && asksOf(readTemplate(version.source).template)
  const personIn = (field: string) => fieldOf(view, field)?.selected_user ?? null
  return {
    ...startTyped(view),
    formId: value.formId,
    zone: value.zone,
    templateId,
    approvers: value.roles.map((role) => ({
      role,
      personId: personIn(startFields.approver(role)),
    })),
    tier: tierOf(fieldOf(view, startFields.tier)?.selected_option?.value ?? '') ?? 'high',
    absent: untickedIn(view, conditionFields, asks?.conditions ?? []),
    owners: (asks?.owners ?? []).map(({ owner }) => {
      return { owner, personId: personIn(startFields.owner(owner)) }
    }),
  }
}

async function factsFor(
  edge: Edge,
  { workspaceId, id }: Actor,
  draft: LaunchDraft,
): Promise<DraftFacts> {
  const ids = [draft.leadId, ...[...draft.approvers, ...draft.owners].map((each) => each.personId)]
  const channel = draft.channelId ? channelFactsFor(edge, id, draft.channelId) : null
  return { people: await peopleFacts(edge, workspaceId, ids), channel: await channel }
}
