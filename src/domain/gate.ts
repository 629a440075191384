/**
 * Gates: what must be settled before something may happen. A launch has its own, as data: those that
 * its checklist names, or else those that follow from the checklist's windows.
 */
import { z } from 'zod'
import { isSettled } from './item.ts'
import { type Board, type Item, itemsOf, type Mark } from './launch.ts'
import type { Window } from './window.ts'

const id = z.string()

/** What a gate opens. */
const opensShape = z.discriminatedUnion('kind', [
  /** Ticking the final box: the roll call's verdict. */
  z.object({ kind: z.literal('final-box') }),
  /** Ticking the items of a section. */
  z.object({ kind: z.literal('section'), id }),
  z.object({ kind: z.literal('going-live') }),
  /** Closing the launch as complete. */
  z.object({ kind: z.literal('closing') }),
])
export type Opens = z.infer<typeof opensShape>

/** What a gate needs to be settled: all items of a phase or section, or the final box. */
const needShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), id }),
  z.object({ kind: z.literal('section'), id }),
  z.object({ kind: z.literal('final-box') }),
])
export type Need = z.infer<typeof needShape>

export const gateShape = z.object({ opens: opensShape, needs: z.array(needShape) })
export type Gate = z.infer<typeof gateShape>

/** The lead's word that a gate opens with these items unsettled, once an approver has confirmed it. */
export type Override = {
  id: string
  /** The key of what the gate opens. */
  gate: string
  reason: string
  itemIds: string[]
  asked: Mark
  /** `dropped`: it fell when the launch was rolled back. */
  answer: (Mark & { how: 'confirmed' | 'declined' | 'dropped' }) | null
}

/** What stands between now and what a gate opens. */
export type GateState = {
  opens: Opens
  needed: number
  /** Not settled, and not waived by an override. */
  missing: Item[]
  waived: Item[]
}

/** Names what a gate opens; one gate opens it. */
export function keyOfGate(opens: Opens): string {
  return opens.kind === 'section' ? `section:${opens.id}` : opens.kind
}

type Parts = Pick<Board, 'launch' | 'phases' | 'finalBox' | 'overrides'>

/** How a gate stands; null when nothing holds this back. */
export function gateState(board: Parts, opens: Opens): GateState | null {
  const key = keyOfGate(opens)
  const gate = board.launch.gates.find((each) => keyOfGate(each.opens) === key)
  if (!gate) return null
  const needed = itemsNeeded(board, gate)
  const unsettled = needed.filter((item) => !isSettled(item))
  const isWaived = ({ id }: Item) =>
    board.overrides.some(
      ({ gate, answer, itemIds }) =>
        gate === key && answer?.how === 'confirmed' && itemIds.includes(id),
    )
  return {
    opens,
    needed: needed.length,
    missing: unsettled.filter((item) => !isWaived(item)),
    waived: unsettled.filter(isWaived),
  }
}

/** Whether nothing holds this back. */
export function isGateOpen(board: Parts, opens: Opens): boolean {
  return (gateState(board, opens)?.missing.length ?? 0) === 0
}

/** The items that a gate needs, in the order of the checklist, the final box last. */
export function itemsNeeded(
  { phases, finalBox }: Pick<Board, 'phases' | 'finalBox'>,
  { needs }: Gate,
): Item[] {
  const isNeeded = (kind: Need['kind'], id: string) =>
    needs.some((need) => need.kind === kind && (need.kind === 'final-box' || need.id === id))
  const items = phases.flatMap((phase) =>
    isNeeded('phase', phase.id)
      ? itemsOf(phase)
      : phase.sections.flatMap((section) => (isNeeded('section', section.id) ? section.items : [])),
  )
  return finalBox && isNeeded('final-box', '') ? [...items, finalBox] : items
}

/** What gates are made from: a checklist's phases and sections, by any ids. */
export type GatedPhase = {
  id: string
  name: string
  window: Window | null
  sections: { id: string; name: string; window: Window | null }[]
}

const deploymentPattern = /\bdeploy/i

/**
 * The gates of a checklist that names none: before the final box, everything that is to be done
 * before T-0 (phases before it, those without a window, and the mornings of the launch day); before
 * the launch day's sections that deploy, and before going live, the final box; before closing as
 * complete, everything that is not done again and again. Without a final box, going live needs what
 * the box would have needed.
 */
export function defaultGates(phases: readonly GatedPhase[], hasFinalBox: boolean): Gate[] {
  const before = phases.flatMap((phase): Need[] => {
    const kind = phase.window?.kind ?? 'none'
    if (kind === 'before' || kind === 'none' || kind === 'morning') {
      return [{ kind: 'phase', id: phase.id }]
    }
    if (kind !== 'day') return []
    return phase.sections
      .filter(({ window }) => window?.kind === 'morning')
      .map(({ id }) => ({ kind: 'section', id }))
  })
  const deployments = phases
    .filter(({ window }) => window?.kind === 'day')
    .flatMap(({ sections }) => sections.filter(({ name }) => deploymentPattern.test(name)))
  const once = phases
    .filter(({ window }) => window?.kind !== 'every')
    .map(({ id }): Need => ({ kind: 'phase', id }))
  const closing: Gate = { opens: { kind: 'closing' }, needs: once }
  if (!hasFinalBox) return [{ opens: { kind: 'going-live' }, needs: before }, closing]
  const ready: Need[] = [{ kind: 'final-box' }]
  return [
    { opens: { kind: 'final-box' }, needs: before },
    ...deployments.map(({ id }): Gate => ({ opens: { kind: 'section', id }, needs: ready })),
    { opens: { kind: 'going-live' }, needs: ready },
    { ...closing, needs: [...once, ...ready] },
  ]
}

/** What a gate opens, in the checklist's words: inline Markdown. */
export function opensInWords(
  { phases, finalBox }: Pick<Board, 'phases' | 'finalBox'>,
  opens: Opens,
): string {
  switch (opens.kind) {
    case 'final-box':
      return finalBox?.text ?? 'the final box'
    case 'section': {
      const phase = phases.find(({ sections }) => sections.some(({ id }) => id === opens.id))
      return phase?.sections.find(({ id }) => id === opens.id)?.name ?? ''
    }
    case 'going-live':
      return 'going live'
    case 'closing':
      return 'closing'
  }
}
