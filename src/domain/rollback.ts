/** What a checklist says about going back: what it would take, and whether it is possible at all. */
import { type Board, type Item, itemsOf } from './launch.ts'

/** What an item says about rolling back, by its words. */
const patterns = {
  backup: /\bback-?ups?\b/i,
  plan: /\broll\s?-?back\b/i,
  migration: /\bmigrations?\b|\(point of no return\)/i,
  deployment: /\bdeployed\b|\bdeployment\b|\breleased\b/i,
} as const
type RollbackFactKind = keyof typeof patterns

type RollbackFacts = {
  facts: { kind: RollbackFactKind; item: Item }[]
  /** What was done after which the way back leads over a backup; null: it was not done yet. */
  pointOfNoReturn: Item | null
  /** Why rolling back is not open: nothing is deployed yet, or there is no backup to go back to. */
  shut: 'nothing-deployed' | 'no-backup' | null
}

/**
 * Reads it from the checklist's own words, those of the launch day first: "Final backup" there counts,
 * and a "Backup" of weeks before only where the launch day has none. A checklist that says nothing of
 * a kind shuts nothing.
 */
export function rollbackFactsOf({
  launch,
  phases,
}: Pick<Board, 'launch' | 'phases'>): RollbackFacts {
  const onTheDay = phases.filter(({ window }) => window?.kind === 'day').flatMap(itemsOf)
  // What an emergency asks to be done says nothing about the launch.
  const own = phases.filter(({ emergencyId, endedAt }) => !emergencyId && endedAt === null)
  const anytime = own.flatMap(itemsOf)
  const about = (kind: RollbackFactKind) => {
    const says = ({ text }: Item) => patterns[kind].test(text)
    const first = onTheDay.filter(says)
    return first.length > 0 ? first : anytime.filter(says)
  }
  const kinds = Object.keys(patterns) as RollbackFactKind[]
  const facts = kinds.flatMap((kind) => about(kind).map((item) => ({ kind, item })))
  const isDone = ({ state }: Item) => state === 'done'
  const pointOfNoReturn = about('migration').find(isDone) ?? null
  const changes = [...about('migration'), ...about('deployment')]
  const backups = about('backup')
  const isDeployed = launch.live !== null || changes.length === 0 || changes.some(isDone)
  const hasBackup = backups.length === 0 || backups.some(isDone)
  const shut = !isDeployed ? 'nothing-deployed' : pointOfNoReturn && !hasBackup ? 'no-backup' : null
  return { facts, pointOfNoReturn, shut }
}
