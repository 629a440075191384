/** What golive proposes to say of an emergency, from what is known. Plain text, for people to change. */
import {
  awaitsSecond,
  type Emergency,
  emergencyState,
  standingDecision,
} from '../domain/emergency.ts'
import type { Launch } from '../domain/launch.ts'
import type { Page } from '../domain/walk.ts'
import { answerOn } from '../domain/walk.ts'
import { fullName } from './launch-name.ts'
import { asPlainText } from './markdown.ts'
import { cut, wordsFor } from './text.ts'

/** So many findings are named. */
const named = 3

export function draftUpdate(launch: Launch, emergency: Emergency, path: readonly Page[]): string {
  const { began, words, nextUpdateAt, isDrill } = emergency
  const bad = path
    .filter((page) => answerOn(page, emergency.answers)?.choice === 'bad')
    .slice(0, named)
    .map(({ text }) => cut(asPlainText(text), 60))
  const lines = [
    `${isDrill ? 'This is a drill. ' : ''}${cut(fullName(launch), 100)}: something is wrong since ${wordsFor(began, launch.zone)}${words ? `: ${cut(words, 300)}` : '.'}`,
    ...(bad.length > 0 ? [`Not as it should be: ${bad.join('; ')}.`] : []),
    stateLine(emergency),
    `You hear of it again by ${wordsFor(nextUpdateAt, launch.zone)}.`,
  ]
  return lines.join('\n')
}

function stateLine(emergency: Emergency): string {
  const decision = standingDecision(emergency)
  if (emergencyState(emergency) === 'resolved') return 'It is over.'
  if (!decision) return 'We are looking into it.'
  return awaitsSecond(decision)
    ? `Proposed: ${cut(decision.outcome, 75)}.`
    : `Decided: ${cut(decision.outcome, 75)}. We are carrying it out.`
}
