/** The dialog with the history of a launch, an item or a person. */
import type { ModalView } from '@slack/types'
import { type HistoryFilter, historyKinds, unfiltered } from '../domain/history.ts'
import type { Turn } from '../store/history.ts'
import { actions, asks, decode, dialogs } from '../views/actions.ts'
import { type HistoryState, historyDialog } from '../views/history.ts'
import { historyFields } from '../views/history-filters.ts'
import { openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { failureOf } from './failure.ts'
import { readHistoryPage } from './history-page.ts'
import { type Click, onClick, onField, onSubmit } from './listen.ts'
import { fieldOf, type OpenView } from './payloads.ts'

const newest: Turn = { toward: 'newest' }

export function listenToHistory(edge: Edge): void {
  const { context } = edge
  const turning = new Map<string, symbol>()

  onClick(edge, actions.showHistory, ({ value: { launchId, itemId }, ...click }) =>
    openHistory(
      edge,
      click,
      itemId ? { kind: 'item', launchId, itemId } : { kind: 'launch', launchId },
    ),
  )

  onClick(edge, actions.turnHistory, async ({ value, ...click }) => {
    const turn =
      value.toward === 'newest'
        ? newest
        : { toward: value.toward, than: { ...value.than, at: new Date(value.than.at) } }
    await showAgain(click, (state) => state, turn)
  })

  onClick(edge, actions.filterHistory, ({ value: { isFiltering }, ...click }) =>
    showAgain(click, (state) => {
      // The fields that come next are others, so that Slack shows them empty.
      return { ...state, isFiltering, form: state.form + (isFiltering ? 0 : 1) }
    }),
  )

  onClick(edge, actions.showPersonHistory, ({ value: { personId }, ...click }) =>
    showAgain(click, (state) => ({ ...state, subject: { kind: 'person', personId } })),
  )

  onField(edge, asks.historyField, (click) => showAgain(click, (state) => state))

  onSubmit(edge, dialogs.history, async ({ value, actor, zone, view }) => {
    const about = { subject: value.subject, filter: filterIn(view), turn: newest }
    const page = await readHistoryPage(context, actor, about, zone)
    return { update: historyDialog(page, about.filter, value, zone) }
  })

  /** Shows another page in the open dialog. What was clicked there last is what stays. */
  async function showAgain(
    { view, actor, zone }: Omit<Click<unknown>, 'value'>,
    change: (state: HistoryState) => HistoryState,
    turn = newest,
  ): Promise<void> {
    const before = view && decode(dialogs.history, view.private_metadata)
    if (!before) return
    const mine = Symbol(view.id)
    turning.set(view.id, mine)
    try {
      const state = change({ ...before, channelId: actor.channelId })
      const filter = state.isFiltering ? filterIn(view) : unfiltered
      const about = { subject: state.subject, filter, turn }
      const page = await readHistoryPage(context, actor, about, zone)
      const isLast = () => turning.get(view.id) === mine
      if (isLast()) await update(edge, view, historyDialog(page, filter, state, zone), isLast)
    } finally {
      if (turning.get(view.id) === mine) turning.delete(view.id)
    }
  }
}

/** Opens a history, on top of the dialog in which it was asked for if there is one. */
export async function openHistory(
  edge: Edge,
  click: Pick<Click<unknown>, 'actor' | 'zone' | 'triggerId' | 'view'>,
  subject: HistoryState['subject'],
  words = '',
): Promise<void> {
  const { actor, zone } = click
  const filter = { ...unfiltered, words }
  const about = { subject, filter, turn: newest }
  const page = await readHistoryPage(edge.context, actor, about, zone)
  const state = { subject, isFiltering: words !== '', form: 0, channelId: actor.channelId }
  await openDialog(edge, click, historyDialog(page, filter, state, zone))
}

/**
 * Brings the dialog up to date. When it is another by now than the one that was clicked in, an older
 * click has changed it meanwhile, or a newer one.
 */
async function update(
  { client }: Edge,
  { id: view_id, hash }: OpenView,
  view: ModalView,
  isLast: () => boolean,
): Promise<void> {
  try {
    await client.views.update({ view_id, view, ...(hash && { hash }) })
  } catch (error) {
    const failure = failureOf(error)
    if (failure?.kind !== 'final' || failure.error !== 'hash_conflict') throw error
    if (isLast()) await client.views.update({ view_id, view })
  }
}

function filterIn(view: OpenView): HistoryFilter {
  const { kind, person, words, from, to } = historyFields
  const chosen = fieldOf(view, kind)?.selected_option?.value
  return {
    kind: historyKinds.find((each) => each === chosen) ?? null,
    personId: fieldOf(view, person)?.selected_user ?? null,
    words: fieldOf(view, words)?.value ?? '',
    from: fieldOf(view, from)?.selected_date ?? null,
    to: fieldOf(view, to)?.selected_date ?? null,
  }
}
