import type { Launch } from './launch.ts'

/** Where a launch is: before it goes live, after it, or ended. */
export const stages = ['ahead', 'live', 'closed', 'aborted'] as const
export type Stage = (typeof stages)[number]

export function stageOf({ live, ended }: Pick<Launch, 'live' | 'ended'>): Stage {
  if (ended) return ended.how === 'aborted' ? 'aborted' : 'closed'
  return live ? 'live' : 'ahead'
}
