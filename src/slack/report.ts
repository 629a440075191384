/** A launch's report: shown to whoever asks, sent to them, posted in the channel, with its chart. */
import { randomUUID } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import { launchFor } from '../commands/context.ts'
import { postReport } from '../commands/post-report.ts'
import type { Event } from '../domain/event.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Report, reportOf } from '../domain/report.ts'
import { findAnnouncement } from '../store/announcements.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { findEvent, listAllEvents } from '../store/events.ts'
import { actions } from '../views/actions.ts'
import { announcement } from '../views/announcement.ts'
import { launchName } from '../views/launch-name.ts'
import type { Message } from '../views/message.ts'
import { askedReportMessage, chartWords, reportMessage } from '../views/report.ts'
import type { Edge } from './edge.ts'
import { failureOf } from './failure.ts'
import { onClick } from './listen.ts'

type Wish = { launchId: string; withPeople: boolean }

export function listenToReports(edge: Edge): void {
  const { context } = edge

  onClick(edge, actions.showReport, async ({ actor, value }) => {
    return { reply: await askedReport(edge, actor, value), replaces: true }
  })

  onClick(edge, actions.postReport, async ({ actor, value }) => {
    await postReport(context, actor, value)
  })

  onClick(edge, actions.sendReport, async ({ actor, value }) => {
    await launchFor(context.db, actor, value.launchId)
    const report = await readReport(context.db, value, context.clock.now())
    // Drawing it takes longer than Slack waits.
    return report && { after: () => sendPdf(edge, actor, report) }
  })
}

/** The report of a launch that the asker may see, with what can be done with it. */
export async function askedReport(edge: Edge, actor: Actor, wish: Wish): Promise<Message> {
  const { db, clock } = edge.context
  await launchFor(db, actor, wish.launchId)
  const report = await readReport(db, wish, clock.now())
  if (!report) throw new Refusal({ code: 'launch-unknown' })
  return askedReportMessage(report, randomUUID())
}

/** What is posted with an event that ends a launch, or posts its report; undefined: any other. */
export async function postedReport(db: Db, event: Event, now: Date): Promise<Message | undefined> {
  if (event.type !== 'launch.ended' && event.type !== 'report.posted') return undefined
  const withPeople = event.type === 'report.posted' && event.data.withPeople
  const report = await readReport(db, { launchId: event.launchId, withPeople }, now)
  return report && reportMessage(announcement(event, report.launch).text, report)
}

/** The chart that belongs below what was posted of an event; null: it is not posted yet. */
export async function chartToUpload(db: Db, eventId: string, now: Date) {
  const posted = await findAnnouncement(db, `announce:${eventId}`)
  const event = await findEvent(db, eventId)
  if (!posted || !event) return null
  const report = await readReport(db, { launchId: event.launchId, withPeople: false }, now)
  if (!report) return null
  const { burnUpChart } = await import('../pictures/burn-up-chart.ts')
  const file = Buffer.from(burnUpChart(report, { hasList: true }))
  const words = { filename: 'burn-up.png', title: 'Burn-up', alt_text: chartWords(report) }
  return { channel_id: posted.channelId, thread_ts: posted.ts, file, ...words }
}

async function readReport(
  db: Db,
  { launchId, withPeople }: Wish,
  now: Date,
): Promise<Report | undefined> {
  const board = await readBoard(db, launchId)
  return board && reportOf(board, await listAllEvents(db, launchId), now, { withPeople })
}

async function sendPdf({ client, log }: Edge, actor: Actor, report: Report): Promise<void> {
  const { reportPdf } = await import('../pictures/report-pdf.ts')
  const names = await namesIn(client, report)
  const file = Buffer.from(await reportPdf(report, (id) => names.get(id) ?? id))
  const text = `📄 The report of *${launchName(report.launch, 160)}*`
  // So golive learns which conversation theirs is, without a scope for that.
  const { channel, ts } = await client.chat.postMessage({ channel: actor.id, text })
  if (!channel || !ts) throw new Error('chat.postMessage answered without a ts')
  try {
    const thread = { channel_id: channel, thread_ts: ts }
    await client.filesUploadV2({ ...thread, file, filename: 'report.pdf', title: 'Report' })
  } catch (error) {
    if (!failureOf(error)) throw error
    log.info({ launch: report.launch.id, err: error }, 'a report was not uploaded')
    const why = `${text}: Slack did not let me upload the file. Somebody who runs golive can write it with \`npm run golive -- report\`.`
    await client.chat.update({ channel, ts, text: why })
  }
}

async function namesIn(client: WebClient, report: Report): Promise<Map<string, string>> {
  const ids = [
    report.launch.leadId,
    ...report.signOffs.flatMap(({ signOff }) => signOff?.given.by ?? []),
    ...report.overrides.flatMap(({ by, askedBy }) => [by, askedBy]),
    ...(report.people ?? []).map(({ personId }) => personId),
  ]
  const names = new Map<string, string>()
  for (const id of new Set(ids.filter((each) => each !== 'golive'))) {
    const { user } = await client.users.info({ user: id })
    names.set(id, user?.profile?.real_name ?? user?.name ?? id)
  }
  return names
}
