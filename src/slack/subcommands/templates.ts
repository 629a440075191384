import { Refusal } from '../../domain/refusal.ts'
import { asTyped } from '../../domain/typed-text.ts'
import { findTemplateUsedLast } from '../../store/past-launches.ts'
import { findTemplateNamed, offeredTemplates } from '../../store/templates.ts'
import type { Edge } from '../edge.ts'
import { reviewView, templatesView } from '../templates.ts'
import type { Ask, Subcommand } from './subcommand.ts'

export const templates: Subcommand = {
  name: 'templates',
  usage: 'templates [review]',
  does: 'shows the checklists that launches can be started from; adds, changes and retires them; says what past launches teach about one',
  async run(edge, ask) {
    const [verb = '', ...words] = asTyped(ask.text).trim().split(/\s+/)
    const view =
      verb.toLowerCase() === 'review'
        ? await reviewView(edge, ask.actor, await templateMeant(edge, ask, words.join(' ')))
        : await templatesView(edge, ask.actor, ask.zone)
    await edge.client.views.open({ trigger_id: ask.triggerId, view })
    return undefined
  },
}

/** The template of a name; without one, that of the launch that ended last, or the first that there is. */
async function templateMeant({ context }: Edge, { actor }: Ask, name: string): Promise<string> {
  const { db } = context
  const named = name ? (await findTemplateNamed(db, name))?.id : undefined
  const meant = name ? named : await findTemplateUsedLast(db, actor.workspaceId)
  const id = meant ?? (name ? undefined : (await offeredTemplates(db))[0]?.templateId)
  if (!id) throw new Refusal({ code: 'template-unknown' })
  return id
}
