import type { Launch } from '../domain/launch.ts'
import { safe } from './text.ts'

/** What a launch is called, with the word that it is only practised where it is. Not escaped. */
export function fullName({ name, isRehearsal }: Pick<Launch, 'name' | 'isRehearsal'>): string {
  return isRehearsal ? `Rehearsal: ${name}` : name
}

/** The same for mrkdwn: escaped, with at most `size` characters. */
export function launchName(launch: Pick<Launch, 'name' | 'isRehearsal'>, size: number): string {
  return safe(fullName(launch), size)
}
