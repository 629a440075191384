import type { RollCallVerdict } from '../domain/roll-call.ts'

/** How a verdict looks: a sign, and the words without which the sign would say nothing to some. */
export const verdictLook: Record<RollCallVerdict, { icon: string; label: string }> = {
  go: { icon: '✅', label: 'Go' },
  'no-go': { icon: '⛔', label: 'No-go' },
  hold: { icon: '⏸️', label: 'Hold' },
  silent: { icon: '🔇', label: 'No answer' },
}
