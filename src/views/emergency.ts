/** An emergency in its launch's channel, and the entries of its timeline in the thread. */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import {
  awaitsSecond,
  type Decision,
  durationsOf,
  type Emergency,
  type EmergencyName,
  patienceEnds,
  roundOf,
  secondsFor,
  standingDecision,
} from '../domain/emergency.ts'
import type { Event } from '../domain/event.ts'
import type { Board, Launch } from '../domain/launch.ts'
import type { Procedure } from '../domain/procedure.ts'
import { answerOn, pathOf } from '../domain/walk.ts'
import { actions } from './actions.ts'
import { anchorOf } from './anchor.ts'
import { button } from './button.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { choiceText, sentence } from './sentence.ts'
import { mention, moment, mrkdwn, plain, plural, safe } from './text.ts'

/** So many findings are listed. */
const listed = 8

/** The one message of an emergency: what is wrong, who leads, what is decided, what is due. */
export function emergencyMessage(
  board: Board,
  emergency: Emergency,
  procedure: Procedure,
  now: Date,
): Message {
  const { launch } = board
  const lines = [
    headline(launch, emergency),
    ...(emergency.words ? [safe(emergency.words, 300)] : []),
    stateLine(emergency, launch),
  ]
  const found = findingLines(emergency, procedure)
  const decided = decisionLines(emergency, board, now)
  const parts = [lines, found, decided].filter((part) => part.length > 0)
  const blocks = parts.map((part): KnownBlock => {
    return { type: 'section', text: mrkdwn(part.join('\n')) }
  })
  if (!emergency.resolved) blocks.push({ type: 'actions', elements: buttonsOf(emergency) })
  else {
    const draft = button(actions.showPostMortem, 'Post-Mortem Draft', { emergencyId: emergency.id })
    blocks.push({ type: 'actions', elements: [draft] })
  }
  const waiting = standingDecision(emergency)
  if (!emergency.resolved && waiting && awaitsSecond(waiting)) {
    blocks.push({ type: 'actions', elements: confirmButtons(waiting, board, now) })
  }
  return message(parts.flat(), blocks)
}

/** An entry of the timeline. */
export function entryMessage(event: Event, launch: Launch): Message {
  const line = `${moment(event.at, launch.zone)} · ${sentence(event, launch.zone)}`
  const { lines, blocks } = anchorOf(event)
  return message([line, ...lines], [{ type: 'section', text: mrkdwn(line) }, ...blocks])
}

/** What an emergency is called where it stands beside others. mrkdwn. */
export function emergencyName({ number, isDrill }: EmergencyName): string {
  return isDrill ? `Drill ${number}` : `Emergency ${number}`
}

export function emergencyIcon({ isDrill }: EmergencyName): string {
  return isDrill ? '🧯' : '🚨'
}

function headline(launch: Launch, emergency: Emergency): string {
  const icon = emergency.resolved ? '🏁' : emergencyIcon(emergency)
  const note = emergency.isDrill ? ', only practised' : ''
  return `${icon} *${emergencyName(emergency)}*${note} · ${launchName(launch, 160)}`
}

function stateLine(emergency: Emergency, { zone }: Launch): string {
  const { resolved, started, began, commanderId, scribeId, nextUpdateAt } = emergency
  const scribe = scribeId ? ` · scribe ${mention(scribeId)}` : ''
  if (resolved) {
    const { detect, decide, resolve } = durationsOf(emergency)
    const decided = decide === null ? '' : ` · decided after ${plural(decide, 'minute')}`
    return `*Resolved* by ${mention(resolved.by)}, ${moment(resolved.at, zone)}: ${safe(resolved.words, 300)}\nNoticed after ${plural(detect, 'minute')}${decided} · resolved after ${plural(resolve ?? 0, 'minute')}`
  }
  return `Since ${moment(began, zone)}, started by ${mention(started.by)} · commander ${mention(commanderId)}${scribe}\nNext update is due ${moment(nextUpdateAt, zone)}`
}

const leftOut = ['not-needed', 'not-tried']

/** What was found, tried and told so far. mrkdwn. */
export function findingLines(emergency: Emergency, procedure: Procedure): string[] {
  const path = pathOf(procedure, emergency.answers, roundOf(emergency))
  const said = path.flatMap((page) => {
    const answer = page.kind === 'outcome' ? null : answerOn(page, emergency.answers)
    return answer ? { page, answer } : []
  })
  // What is wrong is read first; of the rest, what was said last; what was left out says nothing.
  const bad = said.filter(({ answer }) => answer.choice === 'bad')
  const others = said.filter(({ answer }) => !['bad', ...leftOut].includes(answer.choice))
  const shown = [...bad.slice(0, listed), ...others.slice(-Math.max(1, listed - bad.length))]
  const lines = shown.slice(0, listed).map(({ page, answer }) => {
    const note = answer.note ? `: ${safe(answer.note, 80)}` : ''
    return `• ${asMrkdwn(page.text, 100)} · *${choiceText(answer.choice)}*${note} (${mention(answer.given.by)})`
  })
  const rest = said.length - lines.length
  return [...lines, ...(lines.length > 0 && rest > 0 ? [`and ${rest} more in the thread`] : [])]
}

function decisionLines(emergency: Emergency, board: Board, now: Date): string[] {
  const decision = standingDecision(emergency)
  if (!decision) return emergency.resolved ? [] : ['*Not decided yet.*']
  const { zone } = board.launch
  const { outcome, reason, decided, watch, answer } = decision
  const lines = [
    `*Decision: ${safe(outcome, 75)}*, ${mention(decided.by)}, ${moment(decided.at, zone)}: ${safe(reason, 200)}`,
  ]
  if (awaitsSecond(decision)) {
    const seconds = secondsFor(decided.by, board)
    const until = patienceEnds(decision, seconds)
    const who = seconds.slice(0, 8).map(mention).join(', ')
    lines.push(
      now < until
        ? `⏳ It takes a second person: ${who}. From ${moment(until, zone)} on it can go ahead without, with a reason.`
        : `⏳ ${who ? `Nobody has confirmed it: ${who}.` : 'There is nobody who could confirm it.'} It can go ahead without, with a reason.`,
    )
  } else if (answer) {
    const how = answer.how === 'confirmed' ? 'Confirmed by' : '⚠️ Without a second person, by'
    const why = answer.reason ? `: ${safe(answer.reason, 200)}` : ''
    lines.push(`${how} ${mention(answer.by)}, ${moment(answer.at, zone)}${why}`)
  }
  if (watch && !emergency.resolved) {
    lines.push(`👀 ${mention(watch.personId)} watches it until ${moment(watch.until, zone)}`)
  }
  return lines
}

function buttonsOf(emergency: Emergency): ActionsBlockElement[] {
  const { id: emergencyId } = emergency
  const decision = standingDecision(emergency)
  const step = (which: 'tell' | 'lead' | 'again' | 'resolve', label: string) => ({
    ...button(actions.emergencyStep, label, { emergencyId, step: which }),
    action_id: `${actions.emergencyStep.id}:${which}`,
  })
  return [
    button(actions.walk, 'Continue…', { emergencyId }, { style: 'primary' }),
    button(actions.takeCommand, 'Take Command', { emergencyId }),
    step('tell', 'Post Update…'),
    step('lead', 'Commander and Scribe…'),
    ...(decision ? [step('again', 'Decide Again…')] : []),
    step('resolve', 'Resolve…'),
  ]
}

/** What a second person may say of rolling back; and, in time, that it goes ahead without. */
export function confirmButtons(
  decision: Decision,
  board: Pick<Board, 'launch' | 'roles'>,
  now: Date,
): ActionsBlockElement[] {
  const { id: decisionId, decided, outcome } = decision
  const one = (how: 'confirmed' | 'declined' | 'overridden', label: string) => ({
    ...button(actions.answerDecision, label, { decisionId, how }),
    action_id: `${actions.answerDecision.id}:${how}`,
  })
  const confirm = {
    ...one('confirmed', 'Confirm'),
    style: 'danger' as const,
    confirm: {
      title: plain('Confirm it?'),
      text: plain(`${outcome}: it is carried out at once.`),
      confirm: plain('Confirm'),
      deny: plain('Not Yet'),
    },
  }
  const isOver = now >= patienceEnds(decision, secondsFor(decided.by, board))
  return [
    confirm,
    one('declined', 'Decline…'),
    ...(isOver ? [one('overridden', 'Go Ahead Without…')] : []),
  ]
}
