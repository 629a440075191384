import type { Actor } from '../domain/person.ts'
import { readWorkload } from '../store/workload.ts'
import type { Message } from '../views/message.ts'
import { mineMessage } from '../views/mine.ts'
import type { Answer } from './answer.ts'
import type { Edge } from './edge.ts'
import type { Click } from './listen.ts'

/** All that somebody has to do, as only they see it. */
export async function myList({ context }: Edge, actor: Actor, zone: string): Promise<Message> {
  const { db, clock } = context
  const now = clock.now()
  const { own } = await readWorkload(db, actor.workspaceId, actor.id, now, now)
  return mineMessage(own, { id: actor.id, zone, reading: 'today' }, now)
}

/** The list again, as it is now, in the place of the one in which was clicked. */
export async function myListAgain(
  edge: Edge,
  { actor, zone, isReply }: Click<unknown>,
): Promise<Answer | undefined> {
  return isReply ? { reply: await myList(edge, actor, zone), replaces: true } : undefined
}
