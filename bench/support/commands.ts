import { changeItem } from '../../src/commands/change-item.ts'
import { systemClock } from '../../src/domain/clock.ts'
import type { Db } from '../../src/store/database.ts'
import { idOf, workspaceId } from './launches.ts'
import type { Target } from './load.ts'

/** The command of a click, without Slack: ticks an item, or takes its tick back. */
export function tickOrUndo(
  db: Db,
  targets: readonly Target[],
  clock = systemClock,
): (index: number) => Promise<void> {
  const context = { db, clock, wake() {} }
  return async (index) => {
    const target = targets[index % targets.length]
    if (!target) throw new Error('nothing to click on')
    const { itemId, version, channelId } = target
    const action = target.isDone ? 'undo' : 'tick'
    target.version++
    target.isDone = !target.isDone
    const who = { workspaceId, id: idOf(index), standing: 'member', via: 'channel' } as const
    await changeItem(context, { ...who, channelId }, { itemId, version, action, reason: null })
  }
}
