/** What is promised of emergencies, worked out from the rows and the record of before and now. */
import type { Standing } from '../../src/domain/person.ts'
import {
  boxOf,
  type EmergencyFacts,
  type Entry,
  emergencyIn,
  type Facts,
  followUpPoints,
  gatedSection,
  isOnTheWay,
  isQuestion,
  isSettled,
  itemsFromDeployment,
  itemsIn,
  outcomesAfter,
  rollBackShut,
  runningIn,
  secondsIn,
  splitByPhase,
  textOfPage,
} from './emergency-facts.ts'

/** What was done: by whom, and what they had before their eyes. */
export type Hand = {
  kind: 'emergency' | 'resolve' | 'reopen' | 'clock' | 'roles' | 'launch'
  by: string
  standing: Standing
  isHere: boolean
  /** Of an answer: the page, and the version that was seen there. */
  page?: string
  seen?: number
}

export function keeps(isKept: unknown, promise: string): void {
  if (!isKept) throw new Error(`not kept: ${promise}`)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const minuteMs = 60_000
const typesOf = (entries: readonly Entry[]) => entries.map(({ type }) => type)
const since = (earlier: string, later: string) => Date.parse(later) - Date.parse(earlier)

export function hold(before: Facts, now: Facts, hand: Hand): void {
  const entries = now.events.slice(before.events.length)
  holdRecord(before, now, entries, hand)
  holdLaunch(before, now, entries, hand)
  holdEmergencies(before, now, hand)
  for (const { id } of now.emergencies) {
    const [was, is] = [emergencyIn(before, id), emergencyIn(now, id)]
    holdAnswers(was, is, before, hand)
    holdDecisions(was, is, before, hand)
    holdAsks(is, now)
    holdTimeline(is, now)
  }
}

/** Every change of an emergency has one entry, and no entry is there without a change. */
function holdRecord(before: Facts, now: Facts, entries: readonly Entry[], { kind }: Hand): void {
  keeps(
    same(now.events.slice(0, before.events.length), before.events),
    'the record only grows at its end',
  )
  keeps(
    same(
      now.events.map(({ place }) => place),
      now.events.map((_, index) => index + 1),
    ),
    'the record has no gap',
  )
  const ofEmergency = entries.filter(({ type }) => type.startsWith('emergency.'))
  const partsOf = ({ emergencies, answers, decisions }: Facts) => [emergencies, answers, decisions]
  const isOther = !same(partsOf(before), partsOf(now))
  if (kind === 'emergency' || kind === 'resolve') {
    const isNote = ofEmergency.some(({ type }) => type === 'emergency.noted')
    // People can be told on a page, which is said there then.
    const isAlsoTold = same(typesOf(ofEmergency), ['emergency.told', 'emergency.answered'])
    // A drill ends when a real one is started.
    const isAlsoEnded = same(typesOf(ofEmergency), ['emergency.resolved', 'emergency.started'])
    const count = ofEmergency.length - Number(isAlsoTold || isAlsoEnded)
    keeps(count === Number(isOther || isNote), 'a change of an emergency is one entry')
    const isNothing = same(before.asks, now.asks) && same(before.items, now.items)
    keeps(isOther || isNote || isNothing, 'who changes nothing asks nobody and posts nothing')
  } else {
    keeps(!isOther && ofEmergency.length === 0, 'an emergency is changed by its commands alone')
  }
  for (const item of now.items) {
    const was = before.items.find(({ id }) => id === item.id)
    if (!was || was.state === item.state) continue
    keeps(
      entries.filter(({ item_id }) => item_id === item.id).length === 1,
      'a move of an item is recorded once',
    )
  }
}

/** What becomes of the launch: nothing by an emergency but by resolving a real one. */
function holdLaunch(before: Facts, now: Facts, entries: readonly Entry[], hand: Hand): void {
  const running = runningIn(before)
  const resolved = running && now.emergencies.find(({ id }) => id === running.id)?.aftermath
  const isHeldUp = running?.kind === 'real' && !resolved
  const partsOf = (facts: Facts) => {
    const { launch } = facts
    const { items, phases } = splitByPhase(facts)
    const { roles, signOffs, rollCalls, overrides } = facts
    return { launch, items, phases, roles, signOffs, rollCalls, overrides }
  }
  const isOnlyEmergency =
    hand.kind === 'emergency' || (hand.kind === 'resolve' && running?.kind === 'drill')
  if (isOnlyEmergency) {
    keeps(same(partsOf(before), partsOf(now)), 'an emergency, or drill, changes no launch')
  }
  const hasEnded = before.launch.ended_at !== null
  if (hasEnded && hand.kind !== 'reopen') {
    keeps(same(partsOf(before), partsOf(now)), 'what has ended does not change')
    keeps(same(before.emergencies, now.emergencies), 'no emergency is of what has ended')
  }
  if (running && !resolved) {
    keeps(now.launch.ended_at === null, 'a launch ends in its emergency only by resolving it')
  }
  if (isHeldUp) holdGates(before, now)
  if (hand.kind === 'resolve' && resolved) {
    holdFollowUps(before, now, running.id)
    if (running.kind === 'real') holdAftermath(before, now, entries, resolved, hand)
  }
}

/** While a real emergency runs, nothing passes a gate. */
function holdGates(before: Facts, now: Facts): void {
  keeps(before.launch.live_at === now.launch.live_at, 'nothing goes live in an emergency')
  keeps(before.rollCalls.length === now.rollCalls.length, 'no roll is called in an emergency')
  const goes = ({ rollCalls }: Facts) => rollCalls.filter(({ verdict }) => verdict === 'go').length
  keeps(goes(before) === goes(now), 'no roll call passes in an emergency')
  const isTicked = boxOf(now).state !== 'done' || boxOf(before).state === 'done'
  keeps(isTicked, 'the final box is not ticked in an emergency')
  keeps(before.overrides.length === now.overrides.length, 'no override is asked in an emergency')
  for (const phase of now.phases) {
    const was = before.phases.find(({ id }) => id === phase.id)
    if (phase.opened_at === null || was?.opened_at || phase.emergency_id) continue
    keeps(false, `${phase.name} does not open in an emergency`)
  }
  for (const item of itemsIn(now, [gatedSection])) {
    const was = before.items.find(({ id }) => id === item.id)
    keeps(
      item.state !== 'done' || was?.state === 'done',
      `${item.text} is not done in an emergency`,
    )
  }
}

function holdFollowUps(before: Facts, now: Facts, emergencyId: string): void {
  const { commander_id, scribe_id } = emergencyIn(before, emergencyId).row ?? {}
  const had = new Set(before.phases.map(({ id }) => id))
  const phases = now.phases.filter(({ id }) => !had.has(id))
  keeps(phases.length === 1, 'what an emergency leaves to do is one phase')
  const [phase] = phases
  keeps(phase?.opened_at && phase.emergency_id === emergencyId, 'follow-ups are open at once')
  const sections = now.sections.filter(({ phase_id }) => phase_id === phase?.id)
  const items = now.items.filter(({ section_id }) => sections.some(({ id }) => id === section_id))
  const texts = items.map(({ text }) => text)
  keeps(same(texts.slice(0, 2), followUpPoints), 'what the checklist leaves to do is posted')
  for (const { id, text, due_at, due_by } of items) {
    const owners = now.owners.filter(({ item_id }) => item_id === id)
    const isTheirs = owners.every(({ holder }) =>
      [commander_id, scribe_id, now.launch.lead_id].includes(holder),
    )
    keeps(owners.length === 1 && isTheirs, `${text} has an owner`)
    const resolvedAt = emergencyIn(now, emergencyId).row?.resolved_at ?? ''
    keeps(due_by === 'hand' && due_at && since(resolvedAt, due_at) > 0, `${text} has a due date`)
  }
}

function holdAftermath(
  before: Facts,
  now: Facts,
  entries: readonly Entry[],
  how: string,
  { by }: Hand,
): void {
  if (how === 'aborted') {
    keeps(by === before.launch.lead_id, 'the lead aborts')
    keeps(now.launch.ending === 'aborted', 'what is aborted has ended')
    keeps(entries.filter(({ type }) => type === 'launch.ended').length === 1, 'an end is recorded')
    return
  }
  keeps(now.launch.ended_at === null, 'the launch goes on')
  if (how === 'goes-on') {
    keeps(now.launch.live_at === before.launch.live_at, 'a launch that goes on stays live')
    return
  }
  keeps(
    now.launch.live_at === null && now.launch.live_by === null,
    'what is rolled back is not live',
  )
  keeps(boxOf(now).state !== 'done', 'the final box of what is rolled back is open')
  const goes = now.signOffs.filter(
    ({ verdict, voided_at, replaced_at }) => verdict === 'go' && !voided_at && !replaced_at,
  )
  keeps(goes.length === 0, 'every go for what is rolled back is void')
  keeps(
    now.overrides.every(({ answer }) => answer !== null && answer !== 'confirmed'),
    'no override outlives what is rolled back',
  )
  for (const { text, state } of itemsFromDeployment(now)) {
    keeps(!isSettled(state), `${text} is to be done again`)
  }
}

/** One runs, and what is over stays as it was. */
function holdEmergencies(before: Facts, now: Facts, hand: Hand): void {
  const { emergencies } = now
  keeps(emergencies.filter(({ resolved_at }) => !resolved_at).length <= 1, 'one emergency runs')
  const numbers = emergencies.map(({ number }) => number)
  keeps(
    same(
      numbers,
      numbers.map((_, index) => index + 1),
    ),
    'emergencies are counted from 1',
  )
  keeps(before.emergencies.length <= emergencies.length, 'an emergency stays')
  if (emergencies.length > before.emergencies.length) {
    keeps(before.launch.ended_at === null, 'what has ended has no new emergency')
    keeps(emergencies.at(-1)?.commander_id === hand.by, 'whoever starts it commands it')
  }
  for (const { id, resolved_at } of before.emergencies) {
    if (!resolved_at) continue
    keeps(same(emergencyIn(before, id), emergencyIn(now, id)), 'what is over stays as it was')
  }
  const isChanged = !same(before.emergencies, emergencies) || !same(before.decisions, now.decisions)
  if (!isChanged && same(before.answers, now.answers)) return
  keeps(hand.standing === 'member' || hand.isHere, 'nobody from outside acts from elsewhere')
  const running = runningIn(before)
  const is = running && emergencyIn(now, running.id).row
  if (running && is && running.commander_id !== is.commander_id) {
    keeps(hand.standing === 'member', 'a member says who leads')
  }
  // Whoever sees that something is wrong ends the drill by saying so.
  const isOverrun = running?.kind === 'drill' && runningIn(now)?.kind === 'real'
  if (running && is?.resolved_at && !isOverrun) {
    const may = [
      running.commander_id,
      before.launch.lead_id,
      ...before.roles.map((r) => r.person_id),
    ]
    keeps(may.includes(hand.by) && hand.standing === 'member', 'who may resolves')
  }
}

/** No answer is lost: it is replaced by somebody who has seen it, one version at a time. */
function holdAnswers(was: EmergencyFacts, is: EmergencyFacts, before: Facts, hand: Hand): void {
  let changed = 0
  for (const answer of was.answers) {
    const now = is.answers.find(({ page }) => page === answer.page)
    if (same(answer, now)) continue
    changed++
    keeps(now?.version === answer.version + 1, `what was said on ${answer.page} is not lost`)
    keeps(hand.seen === answer.version, `who replaces what was said on ${answer.page} has seen it`)
  }
  for (const answer of is.answers) {
    if (was.answers.some(({ page }) => page === answer.page)) continue
    changed++
    keeps(answer.version === 1, 'the first answer is the first')
  }
  keeps(changed <= 1, 'one page is answered at a time')
  if (changed === 0 || hand.page === undefined) return
  keeps(is.answers.find(({ page }) => page === hand.page)?.by === hand.by, 'who answers is named')
  keeps(isOnTheWay(hand.page, was.answers, was.round), 'a page that is answered is on the way')
  const isOfTree = hand.page.startsWith('question:')
  keeps(!isOfTree || !was.standing, 'what was decided on does not change')
  keeps(runningIn(before)?.id === was.row?.id, 'what is answered runs')
}

/** At most one decision stands; rolling back takes two people, or time. */
function holdDecisions(was: EmergencyFacts, is: EmergencyFacts, before: Facts, hand: Hand): void {
  const standing = is.decisions.filter(
    ({ answer, dropped_at }) => !dropped_at && answer !== 'declined',
  )
  keeps(standing.length <= 1 && same(standing[0] ?? null, is.standing), 'one decision stands')
  const rounds = is.decisions.map(({ round }) => round)
  keeps(
    same(
      rounds,
      rounds.map((_, index) => index + 1),
    ),
    'each round has its decision',
  )
  for (const decision of is.decisions) {
    const old = was.decisions.find(({ id }) => id === decision.id)
    if (!old) {
      const next = outcomesAfter(was.answers, was.round)
      keeps(was.standing === null, 'nothing is decided while a decision stands')
      keeps(next?.outcomes.includes(decision.outcome), `the answers lead to ${decision.outcome}`)
      keeps(decision.by === hand.by && hand.standing === 'member', 'a member decides')
      keeps(decision.reason !== '', 'a decision has a reason')
      const isRollBack = decision.outcome === 'Rollback'
      keeps((decision.kind === 'roll-back') === isRollBack, 'rolling back is told from the rest')
      keeps(isRollBack === (decision.watch_until === null), 'what is not rolled back is watched')
      keeps(!isRollBack || rollBackShut(before) === null, 'what cannot be rolled back is not')
      continue
    }
    const fixed = ({ outcome, kind, reason, at, by, round }: typeof old) => [
      outcome,
      kind,
      reason,
      at,
      by,
      round,
    ]
    keeps(same(fixed(old), fixed(decision)), 'a decision stays what was decided')
    const secondOf = (row: typeof old) => [
      row.answer,
      row.answer_reason,
      row.answered_at,
      row.answered_by,
    ]
    keeps(!old.answer || same(secondOf(old), secondOf(decision)), 'a second’s word is final')
    keeps(!old.dropped_at || same(old, decision), 'what was dropped stays dropped')
    if (decision.answer && !old.answer) holdSecond(decision, before, hand)
  }
}

function holdSecond(decision: Facts['decisions'][number], before: Facts, hand: Hand): void {
  const { answer, answered_at, answered_by, answer_reason, by, at, kind } = decision
  keeps(kind === 'roll-back' && answered_by === hand.by, 'a second is asked about rolling back')
  keeps(hand.standing === 'member', 'a member answers a decision')
  keeps(!decision.dropped_at, 'what was dropped is not answered')
  const may = [before.launch.lead_id, ...before.roles.map(({ person_id }) => person_id)]
  if (answer !== 'overridden') keeps(may.includes(answered_by), 'lead or approver is the second')
  if (answer === 'confirmed') keeps(answered_by !== by, 'nobody confirms what they decided')
  else keeps(answer_reason, 'declining and going ahead without have a reason')
  if (answer !== 'overridden') return
  const isAlone = secondsIn(before, by).length === 0
  keeps(isAlone || since(at, answered_at ?? '') >= 10 * minuteMs, 'ten minutes are waited')
}

/** What is asked by DM has a reason that holds still. */
function holdAsks({ row, standing, asks }: EmergencyFacts, facts: Facts): void {
  const open = asks.filter(({ ended_at }) => ended_at === null)
  if (!row || row.resolved_at) {
    keeps(open.length === 0, 'nothing is asked of an emergency that is over')
    return
  }
  const names = open.map(({ why, person_id }) => `${why} ${person_id}`)
  keeps(new Set(names).size === names.length, 'nobody is asked the same twice')
  const isWaiting = standing?.kind === 'roll-back' && standing.answer === null
  for (const { why, person_id, at } of open) {
    const holds = {
      update: person_id === row.commander_id && since(row.next_update_at, at) >= 0,
      command: person_id === row.commander_id,
      watch: person_id === standing?.watcher_id && since(standing.watch_until ?? at, at) >= 0,
      confirm: isWaiting && secondsIn(facts, standing.by).includes(person_id),
      second: isWaiting && person_id === standing.by,
    }
    keeps(holds[why], `${person_id} is asked “${why}” for a reason`)
  }
  if (!isWaiting) return
  keeps(
    secondsIn(facts, standing.by).every((id) => names.includes(`confirm ${id}`)),
    'everybody who can confirm is asked',
  )
}

/** The record alone tells what the rows say. */
function holdTimeline({ row, answers, decisions }: EmergencyFacts, { events }: Facts): void {
  if (!row) return
  const said = new Map<string, unknown>()
  const decided: Record<string, unknown>[] = []
  let who: (string | null)[] = []
  let end: unknown = null
  let nextUpdate = 0
  let round = 1
  const last = (change: Record<string, unknown>) => Object.assign(decided.at(-1) ?? {}, change)
  for (const { at, by, ...event } of events) {
    if (!event.type.startsWith('emergency.')) continue
    if (!('emergencyId' in event.data) || event.data.emergencyId !== row.id) continue
    if (event.type === 'emergency.started') who = [event.data.commanderId, null]
    if (event.type === 'emergency.led') who = [event.data.commanderId, event.data.scribeId]
    if (event.type === 'emergency.started' || event.type === 'emergency.told') {
      nextUpdate = Date.parse(at) + 30 * minuteMs
    }
    if (event.type === 'emergency.answered') {
      const { text, choice, note } = event.data
      said.set(isQuestion(text) ? `${text}#${round}` : text, { choice, note, at, by })
    }
    if (event.type === 'emergency.decided') {
      const { outcome, reason, watchUntil: until } = event.data
      decided.push({ round, outcome, reason, at, by, until, answer: null, dropped: null })
    }
    if (event.type === 'emergency.watched-on') last({ until: event.data.until })
    if (event.type === 'emergency.answered-decision') last({ answer: [event.data.how, by, at] })
    if (event.type === 'emergency.reconsidered') last({ dropped: [by, at] })
    const isDeclined = event.type === 'emergency.answered-decision' && event.data.how === 'declined'
    if (event.type === 'emergency.reconsidered' || isDeclined) round++
    if (event.type === 'emergency.resolved') end = [event.data.how, event.data.words, by, at]
  }
  const rows = answers.flatMap(({ page, choice, note, at, by }): [string, unknown][] => {
    const text = textOfPage(page)
    return text === null ? [] : [[text, { choice, note, at, by }]]
  })
  const inOrder = (entries: Iterable<[string, unknown]>) =>
    [...entries].map((entry) => JSON.stringify(entry)).sort()
  keeps(same(inOrder(said), inOrder(rows)), 'the timeline tells every answer')
  const kept = decisions.map((each) => ({
    ...{ round: each.round, outcome: each.outcome, reason: each.reason, at: each.at, by: each.by },
    until: each.watch_until,
    answer: each.answer && [each.answer, each.answered_by, each.answered_at],
    dropped: each.dropped_at && [each.dropped_by, each.dropped_at],
  }))
  keeps(same(decided, kept), 'the timeline tells every decision')
  keeps(same(who, [row.commander_id, row.scribe_id]), 'the timeline tells who leads')
  keeps(
    nextUpdate === Date.parse(row.next_update_at),
    'the timeline tells when the next update is due',
  )
  const ended = row.aftermath && [row.aftermath, row.ended_with, row.resolved_by, row.resolved_at]
  keeps(same(end, ended), 'the timeline tells the end')
}
