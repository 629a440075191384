/** Why a database cannot be used. `newer`: by a newer golive than this one. */
export const troubles = ['busy', 'full', 'read-only', 'corrupt', 'newer', 'unreachable'] as const
export type Trouble = (typeof troubles)[number]
