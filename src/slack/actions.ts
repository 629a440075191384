/** What people click in the channel. */
import { changeItem } from '../commands/change-item.ts'
import { foldSection } from '../commands/fold-section.ts'
import { openPhase } from '../commands/open-phase.ts'
import { resendMessages } from '../commands/resend-messages.ts'
import { actions } from '../views/actions.ts'
import { evidenceDialog } from '../views/evidence-dialog.ts'
import { alreadyText, unseenText } from '../views/refusal-text.ts'
import { openDialog, shownItem } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick } from './listen.ts'
import { myListAgain } from './my-list.ts'

export function listenToActions(edge: Edge): void {
  const { context } = edge

  onClick(
    edge,
    actions.changeItem,
    async (click) => {
      const { value, actor, zone } = click
      const { item, launch, outcome } = await changeItem(context, actor, { ...value, reason: null })
      const again = await myListAgain(edge, click)
      if (again) return again
      if (outcome === 'changed') {
        return launch.isReachable ? undefined : { tell: unseenText(item, launch, zone) }
      }
      return item.changed?.by === actor.id ? undefined : { tell: alreadyText({ item }, zone) }
    },
    async (reason, click) => {
      if (reason.code !== 'evidence-missing') return false
      const { channelId } = click.actor
      const shown = await shownItem(context, click.actor, click.value.itemId)
      await openDialog(edge, click, evidenceDialog(shown, channelId, click.value.version))
      return true
    },
  )

  onClick(edge, actions.openPhase, async ({ value, actor, zone }) => {
    const { phase, outcome } = await openPhase(context, actor, value)
    const isOthers = outcome === 'unchanged' && phase.opened?.by !== actor.id
    return isOthers ? { tell: alreadyText({ phase }, zone) } : undefined
  })

  onClick(edge, actions.foldSection, ({ value, actor }) => foldSection(context, actor, value))

  onClick(edge, actions.resend, async ({ value, actor }) => {
    await resendMessages(context, actor, value)
    return { tell: 'The messages of this launch are being sent again; deleted ones come back.' }
  })
}
