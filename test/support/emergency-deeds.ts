/** What somebody tries in a launch with emergencies, and how often. */
import { reconsider, watchOn } from '../../src/commands/decide-emergency.ts'
import { abortLaunch, closeLaunch, reopenLaunch } from '../../src/commands/end-launch.ts'
import { leadEmergency, noteTimeline, tellPeople } from '../../src/commands/lead-emergency.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { askOverride } from '../../src/commands/override-gate.ts'
import { startEmergency } from '../../src/commands/start-emergency.ts'
import { aftermaths, confirmations } from '../../src/domain/emergency.ts'
import { itemActionNames } from '../../src/domain/item.ts'
import {
  answer,
  callRoll,
  change,
  decide,
  ends,
  inThree,
  live,
  open,
  passes,
  pick,
  resolve,
  rollBack,
  scaleUp,
  second,
  sign,
  versionOf,
} from './emergency-acts.ts'
import {
  choicesOn,
  gatedSection,
  isSettled,
  itemsIn,
  outcomesAfter,
  pagesIn,
  sectionsBefore,
  splitByPhase,
} from './emergency-facts.ts'
import { approvers, everybody, fill, lead, members, type World } from './emergency-world.ts'
import { aPerson, channelId } from './launches.ts'

/** What somebody tries; the numbers choose among what there is at that moment. */
const peopleKnown = new Map(members.map((id) => [id, aPerson(id)]))

type Numbers = { who: number; a: number; b: number; c: number }
type Doing = (world: World, numbers: Numbers) => Promise<unknown>

/** Mostly one of those who may, sometimes anybody. */
function someone(likely: readonly (string | null)[], number: number): string {
  const ids = likely.filter((id) => id !== null)
  const isAnybody = number % 6 === 0 || ids.length === 0
  return pick(isAnybody ? everybody : ids, Math.floor(number / 6))
}

const minuteMs = 60_000
const mayConfirm = ({ facts }: World) => [
  facts.launch.lead_id,
  ...facts.roles.map(({ person_id }) => person_id),
]
const commanderOf = ({ emergency }: World) => emergency.row?.commander_id ?? null

export const inEmergency = {
  start: (world, { who, a, b }) => {
    const now = world.context.clock.now().getTime()
    const began = new Date(now - (b % 40) * minuteMs)
    const isDrill = inThree(a)
    const wish = { launchId: world.launchId, words: 'Errors everywhere', began, isDrill }
    const words = isDrill ? 'starts a drill' : 'starts an emergency'
    return world.step(
      words,
      { kind: 'emergency', by: pick(everybody, who) },
      (actor) => startEmergency(world.context, actor, wish),
      inThree(b),
    )
  },
  answer: (world, { who, a, b, c }) => {
    const { round, answers } = world.emergency
    const page = pick([...pagesIn(round), ...pagesIn(round), 'outcome:1:Yes#1', '9.9'], a)
    const choice = pick([...choicesOn(page), ...choicesOn(page), 'purple'], b)
    const seen = versionOf(answers, page) - (c % 4 === 0 ? 1 : 0)
    return answer(world, pick(everybody, who), page, choice, seen, pick([null, 'So it is'], c))
  },
  /** Somebody has a page before them while another answers it. */
  answerLate: async (world, { who, a, b }) => {
    const { round, answers } = world.emergency
    const page = pick(pagesIn(round), a)
    const seen = versionOf(answers, page)
    const [one, other] = [pick(choicesOn(page), b), pick(choicesOn(page), b + 1)]
    await answer(world, pick(everybody, who), page, one, seen)
    await answer(world, pick(everybody, who + 1), page, other, seen)
  },
  /** Through the tree, as far as it goes. */
  walk: async (world, { who, a }) => {
    for (const id of [1, 2]) {
      const { round, answers } = world.emergency
      const page = `question:${id}#${round}`
      const choice = id === 1 && inThree(a) ? 'Yes' : pick(['No', 'Yes'], id === 1 ? 0 : a)
      await answer(world, pick(members, who), page, choice, versionOf(answers, page))
      if (choice === 'Yes') return
    }
  },
  decide: (world, { who, a, b, c }) => {
    const { answers, round } = world.emergency
    const next = outcomesAfter(answers, c % 8 === 0 ? 1 : round)
    const all = ['Rollback', 'Scale up', 'Monitor and fix']
    const outcome = pick(next && a % 8 !== 0 ? next.outcomes : all, b)
    return decide(world, someone(members, who), next?.page ?? `outcome:1:Yes#${round}`, outcome, c)
  },
  second: (world, { who, a, b }) => {
    const how = pick([...confirmations, 'confirmed', 'confirmed'] as const, b)
    const by = someone([...mayConfirm(world), world.emergency.decisions.at(-1)?.by ?? null], who)
    return second(world, by, how, a % 5 === 0 ? null : 'Because')
  },
  /** Nobody answers for so long. */
  goAhead: async (world, { who, a }) => {
    await rollBack(world, pick(members, who))
    await passes(world, pick([9, 10, 10], a))
    await second(world, someone(members, who), 'overridden', 'All are asleep')
  },
  /** The lead fills no role, and nobody else does. */
  alone: async (world, { a, b }) => {
    for (const place of [0, 1]) await fill(world, lead, place, null)
    await rollBack(world, world.facts.launch.lead_id)
    await second(world, pick([lead, pick(members, b)], a), 'overridden', 'I am alone')
  },
  rollBack: async (world, { who, a, b }) => {
    await rollBack(world, pick(members, who))
    const by = pick(
      mayConfirm(world).filter((id) => id !== null),
      b,
    )
    if (a % 4 === 0) return
    await second(world, by, a % 4 === 1 ? 'declined' : 'confirmed', 'I have looked')
    if (a % 4 === 3) await resolve(world, lead, 'rolled-back')
  },
  reconsider: (world, { who, a, c }) => {
    const { id: emergencyId, decisions } = world.emergency
    const decisionId = (a % 5 === 0 ? decisions[0] : decisions.at(-1))?.id ?? 'none'
    const wish = { emergencyId, decisionId, reason: a % 7 === 0 ? ' ' : 'No help' }
    return world.step(
      'decides again',
      { kind: 'emergency', by: someone(members, who) },
      (actor) => reconsider(world.context, actor, wish),
      inThree(c),
    )
  },
  watchOn: async (world, { who, a, c }) => {
    if (a % 3 !== 0) await scaleUp(world, pick(members, a))
    if (a % 3 !== 0) await passes(world, 61)
    const { id: emergencyId, decisions } = world.emergency
    const decisionId = decisions.at(-1)?.id ?? 'none'
    await world.step(
      'watches on',
      { kind: 'emergency', by: pick(everybody, who) },
      (actor) => watchOn(world.context, actor, { emergencyId, decisionId }),
      inThree(c),
    )
  },
  lead: (world, { who, a, b, c }) => {
    const emergencyId = world.emergency.id
    const by = someone(members, who)
    const commander = inThree(a) ? {} : { commanderId: inThree(b) ? by : pick(members, b) }
    const scribe = inThree(c) ? { scribeId: pick([...members, null], c) } : {}
    const wish = { emergencyId, ...commander, ...scribe }
    return world.step(
      `says who leads: ${JSON.stringify({ ...commander, ...scribe })}`,
      { kind: 'emergency', by },
      (actor) => leadEmergency(world.context, actor, wish, peopleKnown),
      inThree(c),
    )
  },
  tell: (world, { who, a, c }) => {
    const emergencyId = world.emergency.id
    const formId = a % 9 === 0 ? 'form-1' : `form-${world.history.length}`
    const text = a % 7 === 0 ? ' ' : 'We are on it'
    const wish = { formId, emergencyId, text, channelIds: inThree(c) ? null : [channelId] }
    return world.step(
      `tells people (${formId})`,
      { kind: 'emergency', by: pick(everybody, who) },
      (actor) => tellPeople(world.context, actor, wish, []),
      inThree(a),
    )
  },
  note: (world, { who, a }) => {
    const emergencyId = world.emergency.id
    const formId = `note-${world.history.length}`
    const happened = world.context.clock.now()
    const wish = { formId, emergencyId, text: 'It began', happened, url: null, authorId: null }
    return world.step(
      'notes something',
      { kind: 'emergency', by: pick(everybody, who) },
      (actor) => noteTimeline(world.context, actor, wish),
      inThree(a),
    )
  },
  resolve: (world, { who, b }) => {
    const by = someone([commanderOf(world), ...mayConfirm(world)], who)
    return resolve(world, by, pick([...aftermaths, 'goes-on'] as const, b))
  },
} satisfies Record<string, Doing>

const inLaunch = {
  time: (world, { a }) =>
    passes(world, pick([1, 9, 10, 30, 31, 31, 6 * 60, 24 * 60, 8 * 24 * 60], a)),
  change: (world, { who, a, b }) => {
    const { items } = world.facts
    const likely = [
      ...itemsIn(world.facts, [gatedSection]),
      ...splitByPhase(world.facts).ofEmergencies,
    ]
    return change(
      world,
      someone(members, who),
      pick([...items, ...likely], a),
      pick(itemActionNames, b),
    )
  },
  deploy: async (world, { who, a }) => {
    const items = itemsIn(world.facts, [gatedSection])
    await change(world, pick(members, who), pick(items, a), a % 5 === 0 ? 'undo' : 'tick')
  },
  progress: async (world, { who }) => {
    const open = itemsIn(world.facts, sectionsBefore).find(({ state }) => !isSettled(state))
    if (open) await change(world, pick(members, who), open, 'tick')
  },
  followUp: async (world, { who, a }) => {
    const { ofEmergencies } = splitByPhase(world.facts)
    const item = pick(ofEmergencies, a)
    if (item) await change(world, someone(members, who), item, 'tick')
  },
  sign: (world, { a, b }) => sign(world, a, pick(['go', 'go', 'no-go', 'hold'] as const, b)),
  signAll: async (world) => {
    for (const place of world.facts.roles.keys()) await sign(world, place, 'go')
  },
  callRoll: (world) => callRoll(world),
  goLive: (world, { who }) => live(world, someone([lead], who)),
  close: (world, { who }) => ends(world, someone([lead], who), 'closes', closeLaunch),
  abort: (world, { who }) => ends(world, someone([lead], who), 'aborts', abortLaunch),
  reopen: (world, { who }) =>
    world.step('reopens', { kind: 'reopen', by: someone([lead], who) }, (actor) =>
      reopenLaunch(world.context, actor, { launchId: world.launchId, reason: 'Money' }),
    ),
  move: (world, { who, a, b }) => {
    const seen = new Date(world.facts.launch.t0)
    const to = new Date(seen.getTime() + ((a % 9) - 3) * 24 * 60 * minuteMs)
    const shut = world.facts.phases.filter((_, index) => (b >> index) % 4 === 1).map(({ id }) => id)
    const wish = { launchId: world.launchId, seen, to, reason: 'Not ready', shut }
    return world.step(
      `moves T-0 to ${to.toISOString()}`,
      { kind: 'launch', by: someone([lead], who) },
      (actor) => moveT0(world.context, actor, wish),
    )
  },
  openPhase: (world, { who }) => open(world, someone([lead], who)),
  override: (world, { who, a }) => {
    const opens = { kind: pick(['final-box', 'going-live'] as const, a) }
    const wish = { launchId: world.launchId, opens, reason: 'Spare ones' }
    return world.step(
      'asks for an override',
      { kind: 'launch', by: someone([lead], who) },
      (actor) => askOverride(world.context, actor, wish),
    )
  },
  fill: (world, { who, a, b }) =>
    fill(world, someone([lead], who), a, pick([...approvers, ...members, null], b)),
} satisfies Record<string, Doing>

export const deeds: Record<string, Doing> = { ...inEmergency, ...inLaunch }

/** How often each is tried. */
export const weights: Record<keyof typeof inEmergency | keyof typeof inLaunch, number> = {
  start: 8,
  answer: 7,
  answerLate: 3,
  walk: 7,
  decide: 8,
  second: 6,
  goAhead: 3,
  alone: 1,
  rollBack: 5,
  reconsider: 3,
  watchOn: 6,
  lead: 4,
  tell: 3,
  note: 4,
  resolve: 6,
  time: 6,
  change: 4,
  deploy: 4,
  progress: 1,
  followUp: 4,
  sign: 2,
  signAll: 2,
  callRoll: 3,
  goLive: 4,
  close: 1,
  abort: 1,
  reopen: 2,
  move: 2,
  openPhase: 2,
  override: 2,
  fill: 1,
}
