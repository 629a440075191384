import { mayLook } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { readHabits } from '../store/habits.ts'
import { listSummaries } from '../store/summaries.ts'
import { listBoardMessages } from '../store/surfaces.ts'
import { readWorkload } from '../store/workload.ts'
import { homeView } from '../views/home.ts'
import { permalink } from './boards.ts'
import type { Edge } from './edge.ts'

/** Shows somebody their App Home as it is now. */
export async function publishHome(edge: Edge, actor: Actor, zone: string): Promise<void> {
  const { db, clock } = edge.context
  const now = clock.now()
  const { workspaceId, id } = actor
  const { own } = await readWorkload(db, workspaceId, id, now, now)
  const summaries = await listSummaries(db, workspaceId, now)
  const messages = await listBoardMessages(db, workspaceId)
  const launches = summaries
    .filter((summary) => mayLook({ ...actor, channelId: null }, summary))
    .map((summary) => {
      const ts = messages.get(summary.launch.id)
      return { ...summary, url: ts ? permalink(edge, summary.launch.channelId, ts) : null }
    })
  const habits = await readHabits(db, workspaceId, id)
  const view = homeView({ own, launches, habits }, { id, zone, reading: 'today' }, now)
  await edge.client.views.publish({ user_id: id, view })
}
