import type { EventType } from './event.ts'

/** The entries whose hashes golive says in the channel, where they are out of the database's reach. */
export const anchoredTypes: readonly EventType[] = [
  'sign-off.given',
  'roll-call.ended',
  'emergency.decided',
  'emergency.answered-decision',
  'launch.ended',
]
