/**
 * The states of an item and the actions that lead from one to another. The table below is the
 * rule: commands enforce it, views offer what it allows, tests walk it.
 */
export const itemStates = ['open', 'in-progress', 'blocked', 'done', 'not-applicable'] as const
export type ItemState = (typeof itemStates)[number]

type ReasonRule =
  | 'none'
  | 'required'
  /** Required, except for an item that the template marks "(if applicable)". */
  | 'unless-optional'

type ActionRule = {
  from: readonly ItemState[]
  /** `before`: the state that the item had before it was ticked. */
  to: ItemState | 'before'
  reason: ReasonRule
  event: string
}

export const itemActions = {
  tick: {
    from: ['open', 'in-progress', 'blocked', 'not-applicable'],
    to: 'done',
    reason: 'none',
    event: 'item.ticked',
  },
  undo: { from: ['done'], to: 'before', reason: 'none', event: 'item.undone' },
  start: {
    from: ['open', 'blocked', 'done', 'not-applicable'],
    to: 'in-progress',
    reason: 'none',
    event: 'item.started',
  },
  block: {
    from: ['open', 'in-progress', 'blocked', 'done', 'not-applicable'],
    to: 'blocked',
    reason: 'required',
    event: 'item.blocked',
  },
  exclude: {
    from: ['open', 'in-progress', 'blocked', 'done', 'not-applicable'],
    to: 'not-applicable',
    reason: 'unless-optional',
    event: 'item.excluded',
  },
  reopen: {
    from: ['in-progress', 'blocked', 'done', 'not-applicable'],
    to: 'open',
    reason: 'none',
    event: 'item.reopened',
  },
} as const satisfies Record<string, ActionRule>

export type ItemAction = keyof typeof itemActions
export const itemActionNames = Object.keys(itemActions) as [ItemAction, ...ItemAction[]]

/** The action that brings an item into a state that a person chose in the item's dialog. */
export const actionTowards = {
  open: 'reopen',
  'in-progress': 'start',
  blocked: 'block',
  done: 'tick',
  'not-applicable': 'exclude',
} as const satisfies Record<ItemState, ItemAction>

export function itemCan(action: ItemAction, state: ItemState): boolean {
  const from: readonly ItemState[] = itemActions[action].from
  return from.includes(state)
}

/** Whether this action on this item may not happen without a reason. */
export function needsReason(action: ItemAction, item: { optional: boolean }): boolean {
  const rule: ReasonRule = itemActions[action].reason
  return rule === 'required' || (rule === 'unless-optional' && !item.optional)
}

/** Whether the state keeps the reason that it was given. */
export function keepsReason(state: ItemState): boolean {
  return state === 'blocked' || state === 'not-applicable'
}

/** The states in which something is left to do. */
export const unsettledStates = ['open', 'in-progress', 'blocked'] as const satisfies ItemState[]

/** Settled: nothing is left to do, because it is done or does not apply. */
export function isSettled(item: { state: ItemState }): boolean {
  const unsettled: readonly ItemState[] = unsettledStates
  return !unsettled.includes(item.state)
}
