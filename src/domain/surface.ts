/** A Slack message that shows part of a board, and the key that names it for ever. */
export type Surface =
  | { kind: 'board'; launchId: string }
  /** One message of a section; long sections have several, counted from 0. */
  | { kind: 'section'; sectionId: string; part: number }

/**
 * How many items one section message holds. Twelve items at their longest stay below what Slack
 * accepts as the text of one message (about 9,600 characters were seen accepted and 11,300
 * refused: github.com/slackapi/bolt-js/issues/2509), and below its 50 blocks.
 */
export const itemsPerMessage = 12

export function keyOf(surface: Surface): string {
  return surface.kind === 'board'
    ? `board:${surface.launchId}`
    : `section:${surface.sectionId}:${surface.part}`
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

/** The message of its section that shows the item at a position counted from 0. */
export function partOf(position: number): number {
  return Math.floor(position / itemsPerMessage)
}
