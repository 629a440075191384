import type { KnownBlock, ModalView } from '@slack/types'
import type { TemplateChange } from '../domain/compare-templates.ts'
import type { Launch, RemovedItem } from '../domain/launch.ts'
import type { LeftOut, WhyLeftOut } from '../domain/tailor.ts'
import { actions, dialogs, encode, type ValueOf } from './actions.ts'
import { button } from './button.ts'
import { textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { removedBlock } from './list-dialogs.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { chunked, line, readingDialog } from './reading-dialog.ts'
import { changeLines } from './templates.ts'
import { plural, safe } from './text.ts'

/** So many that were removed are listed, one block each. */
const removedAtMost = 20
/** So much room there is beside those. */
const chunksAtMost = 18

export const keepFields = { note: 'note' } as const

/** What a launch has of its template. */
export type ShownChecklist = {
  /** The version that it has, and the newest one. */
  version: { name: string; number: number }
  newest: number
  leftOut: readonly LeftOut[]
  removed: readonly RemovedItem[]
  /** Whether it has changes of its own that its template could keep. */
  hasChanges: boolean
}

/** What a launch has of its template: what was left out, by the reason, what was removed, what can be kept. */
export function checklistDialog(
  launch: Launch,
  { version, newest, leftOut, removed, hasChanges }: ShownChecklist,
  channelId: string | null,
  zone: string,
): ModalView {
  const groups = [...Map.groupBy(leftOut, ({ why }) => whyText(why))]
  const isOlder = newest > version.number
  const later = isOlder ? `; the newest is version ${newest}` : ''
  const about = { launchId: launch.id }
  const steps = [
    ...(isOlder && !launch.ended
      ? [button(actions.bringIn, `Bring In Version ${newest}…`, about)]
      : []),
    ...(hasChanges ? [button(actions.keepChanges, 'Keep for Next Time…', about)] : []),
  ]
  return readingDialog('Checklist', channelId, [
    line(
      `${launchName(launch, 160)}\nVersion ${version.number} of *${safe(version.name, 80)}*${later}.`,
    ),
    ...(steps.length > 0 ? [{ type: 'actions', elements: steps } satisfies KnownBlock] : []),
    ...(leftOut.length + removed.length === 0 ? [line('Nothing of it is left out.')] : []),
    ...(removed.length > 0 ? [line(`*Removed* (${plural(removed.length, 'item')})`)] : []),
    ...removed.slice(0, removedAtMost).map((each) => removedBlock(each, zone)),
    ...chunked(
      groups.flatMap(([why, items]) => [
        `\n*${why}* (${plural(items.length, 'item')})`,
        ...items.map(({ phase, section, text }) => {
          const place = section === phase ? phase : `${phase}, ${section}`
          return `• ${asMrkdwn(text, 300)} _${safe(place, 170)}_`
        }),
      ]),
      chunksAtMost,
    ),
  ])
}

/** What would be kept of a launch's changes, for whoever saves it. */
export function keepChangesDialog(
  launch: Launch,
  name: string,
  { changes, missed }: { changes: readonly TemplateChange[]; missed: number },
  about: ValueOf<typeof dialogs.keepChanges>,
): ModalView {
  const lost =
    missed > 0
      ? [`⚠️ ${plural(missed, 'change')} cannot be kept: the checklist has changed there, too.`]
      : []
  return modal(
    dialogs.keepChanges,
    encode(dialogs.keepChanges, about),
    { title: 'Keep for next time', submit: 'Save Version' },
    [
      line(`New in *${safe(name, 80)}*, for launches that are started from now on:`),
      ...chunked([...changeLines(changes), ...lost]),
      textInput(
        { id: keepFields.note, label: 'What is new?', optional: true },
        `From ${launch.name}`,
      ),
    ],
  )
}

function whyText(why: WhyLeftOut): string {
  if (why.kind === 'condition') return `Not so: ${safe(why.question, 100)}`
  return `Only for ${why.tier} risk${why.tier === 'high' ? '' : ' and above'}`
}
