import type { ItemState } from '../domain/item.ts'

/** How an item looks whose tick is no longer good. */
export const expiredLook = { icon: '🟠', label: 'Expired' } as const

/** How a state looks: a sign, and the words without which the sign would say nothing to some. */
export const itemLook: Record<ItemState, { icon: string; label: string }> = {
  open: { icon: '⬜', label: 'Open' },
  'in-progress': { icon: '🔷', label: 'In progress' },
  blocked: { icon: '⛔', label: 'Blocked' },
  done: { icon: '✅', label: 'Done' },
  'not-applicable': { icon: '➖', label: 'Not applicable' },
}
