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
  answer: (Mark & { how: 'confirmed' | 'declined' }) | null
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

/** A gate in a checklist's own words. */
export type WordedGate = { line: number; opens: string; needs: string[] }

/**
 * The gates that a checklist names; in `unknown` the words that name nothing in it. A gate that it
 * does not name stays as it follows from the windows.
 */
export function gatesOf(
  worded: readonly WordedGate[],
  phases: readonly GatedPhase[],
  finalBox: string | null,
): { gates: Gate[]; unknown: { line: number; words: string }[] } {
  const unknown: { line: number; words: string }[] = []
  const named = worded.flatMap(({ line, opens, needs }): Gate[] => {
    const scopeOf = (words: string) => {
      const found = scopeNamed(words, phases, finalBox)
      if (!found) unknown.push({ line, words })
      return found ?? []
    }
    const opened = opensNamed(opens, phases, finalBox)
    if (opened.length === 0) unknown.push({ line, words: opens })
    const needed = needs.flatMap(scopeOf)
    return opened.map((each) => ({ opens: each, needs: needed }))
  })
  const own = [...Map.groupBy(named, ({ opens }) => keyOfGate(opens)).values()].flatMap((gates) => {
    const [first] = gates
    return first ? { opens: first.opens, needs: gates.flatMap(({ needs }) => needs) } : []
  })
  const isNamed = ({ opens }: Gate) =>
    own.some((each) => keyOfGate(each.opens) === keyOfGate(opens)) ||
    (opens.kind === 'section' && own.some((each) => each.opens.kind === 'section'))
  const others = defaultGates(phases, finalBox !== null).filter((gate) => !isNamed(gate))
  return { gates: [...own, ...others], unknown }
}

/** The gates that wait for themselves, round about: nothing could ever open them. */
export function gatesInCircles(gates: readonly Gate[], phases: readonly GatedPhase[]): Gate[] {
  const sectionsOf = (need: Need): string[] => {
    if (need.kind === 'section') return [need.id]
    const phase = phases.find(({ id }) => need.kind === 'phase' && id === need.id)
    return phase?.sections.map(({ id }) => id) ?? []
  }
  const behind = (gate: Gate): Gate[] => {
    const keys = gate.needs.flatMap((need) =>
      need.kind === 'final-box'
        ? keyOfGate({ kind: 'final-box' })
        : sectionsOf(need).map((id) => keyOfGate({ kind: 'section', id })),
    )
    return gates.filter(({ opens }) => keys.includes(keyOfGate(opens)))
  }
  const reaches = (from: Gate, wanted: Gate, seen: Set<Gate>): boolean =>
    behind(from).some((gate) => {
      if (gate === wanted) return true
      if (seen.has(gate)) return false
      seen.add(gate)
      return reaches(gate, wanted, seen)
    })
  return gates.filter((gate) => reaches(gate, gate, new Set()))
}

function opensNamed(
  words: string,
  phases: readonly GatedPhase[],
  finalBox: string | null,
): Opens[] {
  if (/^(going|go(es)?) live$/i.test(words)) return [{ kind: 'going-live' }]
  if (/^clos(e|es|ing)$/i.test(words)) return [{ kind: 'closing' }]
  const scope = scopeNamed(words, phases, finalBox)
  if (!scope) return []
  if (scope.kind !== 'phase') return [scope]
  const phase = phases.find(({ id }) => id === scope.id)
  return (phase?.sections ?? []).map(({ id }) => ({ kind: 'section', id }))
}

/** What words name: the final box, a phase, a section, or "Phase / Section". */
function scopeNamed(
  words: string,
  phases: readonly GatedPhase[],
  finalBox: string | null,
): Need | null {
  const wanted = plainName(words)
  if (finalBox !== null && isFinalBox(wanted, plainName(finalBox))) return { kind: 'final-box' }
  const phase = phases.find(({ name }) => isCalled(name, wanted))
  if (phase) return { kind: 'phase', id: phase.id }
  const sections = phases.flatMap(({ name, sections }) =>
    sections.filter(
      (section) =>
        isCalled(section.name, wanted) ||
        isCalled(`${name} / ${section.name}`, wanted, name, section.name),
    ),
  )
  const [section, ...others] = sections
  return section && others.length === 0 ? { kind: 'section', id: section.id } : null
}

function isFinalBox(wanted: string, text: string): boolean {
  return wanted === 'final box' || text === wanted || text.startsWith(`${wanted} -`)
}

/** With and without the words in brackets. */
function isCalled(name: string, wanted: string, ...parts: string[]): boolean {
  const short = (text: string) => plainName(text.replace(/\([^)]*\)/g, ''))
  const names = [plainName(name), short(name)]
  if (parts.length > 0) names.push(parts.map(short).join(' / '))
  return names.includes(wanted)
}

function plainName(words: string): string {
  return words.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
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
