import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Edge } from './edge.ts'

/** Who acts, and their IANA zone. */
export type Caller = { actor: Actor; zone: string }

/** Who it is: the workspace by Bolt's context, the rest by what Slack says of the person. */
export async function callerOf(
  edge: Edge,
  user: { id: string } | undefined,
  workspaceId: string | undefined,
  place: Place,
): Promise<Caller> {
  if (!user || !workspaceId) throw new Refusal({ code: 'launch-unknown' })
  const person = await edge.people.known(workspaceId, user.id)
  if (person === 'silent') throw new Refusal({ code: 'slack-silent' })
  const { standing, zone } =
    person === 'unknown' ? ({ standing: 'deactivated', zone: 'UTC' } as const) : person
  return { actor: { workspaceId, id: user.id, standing, ...place }, zone }
}

/** From where: the kind of place, and the channel. */
export type Place = Pick<Actor, 'via' | 'channelId'>
