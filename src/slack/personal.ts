/** What people do in lists of their own: put off, give back, remind, and say when they work. */
import { z } from 'zod'
import { giveBackItem } from '../commands/assign-items.ts'
import { nudgePeople } from '../commands/nudge-people.ts'
import { setHabits } from '../commands/set-habits.ts'
import { snoozeItem } from '../commands/snooze-item.ts'
import { readHabits } from '../store/habits.ts'
import { actions, dialogs } from '../views/actions.ts'
import { habitsDialog, habitsFields } from '../views/habits-dialog.ts'
import { nudgedLines } from '../views/nudged.ts'
import { giveBackDialog, putOffFields, snoozeDialog } from '../views/put-off-dialogs.ts'
import { openDialog, shownItem } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onEvent } from './events.ts'
import { onClick, onSubmit } from './listen.ts'
import { myListAgain } from './my-list.ts'
import { fieldOf, id, type OpenView } from './payloads.ts'
import { publishHome } from './publish-home.ts'
import { quietOf } from './quiet-people.ts'

const homeOpened = z.object({ user: id, tab: z.string() })

export function listenToPersonal(edge: Edge): void {
  const { context, people } = edge

  onClick(edge, actions.snooze, async (click) => {
    const { itemId, choice } = click.value
    if (choice === 'date') {
      const { item } = await shownItem(context, click.actor, itemId)
      await openDialog(edge, click, snoozeDialog(item, click.actor.channelId))
      return undefined
    }
    await snoozeItem(context, click.actor, { itemId, choice, zone: click.zone })
    return myListAgain(edge, click)
  })

  onSubmit(edge, dialogs.snooze, async ({ value, actor, zone, view }) => {
    const date = fieldOf(view, putOffFields.date)?.selected_date ?? ''
    await snoozeItem(context, actor, { itemId: value.itemId, choice: { date }, zone })
  })

  onClick(edge, actions.giveBack, async (click) => {
    const { item } = await shownItem(context, click.actor, click.value.itemId)
    await openDialog(edge, click, giveBackDialog(item, click.actor.channelId))
  })

  onSubmit(edge, dialogs.giveBack, async ({ value, actor, view }) => {
    const reason = fieldOf(view, putOffFields.reason)?.value ?? ''
    await giveBackItem(context, actor, { itemId: value.itemId, reason })
  })

  onClick(edge, actions.nudge, async ({ value: { launchId, personId }, actor, zone }) => {
    const who = { personId }
    const launchIds = [launchId]
    const quiet = await quietOf(edge, launchIds, who)
    const nudged = await nudgePeople(context, actor, { launchIds, who, quiet })
    return { tell: nudgedLines(nudged, zone).join('\n') }
  })

  onClick(edge, actions.setHabits, async (click) => {
    const { workspaceId, id } = click.actor
    const habits = await readHabits(context.db, workspaceId, id)
    await openDialog(edge, click, habitsDialog(habits))
  })

  onSubmit(edge, dialogs.habits, async ({ actor, view }) => {
    await setHabits(context, actor, habitsIn(view))
  })

  // Each click in the Home publishes it anew; this one does nothing else.
  onClick(edge, actions.refreshHome, async () => {})

  onEvent(edge, 'app_home_opened', homeOpened, async ({ user, tab }, { workspaceId }) => {
    return tab === 'home' && (await openHome(workspaceId, user))
  })

  async function openHome(workspaceId: string, id: string): Promise<boolean> {
    const person = await people.known(workspaceId, id)
    if (person === 'silent' || person === 'unknown') return false
    const { standing, zone } = person
    await publishHome(edge, { workspaceId, id, standing, via: 'home', channelId: null }, zone)
    return true
  }
}

function habitsIn(view: OpenView) {
  const time = (field: string) => fieldOf(view, field)?.selected_time ?? ''
  const days = fieldOf(view, habitsFields.days)?.selected_options ?? []
  return {
    days: days.map(({ value }) => Number(value)).sort(),
    from: time(habitsFields.from),
    to: time(habitsFields.to),
    remindAt: time(habitsFields.remindAt),
    pausedUntil: fieldOf(view, habitsFields.pausedUntil)?.selected_date ?? null,
  }
}
