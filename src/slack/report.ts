/** A launch's report: shown to whoever asks, sent to them, posted in the channel, with its chart. */
import { randomUUID } from 'node:crypto'
import { launchFor } from '../commands/context.ts'
import { wholeReport } from '../commands/export-launch.ts'
import { postReport } from '../commands/post-report.ts'
import type { Event } from '../domain/event.ts'
import type { Actor } from '../domain/person.ts'
import { chartWords } from '../files/report-words.ts'
import type { Db } from '../store/database.ts'
import { findEvent } from '../store/events.ts'
import { readReport } from '../store/reports.ts'
import { actions } from '../views/actions.ts'
import { announcement } from '../views/announcement.ts'
import { otherWayText } from '../views/export-dialog.ts'
import type { Message } from '../views/message.ts'
import { askedReportMessage, pdfComes, reportMessage } from '../views/report.ts'
import type { Edge } from './edge.ts'
import { handOver } from './hand-over.ts'
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
    const { launch } = await launchFor(context.db, actor, value.launchId)
    return {
      tell: pdfComes,
      after: async () => {
        const wish = { ...value, format: 'pdf', place: 'dm' } as const
        const { filename, why } = await handOver(edge, actor, wish)
        if (!why) return
        const text = otherWayText(launch, { format: 'pdf', filename, why })
        await edge.client.chat.postMessage({ channel: actor.id, text })
      },
    }
  })
}

/** The report of a launch that the asker may see, with what can be done with it. */
export async function askedReport(edge: Edge, actor: Actor, wish: Wish): Promise<Message> {
  await launchFor(edge.context.db, actor, wish.launchId)
  return askedReportMessage(await wholeReport(edge.context, wish.launchId, wish), randomUUID())
}

/** What is posted with an event that ends a launch, or posts its report; undefined: any other. */
export async function postedReport(db: Db, event: Event, now: Date): Promise<Message | undefined> {
  if (event.type !== 'launch.ended' && event.type !== 'report.posted') return undefined
  const withPeople = event.type === 'report.posted' && event.data.withPeople
  const report = await readReport(db, event.launchId, now, { withPeople })
  return report && reportMessage(announcement(event, report.launch).text, report)
}

/** The chart that belongs below what was posted of an event; null: there is nothing to draw. */
export async function chartToUpload(
  db: Db,
  eventId: string,
  posted: { channelId: string; ts: string },
  now: Date,
) {
  const event = await findEvent(db, eventId)
  if (!event) return null
  const report = await readReport(db, event.launchId, now, { withPeople: false })
  if (!report) return null
  const { burnUpChart } = await import('../files/burn-up-chart.ts')
  const file = Buffer.from(burnUpChart(report, { hasList: true }))
  const words = { filename: 'burn-up.png', title: 'Burn-up', alt_text: chartWords(report) }
  return { channel_id: posted.channelId, thread_ts: posted.ts, file, ...words }
}
