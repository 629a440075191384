import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { subHours } from 'date-fns/subHours'
import { z } from 'zod'
import type { Context } from '../commands/context.ts'
import type { Person, Standing } from '../domain/person.ts'
import { findPerson, savePerson } from '../store/people.ts'

const slackUser = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  tz: z.string().optional().nullable(),
})

/** How long what Slack said about somebody counts; user_change events correct it sooner. */
const freshHours = 24
const gone = ['user_not_found', 'user_not_visible']

/**
 * Who somebody is, from what golive remembers or else from Slack. 'unknown': Slack does not know
 * them. 'silent': Slack did not answer, and nothing is remembered; what is remembered from longer
 * ago serves while Slack is silent.
 */
export async function findOut(
  { db, clock }: Context,
  client: WebClient,
  workspaceId: string,
  id: string,
): Promise<Person | 'unknown' | 'silent'> {
  const known = await findPerson(db, workspaceId, id)
  if (known && known.seenAt > subHours(clock.now(), freshHours)) return known.person
  try {
    const { user } = await client.users.info({ user: id })
    const person = personOf(user, workspaceId)
    await savePerson(db, person, clock.now())
    return person
  } catch (error) {
    if (error instanceof WebAPIPlatformError && gone.includes(error.data.error)) return 'unknown'
    return known?.person ?? 'silent'
  }
}

/** Reads a user object of Slack's, as users.info and user_change bring it. Throws on another shape. */
export function personOf(user: unknown, workspaceId: string): Person {
  const read = slackUser.parse(user)
  return {
    workspaceId,
    id: read.id,
    standing: standingOf(read, workspaceId),
    zone: zoneOf(read.tz),
  }
}

/**
 * `is_stranger` says nothing about outsiders that share a channel with us, and Slackbot has
 * `is_bot: false`. https://docs.slack.dev/reference/objects/user-object
 */
function standingOf(user: z.infer<typeof slackUser>, workspaceId: string): Standing {
  if (user.deleted) return 'deactivated'
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'
  if (user.team_id !== undefined && user.team_id !== workspaceId) return 'outsider'
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member'
}

function zoneOf(zone: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
