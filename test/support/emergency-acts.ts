/** What people do in and around an emergency, one command each. */
import { answerPage } from '../../src/commands/answer-page.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { answerDecision, decideEmergency } from '../../src/commands/decide-emergency.ts'
import type { closeLaunch } from '../../src/commands/end-launch.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { resolveEmergency } from '../../src/commands/resolve-emergency.ts'
import { startRollCall } from '../../src/commands/roll-call.ts'
import { signOff } from '../../src/commands/sign-off.ts'
import type { aftermaths, confirmations } from '../../src/domain/emergency.ts'
import type { itemActionNames } from '../../src/domain/item.ts'
import { digestOfList, listToSign, type Verdict } from '../../src/domain/sign-off.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Facts } from './emergency-facts.ts'
import { lead, members, type World } from './emergency-world.ts'
import { channelId, workspaceId } from './launches.ts'

const minuteMs = 60_000

export function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T
}

export const inThree = (number: number) => number % 3 === 0

export function versionOf(answers: Facts['answers'], page: string): number {
  return answers.find((each) => each.page === page)?.version ?? 0
}

export function answer(
  world: World,
  by: string,
  page: string,
  choice: string,
  seen: number,
  note: string | null = null,
) {
  const formId = `page-${world.history.length}`
  const telling = choice === 'posted' ? { formId, text: 'We know', channelIds: [channelId] } : null
  const wish = { emergencyId: world.emergency.id, page, choice, note, seen, telling }
  return world.step(
    `says ${choice} on ${page}, seen ${seen}`,
    { kind: 'emergency', by, page, seen },
    (actor) => answerPage(world.context, actor, wish),
    inThree(world.history.length),
  )
}

export function decide(world: World, by: string, page: string, outcome: string, number: number) {
  const wish = {
    emergencyId: world.emergency.id,
    page,
    outcome,
    reason: number % 9 === 0 ? '' : 'Best now',
    watcherId: inThree(number) ? pick(members, number) : null,
    minutes: pick([null, 15, 60], number),
  }
  return world.step(
    `decides ${outcome} on ${page}`,
    { kind: 'emergency', by },
    (actor) => decideEmergency(world.context, actor, wish),
    inThree(number),
  )
}

export function second(
  world: World,
  by: string,
  how: (typeof confirmations)[number],
  reason: string | null,
) {
  const decisionId = world.emergency.decisions.at(-1)?.id ?? 'none'
  return world.step(
    `the decision is ${how}`,
    { kind: 'emergency', by },
    (actor) => answerDecision(world.context, actor, { decisionId, how, reason }),
    inThree(world.history.length),
  )
}

/** The shortest way to that decision. */
export async function rollBack(world: World, by: string): Promise<void> {
  const { round, answers } = world.emergency
  const page = `question:1#${round}`
  await answer(world, by, page, 'Yes', versionOf(answers, page))
  await decide(world, by, `outcome:1:Yes#${round}`, 'Rollback', 1)
}

/** The other way through the tree. */
export async function scaleUp(world: World, by: string): Promise<void> {
  const { round, answers } = world.emergency
  const pages = [1, 2].map((id) => `question:${id}#${round}`)
  for (const [index, page] of pages.entries()) {
    await answer(world, by, page, index === 0 ? 'No' : 'Yes', versionOf(answers, page))
  }
  await decide(world, by, `outcome:2:Yes#${round}`, 'Scale up', 1)
}

export function resolve(world: World, by: string, how: (typeof aftermaths)[number]) {
  const measures = ['Warm it first', ' ']
  const isMoved = how === 'rolled-back' && inThree(world.history.length)
  const t0 = isMoved ? new Date(world.context.clock.now().getTime() + 48 * 60 * minuteMs) : null
  const wish = { emergencyId: world.emergency.id, how, words: 'It was the cache', measures, t0 }
  return world.step(`resolves: ${how}`, { kind: 'resolve', by }, (actor) =>
    resolveEmergency(world.context, actor, wish),
  )
}

export function passes(world: World, minutes: number) {
  world.context.clock.moveBy(minutes * minuteMs)
  return world.step(`${minutes} minutes pass`, { kind: 'clock', by: 'golive' }, () =>
    keepSchedule(world.context, workspaceId),
  )
}

export function change(
  world: World,
  by: string,
  { id: itemId, text, version }: Facts['items'][number],
  action: (typeof itemActionNames)[number],
) {
  const reason = action === 'block' || action === 'exclude' ? 'No access' : null
  return world.step(`${action} ${text}`, { kind: 'launch', by }, (actor) =>
    changeItem(world.context, actor, { itemId, action, version, reason }),
  )
}

export async function sign(world: World, place: number, verdict: Verdict): Promise<void> {
  const role = pick(world.facts.roles, place)
  const board = await readBoard(world.context.db, world.launchId)
  if (!board || !role.person_id) return
  const last = world.facts.signOffs.find((row) => row.role_id === role.id && !row.replaced_at)
  const later = new Date(world.context.clock.now().getTime() + 5 * 60 * minuteMs)
  const wish = {
    launchId: world.launchId,
    roleId: role.id,
    before: last?.id ?? null,
    verdict,
    reason: verdict === 'go' ? null : 'Not yet',
    until: verdict === 'hold' ? later : null,
    seen: digestOfList(listToSign(board)),
  }
  await world.step(`${verdict} for ${role.name}`, { kind: 'launch', by: role.person_id }, (actor) =>
    signOff(world.context, actor, wish),
  )
}

export function callRoll(world: World) {
  const last = world.facts.rollCalls.at(-1)?.id ?? null
  return world.step('calls the roll', { kind: 'launch', by: lead }, (actor) =>
    startRollCall(world.context, actor, { launchId: world.launchId, last }),
  )
}

export function live(world: World, by: string) {
  return world.step('goes live', { kind: 'launch', by }, (actor) =>
    goLive(world.context, actor, { launchId: world.launchId, at: world.context.clock.now() }),
  )
}

export function ends(world: World, by: string, words: string, command: typeof closeLaunch) {
  return world.step(words, { kind: 'launch', by }, (actor) =>
    command(world.context, actor, { launchId: world.launchId, reason: 'No money' }),
  )
}

export function open(world: World, by: string) {
  const next = world.facts.phases.find(({ opened_at }) => opened_at === null)
  return world.step(`opens ${next?.name}`, { kind: 'launch', by }, (actor) =>
    openPhase(world.context, actor, { launchId: world.launchId, phaseId: next?.id ?? 'none' }),
  )
}
