import { limits } from '../domain/limits.ts'
import type { Fault } from '../domain/refusal.ts'

/** What is wrong with a reason that has to be given; null: nothing. */
export function reasonFault(reason: string): Fault | null {
  if (reason === '') return { code: 'reason-missing' }
  return reason.length > limits.reason
    ? { code: 'too-long', limit: limits.reason, length: reason.length }
    : null
}
