/** A launch's report as a message of Slack's own blocks, and as a Markdown file. */
import type { KnownBlock } from '@slack/types'
import type { Report } from '../domain/report.ts'
import { actions } from './actions.ts'
import { sparkline } from './burn-up.ts'
import { button } from './button.ts'
import { fullName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { type ReportPart, reportWords } from './report-parts.ts'
import { cut, mention, moment, mrkdwn, safe } from './text.ts'

/** So many rows of a table a message shows. */
const listed = 6
/** So many characters of tables; Slack refuses a message whose texts come to some 10,000. */
const room = 6500

/** The report in the channel, below a line that says why it is there. */
export function reportMessage(line: string, report: Report): Message {
  const { lines, blocks } = bodyOf(report)
  return message([line, ...lines], [{ type: 'section', text: mrkdwn(line) }, ...blocks])
}

/** The report for whoever asked; `formId` names what is posted in the channel from it. */
export function askedReportMessage(report: Report, formId: string): Message {
  const { launch } = report
  const withPeople = report.people !== null
  const value = { launchId: launch.id, withPeople }
  const hint = (what: string) => ({ hint: cut(`${what} ${fullName(launch)}`, 75) })
  const { lines, blocks } = bodyOf(report)
  const buttons: KnownBlock = {
    type: 'actions',
    elements: [
      button(actions.sendReport, 'PDF to My DM', value, hint('PDF to my DM, report of')),
      button(
        actions.postReport,
        'Post in Channel',
        { ...value, formId },
        hint('Post the report of'),
      ),
      button(
        actions.showReport,
        withPeople ? 'Without People' : 'Who Did How Much',
        { launchId: launch.id, withPeople: !withPeople },
        hint(withPeople ? 'Without people, report of' : 'Who did how much, report of'),
      ),
    ],
  }
  return message(lines, [...blocks, buttons])
}

/** A file takes a moment to be made and sent. */
export const pdfComes = 'The PDF is being made; it comes in your DM with golive.'

/** Of which of several launches? */
export function whichReportMessage(launches: readonly Report['launch'][]): Message {
  const heading = 'Of which launch? `/golive report` and words of its name show it, too.'
  const shown = launches.slice(0, 8)
  const lines = shown.map((launch) => safe(fullName(launch), 160))
  const blocks = shown.map((launch, index): KnownBlock => {
    const value = { launchId: launch.id, withPeople: false }
    const hint = cut(`Report of ${fullName(launch)}`, 75)
    const show = button(actions.showReport, 'Report', value, { hint })
    return { type: 'section', text: mrkdwn(lines[index] ?? ''), accessory: show }
  })
  return message([heading, ...lines], [{ type: 'section', text: mrkdwn(heading) }, ...blocks])
}

function bodyOf(report: Report): { lines: string[]; blocks: KnownBlock[] } {
  const { zone } = report.launch
  const words = reportWords(report, {
    person: mention,
    item: asMrkdwn,
    text: safe,
    moment: (at) => moment(at, zone),
  })
  const about = [
    `*${words.title}*`,
    ...words.facts,
    `Burn-up ${sparkline(report.burnUp)}`,
    `_Times below are those of ${zone}._`,
  ]
  const texts: string[] = []
  let left = room
  for (const part of words.parts) {
    const text = partText(part)
    if (text.length > left) continue
    left -= text.length
    texts.push(text)
  }
  return {
    lines: [...about, ...texts],
    blocks: [about.join('\n'), ...texts].map((text) => ({ type: 'section', text: mrkdwn(text) })),
  }
}

function partText({ heading, columns, rows }: ReportPart): string {
  const lines = rows.slice(0, listed).map(([first = '', ...others]) => {
    const cells = others.flatMap((cell, index) =>
      cell === '–' ? [] : [`${(columns[index + 1] ?? '').toLowerCase()}: ${cell}`],
    )
    return `• ${[first, ...cells].join(' · ')}`
  })
  const rest = rows.length - lines.length
  return [`*${heading}*`, ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')
}
