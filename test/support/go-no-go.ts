/** The way to go, as tests take it: everything settled, signed, called. */
import { changeItem } from '../../src/commands/change-item.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { startRollCall } from '../../src/commands/roll-call.ts'
import { type SignWish, signOff } from '../../src/commands/sign-off.ts'
import type { ItemAction } from '../../src/domain/item.ts'
import type { Actor } from '../../src/domain/person.ts'
import { digestOfList, listToSign, rolesOf } from '../../src/domain/sign-off.ts'
import { ana, boardOf, bob, erin, itemOf, type StartedLaunch } from './launches.ts'

/** What the final box of the small checklist waits for. */
export const needed = ['Servers ready', 'Cache warmed', 'Backup tested']

/** Does something with the item that has these words in its text. */
export async function does(
  started: StartedLaunch,
  action: ItemAction,
  words: string,
  { by = bob, reason = null }: { by?: Actor; reason?: string | null } = {},
) {
  const { id: itemId, version } = await itemOf(started, words)
  return changeItem(started.context, by, { itemId, action, version, reason })
}

export async function settlesAll(started: StartedLaunch): Promise<void> {
  for (const words of needed) await does(started, 'tick', words)
}

/** Signs what the board shows now. */
export async function signs(started: StartedLaunch, by: Actor, wish: Partial<SignWish> = {}) {
  const board = await boardOf(started)
  const seen = digestOfList(listToSign(board))
  const mine = wish.roleId ?? rolesOf(by.id, board.roles)[0]?.id
  const before = board.signOffs.find(({ roleId }) => roleId === mine)?.id ?? null
  return signOff(started.context, by, {
    launchId: started.launch.id,
    roleId: null,
    verdict: 'go',
    reason: null,
    until: null,
    seen,
    before,
    ...wish,
  })
}

/** Up to the verdict: all is settled, both roles have said go, and the roll was called. */
export async function reachesGo(started: StartedLaunch): Promise<void> {
  await settlesAll(started)
  await signs(started, bob)
  await signs(started, erin)
  await callsRoll(started)
}

/** Up to the launch being live, now. */
export async function reachesLive(started: StartedLaunch): Promise<void> {
  await reachesGo(started)
  const at = started.context.clock.now()
  await goLive(started.context, ana, { launchId: started.launch.id, at })
}

/** The lead calls the roll, after whatever roll call the board shows. */
export async function callsRoll(started: StartedLaunch, by: Actor = ana) {
  const { rollCall } = await boardOf(started)
  const last = rollCall?.id ?? null
  return startRollCall(started.context, by, { launchId: started.launch.id, last })
}
