/**
 * A rush on launch day while Slack limits: 200 clicks in 20 seconds on eight messages below a board, of
 * which Slack lets 50 edits a minute through. In virtual time, so that hundreds of such rushes take
 * seconds.
 */
import { pino } from 'pino'
import { changeItem } from '../src/commands/change-item.ts'
import type { Actor } from '../src/domain/person.ts'
import { numbersFrom } from '../src/sandbox/faults.ts'
import { createMetrics } from '../src/slack/metrics.ts'
import { Pace } from '../src/slack/pace.ts'
import { Publisher } from '../src/slack/publisher.ts'
import { renderSection } from '../src/slack/render-section.ts'
import { ResponseUrls } from '../src/slack/response-urls.ts'
import { Token } from '../src/slack/token.ts'
import { Troubles } from '../src/slack/troubles.ts'
import { readBoard } from '../src/store/board.ts'
import type { Db } from '../src/store/database.ts'
import { listSurfaces } from '../src/store/surfaces.ts'
import { boardMessage } from '../src/views/board.ts'
import { idOf, withStartedLaunch, workspaceId } from './support/launches.ts'
import { type Target, targetsOf } from './support/load.ts'
import { Report } from './support/report.ts'
import { type Allowance, VirtualSlack, VirtualTime } from './support/virtual-slack.ts'

const rushes = 200
/** Before these, golive has learned what this Slack tolerates. */
const learning = 10
const clicksPerRush = 200
const rushMs = 20_000
const messages = 9
const perMinute = 50
/** No use of chat.update alone shows all of them sooner where nothing may come at once. */
const boundSeconds = (messages / perMinute) * 60

type Kind = { name: string; allowance: Allowance; hasUrls: boolean; settledIn: number }
const kinds: Kind[] = [
  {
    name: 'nothing at once',
    allowance: { calls: 1, withinMs: 60_000 / perMinute },
    hasUrls: false,
    settledIn: 1.05 * boundSeconds,
  },
  {
    name: 'counted by the minute',
    allowance: { calls: perMinute, withinMs: 60_000 },
    hasUrls: false,
    settledIn: 1.5,
  },
  {
    name: 'nothing at once, with response_url',
    allowance: { calls: 1, withinMs: 60_000 / perMinute },
    hasUrls: true,
    settledIn: 1.5,
  },
]

const report = new Report('Slack limits chat.update to 50 a minute')
for (const kind of kinds) {
  await withStartedLaunch((db) => rushAgainAndAgain(db, kind))
}

async function rushAgainAndAgain(db: Db, kind: Kind): Promise<void> {
  const time = new VirtualTime(new Date())
  const luck = numbersFrom(1)
  const slack = new VirtualSlack(time, kind.allowance, luck)
  const urls = new ResponseUrls(time)
  const publisher = publisherOn(db, time, slack, urls)
  const targets = await targetsOf(db)
  const found = { stale: [] as number[], backwards: [] as number[], refused: [] as number[] }
  const [settled, updates, responses]: number[][] = [[], [], []]
  for (let rush = -learning; rush < rushes; rush++) {
    const before = { ...slack }
    const lastClickAt = await rushOnce(db, { time, slack, urls, publisher, targets, kind }, luck)
    if (rush < 0) continue
    found.stale.push(await staleIn(db, slack, time))
    found.backwards.push(slack.backwards - before.backwards)
    found.refused.push(slack.refused - before.refused)
    settled?.push((slack.lastShownAt - lastClickAt) / 1000)
    updates?.push((slack.updates - before.updates) / clicksPerRush)
    responses?.push((slack.responses - before.responses) / clicksPerRush)
  }
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  const none = { most: 0 }
  report.add(
    `${kind.name}: messages that stay stale, of ${rushes} rushes`,
    '',
    [sum(found.stale)],
    none,
  )
  report.add(`${kind.name}: edits that go backwards`, '', [sum(found.backwards)], none)
  report.add(`${kind.name}: calls that are refused (429)`, '', [sum(found.refused)], none)
  report.add(`${kind.name}: last click → all shown`, 's', settled ?? [], { most: kind.settledIn })
  report.add(`${kind.name}: chat.update a click`, '', updates ?? [], { most: 0.2 })
  report.add(`${kind.name}: response_url a click`, '', responses ?? [])
}

type World = {
  time: VirtualTime
  slack: VirtualSlack
  urls: ResponseUrls
  publisher: Publisher
  targets: Target[]
  kind: Kind
}

/** Returns when the last click was, in the clock's milliseconds. */
async function rushOnce(db: Db, world: World, luck: () => number): Promise<number> {
  const { time, slack, publisher } = world
  const startedAt = time.now().getTime()
  let lastClickAt = startedAt
  const errors: unknown[] = []
  let looksAt = Number.POSITIVE_INFINITY
  const look = async () => {
    const nextAt = (await publisher.drain())?.getTime()
    const now = time.now().getTime()
    if (nextAt === undefined || (looksAt > now && looksAt <= nextAt)) return
    looksAt = nextAt
    time.after(nextAt - now, () => void look())
  }
  for (let index = 0; index < clicksPerRush; index++) {
    time.after(luck() * rushMs, () => {
      lastClickAt = time.now().getTime()
      clickOne(db, world, index, luck())
        .then(look)
        .catch((error: unknown) => errors.push(error))
    })
  }
  // As the loop that is the net below does.
  for (let second = 1; second <= 60; second++) time.after(second * 1000, () => void look())
  while (await time.step());
  if (errors.length > 0) throw errors[0]
  slack.lastShownAt = Math.max(slack.lastShownAt, lastClickAt)
  return lastClickAt
}

async function clickOne(
  db: Db,
  { time, slack, urls, publisher, targets, kind }: World,
  index: number,
  chance: number,
): Promise<void> {
  const target = targets[Math.floor(chance * targets.length)]
  if (!target) throw new Error('nothing to click on')
  const { itemId, channelId, version } = target
  const action = target.isDone ? 'undo' : 'tick'
  target.version++
  target.isDone = !target.isDone
  const actor: Actor = {
    workspaceId,
    id: idOf(index),
    standing: 'member',
    via: 'channel',
    channelId,
  }
  if (kind.hasUrls) urls.keep(channelId, target.ts, `https://a.example/${target.ts}`)
  const context = { db, clock: time, wake: () => publisher.wake() }
  await changeItem(context, actor, { itemId, version, action, reason: null })
  slack.commits++
}

/** How many messages show something else than is true. */
async function staleIn(db: Db, slack: VirtualSlack, time: VirtualTime): Promise<number> {
  const [launch] = await db.selectFrom('launches').select('id').execute()
  const board = await readBoard(db, launch?.id ?? '')
  if (!board) throw new Error('the launch is gone')
  let stale = 0
  for (const { surface, ts } of await listSurfaces(db, board.launch.id)) {
    const shown = slack.shown.get(ts ?? '')
    if (!shown) continue
    const now = time.now()
    const wanted =
      surface.kind === 'board'
        ? boardMessage(board, now)
        : surface.kind === 'section'
          ? await renderSection(db, board, surface, false, now)
          : undefined
    if (wanted?.text !== shown.text) stale++
  }
  return stale
}

function publisherOn(
  db: Db,
  time: VirtualTime,
  slack: VirtualSlack,
  urls: ResponseUrls,
): Publisher {
  const pace = new Pace(time)
  const log = pino({ level: 'silent' })
  return new Publisher({
    context: { db, clock: time, wake() {} },
    client: slack.client,
    abort: new AbortController(),
    log,
    troubles: new Troubles(time, log),
    token: new Token(time, log),
    metrics: createMetrics({ db, clock: time, pace, connections: () => 0 }),
    urls,
    pace,
    fetch: slack.fetch,
    pause: time.pause,
  })
}
