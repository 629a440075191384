import type { WebClient } from '@slack/web-api'
import type { Emergency } from '../domain/emergency.ts'
import { type Board, itemsOf } from '../domain/launch.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { findEmergency } from '../store/emergencies.ts'
import { listTimeline } from '../store/events.ts'
import { peopleIn, postMortem, postMortemFile } from '../views/post-mortem.ts'

/** The draft of an emergency's post-mortem, as its record stands now. */
export async function draftPostMortem(db: Db, board: Board, emergency: Emergency) {
  const items = board.phases
    .filter(({ emergencyId }) => emergencyId === emergency.id)
    .flatMap(itemsOf)
    .map(({ id }) => id)
  return postMortem(board, emergency, await listTimeline(db, board.launch.id, emergency.id, items))
}

/** The same as a Markdown file, with people by their names; undefined when there is no emergency. */
export async function postMortemToUpload(
  db: Db,
  client: WebClient,
  emergencyId: string,
): Promise<{ filename: string; title: string; content: string } | undefined> {
  const emergency = await findEmergency(db, emergencyId)
  const board = emergency && (await readBoard(db, emergency.launchId))
  if (!board) return undefined
  const draft = await draftPostMortem(db, board, emergency)
  const names = await namesOf(client, peopleIn(draft))
  const content = postMortemFile(draft, (id) => names.get(id) ?? id)
  const filename = `post-mortem-${emergency.isDrill ? 'drill' : 'emergency'}-${emergency.number}.md`
  return { filename, title: `Post-mortem, a draft`, content }
}

/** What Slack calls people, by their ids: a file shows no mentions. */
async function namesOf(
  client: WebClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) {
    const { user } = await client.users.info({ user: id })
    names.set(id, user?.profile?.real_name ?? user?.name ?? id)
  }
  return names
}
