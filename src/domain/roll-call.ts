/** The poll of all roles, one after the other. Silence is not go. */
import type { Mark } from './launch.ts'
import type { Verdict } from './sign-off.ts'

/** `silent`: somebody did not answer. */
export const rollCallVerdicts = ['go', 'no-go', 'hold', 'silent'] as const
export type RollCallVerdict = (typeof rollCallVerdicts)[number]

/** What one role said; frozen when it is said. */
export type Answer = {
  id: string
  roleId: string
  /** When its turn came, and whose it is. */
  asked: { at: Date; personId: string } | null
  given: (Mark & { verdict: Verdict; reason: string | null; until: Date | null }) | null
}

export type RollCall = {
  id: string
  started: Mark
  ended: (Mark & { verdict: RollCallVerdict }) | null
  /** In the order in which they are asked. */
  answers: Answer[]
}

/** So long golive waits for one role's answer. */
export const patienceMinutes = 30

/** The verdict that the answers so far make; null: somebody is still to be asked or to answer. */
export function verdictOf(answers: readonly Answer[]): RollCallVerdict | null {
  const against = answers.find(({ given }) => given !== null && given.verdict !== 'go')
  if (against?.given) return against.given.verdict
  return answers.every(({ given }) => given?.verdict === 'go') ? 'go' : null
}

/** Whose turn it is: the first who has not answered. */
export function turnOf(answers: readonly Answer[]): Answer | null {
  return answers.find(({ given }) => given === null) ?? null
}
