import { changeItem } from '../../src/commands/change-item.ts'
import type { Context } from '../../src/commands/context.ts'
import { foldSection } from '../../src/commands/fold-section.ts'
import { loseChannel, regainChannel } from '../../src/commands/lose-channel.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { resendMessages, resendStaleMessages } from '../../src/commands/resend-messages.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import type { ItemAction } from '../../src/domain/item.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import type { Actor } from '../../src/domain/person.ts'
import { type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import type { Db } from '../../src/store/database.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import {
  aDraft,
  aLaunch,
  ana,
  emptyOutbox,
  itemOf,
  phaseOf,
  type StartedLaunch,
  smallChecklist,
  someFacts,
  workspaceId,
} from './launches.ts'

let launches = 0

/** A launch of its own in a database that has others. */
export function anotherLaunch(db: Db, more: { isPrivate?: boolean } = {}): Promise<StartedLaunch> {
  launches++
  return aLaunch(db, {
    formId: `form-${launches}`,
    name: `Launch ${launches}`,
    channelId: `C-${launches}`,
    ...more,
  })
}

export type Command = (context: Context, actor: Actor) => Promise<unknown>

/** Every command that there is, each ready to change something of a launch. */
export const commands = {
  startLaunch: async ({ context, launch }) => {
    const [template] = await offeredTemplates(context.db)
    const draft = aDraft({
      formId: `${launch.id}-next`,
      name: `${launch.name} next`,
      channelId: launch.channelId,
      templateId: template?.id ?? null,
    })
    return (work, actor) => startLaunch(work, actor, draft, someFacts())
  },
  tick: async (started) => wish(started, 'Servers ready', 'tick'),
  block: async (started) => wish(started, 'Backup tested', 'block', 'No access'),
  tickFinalBox: async (started) => {
    for (const item of itemsOf(await phaseOf(started, 1))) {
      if (item.state === 'done') continue
      await changeItem(started.context, ana, {
        itemId: item.id,
        action: 'tick',
        version: item.version,
        reason: null,
      })
    }
    return wish(started, 'READY', 'tick')
  },
  openPhase: async (started) => {
    const { id } = await phaseOf(started, 2)
    return (work, actor) => openPhase(work, actor, { launchId: started.launch.id, phaseId: id })
  },
  foldSection: async (started) => {
    const surface = await firstSection(started)
    return (work, actor) => foldSection(work, actor, { surface, fold: false })
  },
  resendMessages: async ({ launch }) => {
    return (work, actor) => resendMessages(work, actor, { launchId: launch.id })
  },
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

/** What golive does by itself. */
export const ownCommands = {
  loseChannel: async ({ launch }) => {
    return (work) => loseChannel(work, { workspaceId, channelId: launch.channelId }, 'archived')
  },
  regainChannel: async ({ context, launch }) => {
    await loseChannel(context, { workspaceId, channelId: launch.channelId }, 'archived')
    return (work) => regainChannel(work, { workspaceId, channelId: launch.channelId })
  },
  // Each launch is a transaction of its own, so only this one has anything stale.
  resendStaleMessages: async ({ context, launch }) => {
    const { db } = context
    await emptyOutbox(db)
    await db.updateTable('surfaces').set({ sent_at: null }).execute()
    await db
      .updateTable('surfaces')
      .set({ ts: '1.1', digest: 'shown', sent_at: '2020-01-01T00:00:00.000Z' })
      .where('launch_id', '=', launch.id)
      .execute()
    return (work) => resendStaleMessages(work, workspaceId)
  },
  offerTemplates: async () => {
    launches++
    const another = smallChecklist.replace('Small', `Other ${launches}`)
    return (work) => offerTemplates(work, [smallChecklist, another])
  },
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

async function wish(
  started: StartedLaunch,
  words: string,
  action: ItemAction,
  reason: string | null = null,
): Promise<Command> {
  const { id, version } = await itemOf(started, words)
  const wished = { itemId: id, action, version, reason, note: `A note on ${words}` }
  return (work, actor) => changeItem(work, actor, wished)
}

async function firstSection(started: StartedLaunch): Promise<Surface> {
  const surface = (await phaseOf(started, 1)).sections.flatMap(sectionSurfaces)[0]
  if (!surface) throw new Error('there is no section')
  return surface
}
