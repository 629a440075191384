import { createHash } from 'node:crypto'

/** A short text that is the same for the same text, and another for any other: 12 characters. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}
