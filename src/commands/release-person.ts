import { mayOwn, peopleBehind } from '../domain/owner.ts'
import type { Person } from '../domain/person.ts'
import { shownItems } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { updateDeputy, updateRole } from '../store/checklists.ts'
import { lastEventOfType } from '../store/events.ts'
import { listLaunchesOf, lockLaunch } from '../store/launches.ts'
import { replaceOwners } from '../store/owners.ts'
import { type Context, systemActor } from './context.ts'
import { reviewSeconds } from './emergency.ts'
import { refreshItems } from './refresh-items.ts'
import { run } from './run.ts'

/**
 * Makes what somebody had nobody's, in every running launch, because they have left or are no member of the
 * workspace any more: their roles, what they are deputy
 * for, and their items unless they may still own some. The lead is told
 * once for each launch; if it is the lead who has left, the channel is.
 */
export async function releasePerson(
  context: Context,
  { workspaceId, id: personId, standing }: Person,
): Promise<void> {
  for (const launchId of await listLaunchesOf(context.db, workspaceId, personId)) {
    await run(context, systemActor(workspaceId), async (work) => {
      await lockLaunch(work.db, launchId)
      const board = await readBoard(work.db, launchId)
      if (!board) return
      const { launch, phases, roles } = board
      const isTheirs = (owner: { kind: string; id: string }) =>
        owner.kind === 'person' && owner.id === personId
      const shown = shownItems(phases)
      const owned = mayOwn[standing] ? [] : shown.filter(({ item }) => item.owners.some(isTheirs))
      const given = { at: work.now, by: 'golive' }
      for (const { item } of owned) {
        const owners = item.owners.filter((owner) => !isTheirs(owner))
        await replaceOwners(work.db, { ...item, launchId }, owners, given)
      }
      const theirRoles = roles.filter((role) => role.personId === personId)
      for (const role of theirRoles) await updateRole(work.db, role.id, null)
      const theirDeputyships = roles.filter((role) => role.deputyId === personId)
      for (const role of theirDeputyships) await updateDeputy(work.db, role.id, null)
      const last = await lastEventOfType(work.db, launchId, 'person.left')
      const isTold = last?.type === 'person.left' && last.data.personId === personId
      const isLead = launch.leadId === personId
      const isNothing = owned.length + theirRoles.length + theirDeputyships.length === 0
      if (isNothing && (isTold || !isLead)) return
      const eventId = await work.record(launch, {
        type: 'person.left',
        data: {
          personId,
          items: owned.length,
          roles: theirRoles.map(({ name }) => name),
          deputyFor: theirDeputyships.map(({ name }) => name),
          standing,
        },
      })
      await work.announce(launch, eventId, isLead ? undefined : launch.leadId)
      const hung = shown.filter(({ item }) => peopleBehind(item.owners, theirRoles).length > 0)
      await refreshItems(work, launch, [...owned, ...hung])
      const now = await readBoard(work.db, launchId)
      if (now) await reviewSeconds(work, now)
    })
  }
}
