/** The dialog in which a launch's file is asked for. */
import { authorise, launchFor } from '../commands/context.ts'
import { formatNames } from '../domain/export-format.ts'
import { Refusal } from '../domain/refusal.ts'
import { dialogs } from '../views/actions.ts'
import {
  exportedDialog,
  exportFields,
  exportingDialog,
  otherWayDialog,
} from '../views/export-dialog.ts'
import type { Edge } from './edge.ts'
import { handOver } from './hand-over.ts'
import { onSubmit } from './listen.ts'
import { fieldOf } from './payloads.ts'

export function listenToExport(edge: Edge): void {
  onSubmit(edge, dialogs.exportLaunch, async ({ actor, view }) => {
    const chosen = (field: string) => fieldOf(view, field)?.selected_option?.value
    const launchId = chosen(exportFields.launch) ?? ''
    const format = formatNames.find((name) => name === chosen(exportFields.format)) ?? 'markdown'
    const place = chosen(exportFields.where) === 'channel' ? 'channel' : 'dm'
    const stakes = await launchFor(edge.context.db, actor, launchId)
    authorise('export-launch', actor, stakes)
    const { launch } = stakes
    // Elsewhere people may read it who may not see the launch.
    if (place === 'channel' && launch.channelId !== actor.channelId) {
      const fault = { code: 'channel-not-yours', channelId: launch.channelId } as const
      throw new Refusal({ code: 'faults', faults: { [exportFields.where]: fault } })
    }
    return {
      update: exportingDialog(launch),
      after: async () => {
        const wish = { launchId, format, place, withPeople: false } as const
        const { filename, text, why } = await handOver(edge, actor, wish)
        const shown = why
          ? otherWayDialog(launch, { format, filename, text, why })
          : exportedDialog(launch, place)
        await edge.client.views.update({ view_id: view.id, view: shown })
      },
    }
  })
}
