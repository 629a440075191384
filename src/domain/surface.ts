import type { Item, Phase } from './launch.ts'

/** A Slack message that golive keeps up to date, and the key that names it for ever. */
export type Surface =
  | { kind: 'board'; launchId: string }
  /** One message of a section; long sections have several, counted from 0. */
  | { kind: 'section'; sectionId: string; part: number }
  /** What one person was reminded of, by DM. */
  | { kind: 'reminder'; reminderId: string }
  /**
   * A roll call, and in its thread an answer for each role that is asked; an override that an
   * approver has to confirm; by DM, a request to sign off.
   */
  | { kind: 'roll-call' | 'answer' | 'override' | 'request'; id: string }
  /** An emergency; in its thread, each entry of its timeline, by the event's id; asks by DM. */
  | { kind: 'emergency' | 'entry' | 'ask'; id: string }

/**
 * How many items one section message holds. Twelve items at their longest stay below what Slack
 * accepts as the text of one message (about 9,600 characters were seen accepted and 11,300
 * refused: github.com/slackapi/bolt-js/issues/2509), and below its 50 blocks.
 */
export const itemsPerMessage = 12

export function keyOf(surface: Surface): string {
  switch (surface.kind) {
    case 'board':
      return `board:${surface.launchId}`
    case 'section':
      return `section:${surface.sectionId}:${surface.part}`
    case 'reminder':
      return `reminder:${surface.reminderId}`
    case 'roll-call':
    case 'answer':
    case 'override':
    case 'request':
    case 'emergency':
    case 'entry':
    case 'ask':
      return `${surface.kind}:${surface.id}`
  }
}

/** The messages that a section of so many items needs. */
export function sectionSurfaces(section: { id: string; items: readonly unknown[] }): Surface[] {
  const parts = Math.ceil(section.items.length / itemsPerMessage)
  return Array.from({ length: parts }, (_, part) => ({
    kind: 'section',
    sectionId: section.id,
    part,
  }))
}

/** Where the channel shows an item. */
export type ShownAt = { sectionId: string; part: number }

/** The items of phases, with where the channel shows them. */
export function shownItems(phases: readonly Phase[]): { item: Item; place: ShownAt }[] {
  return phases.flatMap((phase) =>
    phase.sections.flatMap((section) =>
      section.items.map((item, position) => ({
        item,
        place: { sectionId: section.id, part: partOf(position) },
      })),
    ),
  )
}

/** The message of its section that shows the item at a position counted from 0. */
export function partOf(position: number): number {
  return Math.floor(position / itemsPerMessage)
}
