/** What a rehearsal keeps for the real day: how many minutes things took, as planned and as done. */
import { differenceInMinutes } from './dates.ts'
import { isSettled } from './item.ts'
import type { Board, Phase, Section } from './launch.ts'

/** Minutes after going live until everything of a section was to be settled, and was. */
export type Minutes = { planned: number | null; actual: number | null }

/** The minutes of a rehearsal, by phase and section; only of what runs from the launch day on. */
export type RehearsedMinutes = ReadonlyMap<string, Minutes>

export function minutesOf({ launch, phases }: Pick<Board, 'launch' | 'phases'>): RehearsedMinutes {
  const start = launch.live?.at ?? launch.t0
  const minutes = new Map<string, Minutes>()
  for (const phase of phases.filter(isTimed)) {
    for (const section of phase.sections) {
      minutes.set(keyOf(phase, section), {
        planned: minutesUntil(latest(section.items.map(({ due }) => due?.at ?? null)), launch.t0),
        actual: section.items.every(isSettled)
          ? minutesUntil(latest(section.items.map(({ changed }) => changed?.at ?? null)), start)
          : null,
      })
    }
  }
  return minutes
}

/** What a rehearsal says of a section of another launch, where it had it. */
export function rehearsedFor(
  minutes: RehearsedMinutes,
  phase: Pick<Phase, 'name'>,
  section: Pick<Section, 'name'>,
): Minutes | null {
  return minutes.get(keyOf(phase, section)) ?? null
}

function isTimed({ window }: Phase): boolean {
  return window?.kind === 'day' || window?.kind === 'morning' || window?.kind === 'after'
}

function keyOf(phase: Pick<Phase, 'name'>, section: Pick<Section, 'name'>): string {
  return JSON.stringify([phase.name, section.name])
}

function latest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? new Date(Math.max(...known.map(Number))) : null
}

function minutesUntil(time: Date | null, start: Date): number | null {
  return time && differenceInMinutes(time, start)
}
