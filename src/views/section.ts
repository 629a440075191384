import type { KnownBlock } from '@slack/types'
import { gateState } from '../domain/gate.ts'
import {
  type Board,
  type Item,
  isOpen,
  type Phase,
  progressOf,
  type Section,
} from '../domain/launch.ts'
import type { Minutes } from '../domain/rehearsal.ts'
import { itemsPerMessage, type Surface, sectionSurfaces } from '../domain/surface.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { missingText } from './gate-lines.ts'
import { itemLines } from './item-lines.ts'
import { itemLook } from './item-look.ts'
import { asPlainText } from './markdown.ts'
import { type Message, message } from './message.ts'
import { cut, mrkdwn, plural, safe } from './text.ts'

export type SectionSurface = Extract<Surface, { kind: 'section' }>

/** What a section message shows: its part of the section's items. */
export type SectionPart = { phase: Phase; section: Section; part: number; items: Item[] }

/** With twelve items at their longest, a message stays below 9,000 characters. */
const room = { text: 230, reason: 75, note: 50 }

/** Finds a section's part in a board; undefined when the board has no such section. */
export function sectionPart(board: Board, surface: SectionSurface): SectionPart | undefined {
  for (const phase of board.phases) {
    const section = phase.sections.find((each) => each.id === surface.sectionId)
    if (!section) continue
    const start = surface.part * itemsPerMessage
    const items = section.items.slice(start, start + itemsPerMessage)
    return { phase, section, part: surface.part, items }
  }
  return undefined
}

/**
 * A section's message: each item with its button. A finished one is one line, until unfolded; one
 * whose phase waits for its time is, too. In a launch that has ended, and in a round that has, nothing
 * can be clicked. `rehearsed`: how long it took in the rehearsal; `isNamed`: with its launch's name,
 * because the channel has several.
 */
export function sectionMessage(
  board: Board,
  shown: SectionPart,
  isUnfolded: boolean,
  now: Date,
  rehearsed: Minutes | null = null,
  isNamed = false,
): Message {
  const surface = { kind: 'section', sectionId: shown.section.id, part: shown.part } as const
  const { settled, total } = progressOf(shown.items)
  const isFinished = settled === total
  const { isRehearsal, name } = board.launch
  const launch = isNamed ? `${safe(name, 50)} · ` : ''
  const heading = `${isRehearsal ? 'Rehearsal · ' : ''}${launch}${headingLine(shown)}`
  if (!shown.phase.opened) {
    const line = `🔒 ${heading} · waits for its time`
    return message([line], [{ type: 'section', text: mrkdwn(line) }])
  }
  // What an emergency leaves to do outlives its launch.
  const isOver = board.launch.ended !== null && shown.phase.emergencyId === null
  const canChange = isOpen(shown.phase) && !isOver
  if (total === 0) {
    const line = `${launch}${titleText(shown)} · nothing is left here`
    return message([line], [{ type: 'section', text: mrkdwn(line) }])
  }
  if (isFinished && !isUnfolded) {
    const line = `${itemLook.done.icon} ${heading}`
    const show = button(actions.foldSection, 'Show', { surface, fold: false })
    return message([line], [{ type: 'section', text: mrkdwn(line), accessory: show }])
  }
  const lines = shown.items.map((item) => itemLines(item, board, room, now))
  const notes = notesOf(board, shown, rehearsed)
  const blocks: KnownBlock[] = [
    {
      type: 'section',
      text: mrkdwn([heading, ...notes].join('\n')),
      accessory: button(actions.showSection, 'Details', surface, {
        hint: cut(`Details of ${shown.section.name}`, 75),
      }),
    },
    ...shown.items.map(
      (item, index): KnownBlock => ({
        type: 'section',
        text: mrkdwn(lines[index]?.join('\n') ?? ''),
        ...(canChange && { accessory: itemButton(item) }),
      }),
    ),
  ]
  if (isFinished) {
    const fold = button(actions.foldSection, 'Fold', { surface, fold: true })
    blocks.push({ type: 'actions', elements: [fold] })
  }
  return message([heading, ...notes, ...lines.flat()], blocks)
}

/** What has to be known of a section besides its items. */
function notesOf(
  board: Board,
  { section, phase }: SectionPart,
  rehearsed: Minutes | null,
): string[] {
  const gate = gateState(board, { kind: 'section', id: section.id })
  const missing = gate?.missing ?? []
  const waits = missing.length > 0 && !board.launch.ended
  return [
    ...(phase.endedAt ? ['A later round has taken its place.'] : []),
    ...(waits ? [`🔒 Waits for ${missingText(missing, board)}`] : []),
    ...(rehearsed ? rehearsedText(rehearsed) : []),
  ]
}

function rehearsedText({ planned, actual }: Minutes): string[] {
  if (actual === null) return []
  const plan = planned === null ? '' : `, planned ${minutesText(planned)}`
  return [`In the rehearsal: settled ${minutesText(actual)}${plan}`]
}

function minutesText(minutes: number): string {
  const size = plural(Math.abs(minutes), 'minute')
  return minutes < 0 ? `${size} before going live` : `${size} after going live`
}

const clicks = { undo: 'Undo', reopen: 'Reopen', tick: 'Done' } as const

/** One click ticks; one click on what is settled takes that back. */
export function itemButton(item: Item) {
  const action =
    item.state === 'done' ? 'undo' : item.state === 'not-applicable' ? 'reopen' : 'tick'
  const label = clicks[action]
  return button(
    actions.changeItem,
    label,
    { itemId: item.id, version: item.version, action },
    { hint: cut(`${label}: ${asPlainText(item.text)}`, 75) },
  )
}

function headingLine({ phase, section, part, items }: SectionPart): string {
  const parts = sectionSurfaces(section).length
  const which = parts > 1 ? ` (${part + 1} of ${parts})` : ''
  const { settled, total } = progressOf(items)
  return `${titleText({ section, phase }, which)} · ${settled} of ${total} settled`
}

/** A phase without headings of its own is its only section, too. */
function titleText(
  { section, phase }: { section: { name: string }; phase: { name: string } },
  which = '',
): string {
  const title = `*${safe(section.name, 80)}*${which}`
  return section.name === phase.name ? title : `${title} · ${safe(phase.name, 80)}`
}
