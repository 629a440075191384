/** Gates as a checklist's own words name them. */
import {
  defaultGates,
  type Gate,
  type GatedPhase,
  keyOfGate,
  type Need,
  type Opens,
} from './gate.ts'
import { plainName } from './plain-name.ts'
import type { Problem, Template } from './template.ts'

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
function gatesInCircles(gates: readonly Gate[], phases: readonly GatedPhase[]): Gate[] {
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

/** What is wrong with the gates of a checklist, by their lines. */
export function gateProblems(template: Template): Problem[] {
  const finalBox = template.signOff?.finalBox ?? null
  const { gates, unknown } = gatesOf(template.gates, named(template), finalBox)
  const isStuck = gatesInCircles(gates, named(template)).length > 0
  return [
    ...unknown.map(({ line, words }) => ({
      line,
      problem: `“${words}” is no phase or section here, or several: write “Phase / Section”.`,
    })),
    ...(isStuck ? [{ line: template.gates[0]?.line ?? 1, problem: stuck }] : []),
  ]
}

const stuck = 'The gates wait for each other, so none of them could ever open.'

/** A template's parts, with ids of their places. */
function named({ phases }: Template): GatedPhase[] {
  return phases.map((phase, at) => ({
    ...phase,
    id: String(at),
    sections: phase.sections.map((section, index) => ({ ...section, id: `${at}.${index}` })),
  }))
}
