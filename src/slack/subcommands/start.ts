import { randomUUID } from 'node:crypto'
import { authorise } from '../../commands/context.ts'
import { loadDateReader, loadReader } from '../../domain/load-reader.ts'
import { Refusal } from '../../domain/refusal.ts'
import { asTyped } from '../../domain/typed-text.ts'
import { offeredTemplates } from '../../store/templates.ts'
import { asksOf, startForm } from '../../views/start-form.ts'
import { safe } from '../../views/text.ts'
import type { Subcommand } from './subcommand.ts'

export const start: Subcommand = {
  name: 'start',
  usage: 'start [name] [on date [time]]',
  does: 'opens the form that starts a launch in this channel',
  async run({ client, context }, { actor, zone, text, triggerId }) {
    authorise('start-launch', actor, null)
    const [{ readStartText }, { readTemplate }] = await Promise.all([
      loadDateReader(),
      loadReader(),
    ])
    const { name, t0, unread } = readStartText(asTyped(text), context.clock.now(), zone)
    const templates = await offeredTemplates(context.db)
    const [template] = templates
    if (!template)
      throw new Refusal({ code: 'faults', faults: { template: { code: 'template-gone' } } })
    const view = startForm({
      formId: randomUUID(),
      zone,
      name,
      t0,
      notice: noticeFor(unread, t0 < context.clock.now()),
      leadId: actor.id,
      // A DM has no channel that a launch could run in.
      channelId: actor.channelId?.startsWith('D') ? null : actor.channelId,
      templates,
      templateId: template.id,
      asks: asksOf(readTemplate(template.source).template),
    })
    await client.views.open({ trigger_id: triggerId, view })
    return undefined
  },
}

function noticeFor(unread: string | null, isPast: boolean): string | null {
  if (unread) return `“${safe(unread, 200)}” could not be read as a date: choose T-0 below.`
  return isPast ? 'The date that was typed has passed: choose T-0 below.' : null
}
