/** Who does what, and until when: whole sections and phases, and the launch's lead and roles. */
import { WebAPIPlatformError } from '@slack/web-api'
import { assignItems, type Scope } from '../commands/assign-items.ts'
import { authorise, launchFor } from '../commands/context.ts'
import { fillRoles } from '../commands/fill-roles.ts'
import { setDueDates } from '../commands/set-due-date.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readBoard } from '../store/board.ts'
import { type dialogs as AllDialogs, actions, dialogs, type ValueOf } from '../views/actions.ts'
import { assignDialog, dueDialog, scopeFields } from '../views/assign-dialog.ts'
import { assignedDialog } from '../views/assigned.ts'
import { refusalText } from '../views/refusal-text.ts'
import { roleFields, rolesDialog, severalRoles } from '../views/roles-dialog.ts'
import { sectionPart } from '../views/section.ts'
import { channelLink, mention } from '../views/text.ts'
import { momentIn, openDialog, ownersIn, sectionView } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { onClick, onSubmit, type Submission } from './listen.ts'
import { fieldOf, isTicked, type OpenView } from './payloads.ts'
import { absentFrom, isIn, peopleFacts } from './people-facts.ts'

type Shown = ValueOf<typeof AllDialogs.assign>

export function listenToPlanning(edge: Edge): void {
  const { context, client } = edge

  onClick(edge, actions.assign, async (click) => {
    const scope = { ...click.value, channelId: click.actor.channelId }
    const shown = await shownScope(edge, click.actor, scope)
    await openDialog(edge, click, assignDialog(shown, scope))
  })

  onClick(edge, actions.setDue, async (click) => {
    const scope = { ...click.value, channelId: click.actor.channelId }
    const shown = await shownScope(edge, click.actor, scope)
    await openDialog(edge, click, dueDialog(shown, scope))
  })

  onClick(edge, actions.fillRoles, async (click) => {
    const stakes = await launchFor(context.db, click.actor, click.value.launchId)
    authorise('fill-roles', click.actor, stakes)
    await openDialog(edge, click, rolesDialog(stakes, click.actor.channelId))
  })

  onSubmit(edge, dialogs.assign, async ({ value, actor, view }) => {
    const owners = ownersIn(view)
    const ids = owners.flatMap(({ kind, id }) => (kind === 'person' ? id : []))
    const facts = await peopleFacts(edge, actor.workspaceId, ids)
    const isAll = fieldOf(view, scopeFields.which)?.selected_option?.value === 'unsettled'
    const which = isAll ? 'unsettled' : 'unowned'
    const wish = { scope: chosenScope(value, view), owners, which } as const
    const { launch, items, people } = await assignItems(context, actor, wish, facts)
    const absent = await absentFrom(edge, launch.channelId, people)
    return {
      update: assignedDialog(launch, { items: items.length, people, absent }, value.channelId),
      after: () => refreshBelow(edge, actor, value, view),
    }
  })

  onSubmit(edge, dialogs.due, async ({ value, actor, view }) => {
    const due = momentIn(view, scopeFields.due)
    await setDueDates(context, actor, { scope: chosenScope(value, view), due })
    return { after: () => refreshBelow(edge, actor, value, view) }
  })

  const fill = async ({ value, actor, view }: Submission<ValueOf<typeof dialogs.roles>>) => {
    const chosen = (field: string) => fieldOf(view, field)?.selected_user ?? null
    const lead = { seen: value.leadId, wish: chosen(roleFields.lead) }
    const roles = value.roles.map(({ id, personId: seen }) => {
      return { id, seen, wish: chosen(roleFields.role(id)) }
    })
    const deputies = value.roles.map(({ id, deputyId: seen }) => {
      return { id, seen, wish: chosen(roleFields.deputy(id)) }
    })
    const mayDouble = isTicked(view, roleFields.signing, severalRoles)
    const changed = [lead, ...roles, ...deputies].filter(({ seen, wish }) => seen !== wish)
    const ids = changed.map(({ wish }) => wish)
    const facts = await peopleFacts(edge, actor.workspaceId, ids)
    const filling = { launchId: value.launchId, lead, roles, deputies, mayDouble }
    const { launch, people } = await fillRoles(context, actor, filling, facts)
    const absent = await absentFrom(edge, launch.channelId, people)
    if (absent.length === 0) return undefined
    return { update: assignedDialog(launch, { items: 0, people, absent }, value.channelId) }
  }
  onSubmit(edge, dialogs.roles, fill, async (reason, { value, actor, zone }) => {
    if (reason.code !== 'roles-changed') return undefined
    const stakes = await launchFor(context.db, actor, value.launchId)
    return { update: rolesDialog(stakes, value.channelId, refusalText(reason, zone)) }
  })

  onClick(edge, actions.invite, async ({ value, actor }) => {
    const stakes = await launchFor(context.db, actor, value.launchId)
    authorise('assign-item', actor, stakes)
    const { channelId } = stakes.launch
    const who = mention(value.personId)
    const byHand = `Type \`/invite\` and their name in ${channelLink(channelId)}.`
    // As in Slack itself, only who is in a channel brings others in.
    if (!(await isIn(edge, channelId, actor.id))) {
      return {
        tell: `Somebody who is in ${channelLink(channelId)} has to invite ${who}. ${byHand}`,
      }
    }
    try {
      await client.conversations.invite({ channel: channelId, users: value.personId })
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error
      if (error.data.error !== 'already_in_channel') {
        return { tell: `Slack did not let me invite ${who}. ${byHand}` }
      }
    }
    return { tell: `${who} is in ${channelLink(channelId)} now.` }
  })
}

function chosenScope(value: Shown, view: OpenView): Scope {
  const kind = fieldOf(view, scopeFields.scope)?.selected_option?.value
  const { launchId, phaseId, sectionId } = value
  return kind === 'phase'
    ? { launchId, kind, id: phaseId }
    : { launchId, kind: 'section', id: sectionId }
}

async function shownScope({ context }: Edge, actor: Actor, { launchId, sectionId }: Shown) {
  await launchFor(context.db, actor, launchId)
  const board = await readBoard(context.db, launchId)
  const shown = board && sectionPart(board, { kind: 'section', sectionId, part: 0 })
  if (!shown) throw new Refusal({ code: 'launch-unknown' })
  return { board, phase: shown.phase, section: shown.section }
}

/** The section's dialog, from which this one was opened, with what is true now. */
async function refreshBelow(
  edge: Edge,
  actor: Actor,
  { sectionId, part }: Shown,
  { previous_view_id: below }: OpenView,
): Promise<void> {
  if (!below) return
  const view = await sectionView(edge.context, actor, { kind: 'section', sectionId, part })
  await edge.client.views.update({ view_id: below, view })
}
