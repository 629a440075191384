import { templatesView } from '../templates.ts'
import type { Subcommand } from './subcommand.ts'

export const templates: Subcommand = {
  name: 'templates',
  usage: 'templates',
  does: 'shows the checklists that launches can be started from; adds, changes and retires them',
  async run(edge, { actor, zone, triggerId }) {
    const view = await templatesView(edge, actor, zone)
    await edge.client.views.open({ trigger_id: triggerId, view })
    return undefined
  },
}
