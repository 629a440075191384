/** What follows a launch's checklist in Markdown: what it was, who did what, who signed. */
import { isSettled } from '../domain/item.ts'
import type { LaunchFile } from '../domain/launch-file.ts'
import { evidenceOf, ownersOf, placedItems } from './items.ts'
import { asLink, asMarkdown, momentIn, oneLine } from './markdown-text.ts'
import { type NameOf, namesIn } from './words.ts'

type FileItem = LaunchFile['items'][number]

/** `placed`: the ids of the items that the document shows already. */
export function appendix(file: LaunchFile, placed: ReadonlySet<string>): string {
  const nameOf = namesIn(file)
  const when = (time: string) => momentIn(time, file.launch.zone)
  const parts = [
    ['# The launch', launchLines(file, nameOf, when)],
    ['## Sign-offs', signOffLines(file, nameOf, when)],
    ['## Overrides', overrideLines(file, nameOf, when)],
    ['## Emergencies', emergencyLines(file, nameOf, when)],
    ['## Who did what', itemLines(file, placed, nameOf, when)],
  ] as const
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${heading}\n\n${lines.join('\n')}\n`)
    .join('\n')
}

type When = (time: string) => string

function launchLines({ launch, record }: LaunchFile, nameOf: NameOf, when: When): string[] {
  const by = (time: string, id: string | null) =>
    `${when(time)}, by ${asMarkdown(nameOf(id ?? ''))}`
  const why = launch.endReason ? `: ${asMarkdown(launch.endReason)}` : ''
  return [
    `- ${asMarkdown(launch.name)}${launch.kind === 'rehearsal' ? ', a rehearsal' : ''}`,
    `- T-0: ${when(launch.t0)}`,
    `- Lead: ${asMarkdown(nameOf(launch.leadId))}`,
    `- Started: ${by(launch.startedAt, launch.startedBy)}`,
    ...(launch.liveAt ? [`- Live: ${by(launch.liveAt, launch.liveBy)}`] : []),
    ...(launch.endedAt
      ? [`- Ended, ${launch.ending}: ${by(launch.endedAt, launch.endedBy)}${why}`]
      : []),
    `- Record: ${record.entries.length} entries, head \`${record.head.hash}\``,
  ]
}

function signOffLines(file: LaunchFile, nameOf: NameOf, when: When): string[] {
  if (file.roles.length === 0) return []
  const rows = file.roles.map(({ id, name, personId }) => {
    const given = file.signOffs.find(({ roleId, replacedAt }) => roleId === id && !replacedAt)
    const who = given?.by ?? personId
    const verdict = given ? `${given.verdict}${given.voidedAt ? ', void' : ''}` : ''
    const cells = [name, who ? nameOf(who) : '', given ? when(given.at) : '', verdict]
    return `| ${[...cells, given?.reason ?? ''].map(asMarkdown).join(' | ')} |`
  })
  return ['| Role | Name | Date | Verdict | Reason |', '| --- | --- | --- | --- | --- |', ...rows]
}

function overrideLines({ overrides }: LaunchFile, nameOf: NameOf, when: When): string[] {
  return overrides.map(({ reason, answer, askedBy, askedAt, answeredBy }) => {
    const second = answer
      ? `; ${answer}${answeredBy ? ` by ${asMarkdown(nameOf(answeredBy))}` : ''}`
      : ''
    return `- ${when(askedAt)}, ${asMarkdown(nameOf(askedBy))}: ${asMarkdown(reason)}${second}`
  })
}

function emergencyLines(file: LaunchFile, nameOf: NameOf, when: When): string[] {
  return file.emergencies.flatMap(({ id, number, kind, words, startedAt, startedBy, ...it }) => {
    const what = kind === 'drill' ? 'Drill' : 'Emergency'
    const decisions = file.emergencyDecisions.filter(({ emergencyId }) => emergencyId === id)
    const end = it.resolvedAt
      ? `; resolved ${when(it.resolvedAt)}: ${asMarkdown(it.endedWith ?? '')}`
      : ''
    return [
      `- ${what} ${number}, ${when(startedAt)}, ${asMarkdown(nameOf(startedBy))}: ${asMarkdown(words)}${end}`,
      ...decisions.map(
        ({ outcome, reason, by, at }) =>
          `  - ${asMarkdown(outcome)}, ${asMarkdown(nameOf(by))}, ${when(at)}: ${asMarkdown(reason)}`,
      ),
    ]
  })
}

/** Items with something to tell; those that the document does not show, in any case. */
function itemLines(
  file: LaunchFile,
  placed: ReadonlySet<string>,
  nameOf: NameOf,
  when: When,
): string[] {
  let heading = ''
  return placedItems(file).flatMap(({ item, phase, section }) => {
    const facts = factsOf(file, item, nameOf, when)
    if (facts.length === 0 && placed.has(item.id)) return []
    const place = phase === section ? phase : `${phase}, ${section}`
    const isNew = place !== heading && phase !== ''
    heading = place
    return [
      ...(isNew ? [`- **${asMarkdown(place)}**`] : []),
      // The words stand alone: no mark of theirs can reach what follows.
      `  - ${oneLine(item.text)}`,
      ...facts.map((fact) => `    - ${fact}`),
    ]
  })
}

function factsOf(file: LaunchFile, item: FileItem, nameOf: NameOf, when: When): string[] {
  const owners = ownersOf(file, item.id, nameOf)
  const evidence = evidenceOf(file, item.id)
  const state = item.state === 'in-progress' ? 'in progress' : item.state.replace('-', ' ')
  const why = item.reason ? `: ${asMarkdown(item.reason)}` : ''
  return [
    ...(item.changedAt && item.changedBy
      ? [`${state}, ${asMarkdown(nameOf(item.changedBy))}, ${when(item.changedAt)}${why}`]
      : []),
    ...(item.removedAt && item.removedBy
      ? [
          `removed, ${asMarkdown(nameOf(item.removedBy))}, ${when(item.removedAt)}: ${asMarkdown(item.removedBecause ?? '')}`,
        ]
      : []),
    ...(owners.length > 0 ? [`owners: ${owners.map(asMarkdown).join(', ')}`] : []),
    ...(item.dueAt && !isSettled(item) ? [`due ${when(item.dueAt)}`] : []),
    ...(item.note ? [`note: ${asMarkdown(item.note)}`] : []),
    ...evidence.map(({ url, title }) => `evidence: ${asLink(url, title ?? url)}`),
  ]
}
