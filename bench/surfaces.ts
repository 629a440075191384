/** How long each message and view takes to be rendered from what was read, and how large it is. */
import { readBoard } from '../src/store/board.ts'
import { readHabits } from '../src/store/habits.ts'
import { listSummaries } from '../src/store/summaries.ts'
import { readWorkload } from '../src/store/workload.ts'
import { boardMessage } from '../src/views/board.ts'
import { homeView } from '../src/views/home.ts'
import { sectionMessage, sectionPart } from '../src/views/section.ts'
import { idOf, withStartedLaunch, workspaceId } from './support/launches.ts'
import { Report } from './support/report.ts'

const repetitions = 9
const rendersEach = 200

const report = new Report('Surfaces of the checklist that ships')
await withStartedLaunch(async (db) => {
  const now = new Date()
  const [row] = await db.selectFrom('launches').select('id').execute()
  const board = await readBoard(db, row?.id ?? '')
  if (!board) throw new Error('the launch is gone')
  const [phase] = board.phases
  const [section] = phase?.sections ?? []
  const part = section && sectionPart(board, { kind: 'section', sectionId: section.id, part: 0 })
  if (!phase || !section || !part) throw new Error('the checklist is empty')

  measure('board', () => boardMessage(board, now))
  measure(`section of ${part.items.length} items`, () => sectionMessage(board, part, false, now))
  const { own } = await readWorkload(db, workspaceId, idOf(0), now, now)
  const summaries = await listSummaries(db, workspaceId, now)
  const launches = summaries.map((summary) => ({ ...summary, url: null }))
  const habits = await readHabits(db, workspaceId, idOf(0))
  const reader = { id: idOf(0), zone: 'UTC', reading: 'today' } as const
  measure('App Home', () => homeView({ own, launches, habits }, reader, now))
})

function measure(name: string, render: () => { blocks: unknown }): void {
  const size = JSON.stringify(render()).length
  const times = Array.from({ length: repetitions }, () => {
    const from = performance.now()
    for (let turn = 0; turn < rendersEach; turn++) render()
    return ((performance.now() - from) * 1000) / rendersEach
  })
  report.add(`${name}: rendered in`, 'µs', times)
  report.add(`${name}: size`, 'characters', [size])
}
