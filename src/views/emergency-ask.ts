/** What somebody is asked by DM in an emergency. */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import { type Emergency, standingDecision } from '../domain/emergency.ts'
import type { Board } from '../domain/launch.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { confirmButtons, emergencyName } from './emergency.ts'
import { launchName } from './launch-name.ts'
import { type Message, message } from './message.ts'
import { channelLink, mention, moment, mrkdwn, safe } from './text.ts'

export type ShownAsk = {
  board: Board
  emergency: Emergency
  why: 'update' | 'watch' | 'confirm' | 'second' | 'command'
  isEnded: boolean
  /** What golive proposes to say. */
  draft: string
}

export function askMessage(shown: ShownAsk, now: Date): Message {
  const { board, emergency, isEnded } = shown
  const { launch } = board
  const about = `*${emergencyName(emergency)}* of *${launchName(launch, 160)}* in ${channelLink(launch.channelId)}`
  if (isEnded) {
    const line = `${about}: this is settled, or there is a newer message further down.`
    return message([line], [{ type: 'section', text: mrkdwn(line) }])
  }
  const lines = linesOf(shown, about)
  const blocks: KnownBlock[] = [
    { type: 'section', text: mrkdwn(lines.join('\n')) },
    { type: 'actions', elements: buttonsOf(shown, now) },
  ]
  return message(lines, blocks)
}

function linesOf({ board, emergency, why, draft }: ShownAsk, about: string): string[] {
  const { zone } = board.launch
  const decision = standingDecision(emergency)
  const outcome = safe(decision?.outcome ?? '', 75)
  switch (why) {
    case 'update':
      return [
        `⏰ ${about}: an update for the stakeholders is due since ${moment(emergency.nextUpdateAt, zone)}. A draft:`,
        `> ${safe(draft, 1500)}`,
      ]
    case 'command':
      return [
        `🚨 You command ${about} now. The next update is due ${moment(emergency.nextUpdateAt, zone)}.`,
      ]
    case 'watch':
      return [`👀 ${about}: the time to watch “${outcome}” is up. How is it?`]
    case 'confirm':
      return [
        `🚨 ${about}: ${decision ? mention(decision.decided.by) : ''} has decided *${outcome}*, and it takes a second person: ${safe(decision?.reason ?? '', 300)}`,
      ]
    case 'second':
      return [
        `⏳ ${about}: nobody has confirmed *${outcome}*. You can go ahead without, with a reason.`,
      ]
  }
}

function buttonsOf({ board, emergency, why }: ShownAsk, now: Date): ActionsBlockElement[] {
  const { id: emergencyId } = emergency
  const go = button(actions.walk, 'Continue…', { emergencyId })
  const step = (which: 'tell' | 'again' | 'resolve', label: string) => ({
    ...button(actions.emergencyStep, label, { emergencyId, step: which }),
    action_id: `${actions.emergencyStep.id}:${which}`,
  })
  const decision = standingDecision(emergency)
  if (why === 'update') return [step('tell', 'Post Update…'), go]
  if (why === 'watch' && decision) {
    const decisionId = decision.id
    return [
      step('resolve', 'All Is Well: Resolve…'),
      button(actions.watchOn, 'Watch 30 More Minutes', { emergencyId, decisionId }),
      step('again', 'Worse: Decide Again…'),
    ]
  }
  if ((why === 'confirm' || why === 'second') && decision) {
    return confirmButtons(decision, board, now)
  }
  return [go]
}
