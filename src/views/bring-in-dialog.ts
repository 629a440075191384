/** What would come into a running launch with a newer version of its checklist, for whoever brings it in. */
import type { ModalView } from '@slack/types'
import type { Staying } from '../domain/bring-in.ts'
import type { TemplateChange } from '../domain/compare-templates.ts'
import type { Launch } from '../domain/launch.ts'
import { type dialogs as AllDialogs, dialogs, encode, type ValueOf } from './actions.ts'
import { type AskedCondition, conditionInputs } from './condition-fields.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { chunked, line } from './reading-dialog.ts'
import { changeLines } from './templates.ts'
import { plural, safe } from './text.ts'

export type ShownVersions = {
  name: string
  from: number
  to: number
  changes: readonly TemplateChange[]
  stays: readonly Staying[]
  later: readonly TemplateChange[]
  /** What this version asks, and the older one did not. */
  conditions: readonly AskedCondition[]
}

/** A preview of it; what is asked anew is asked here. */
export function bringInDialog(
  launch: Launch,
  { name, from, to, changes, stays, later, conditions }: ShownVersions,
  about: ValueOf<typeof AllDialogs.bringIn>,
): ModalView {
  return modal(
    dialogs.bringIn,
    encode(dialogs.bringIn, about),
    { title: `Bring in version ${to}`.slice(0, 24), submit: 'Bring In' },
    [
      line(
        `${launchName(launch, 160)}\n*${safe(name, 80)}*: version ${from} becomes version ${to}. Nothing that somebody has worked on goes.`,
      ),
      ...chunked([
        ...changeLines(changes),
        ...stayLines(stays),
        ...(later.length > 0
          ? ['\n*Not in this launch:* it counts from the next one on', ...changeLines(later)]
          : []),
      ]),
      ...conditionInputs(conditions),
    ],
  )
}

const staysShown = 20

const whyText: Record<Staying['why'], string> = {
  'worked-on': 'the version does without it, but somebody has worked on it',
  'changed-here': 'it was changed in this launch',
  'waits-there': 'where it would go, nothing can be done yet',
}

function stayLines(stays: readonly Staying[]): string[] {
  if (stays.length === 0) return []
  const rest = stays.length - staysShown
  return [
    '\n*Stays as it is here*',
    ...stays
      .slice(0, staysShown)
      .map(({ text, why }) => `• ${asMrkdwn(text, 200)}: _${whyText[why]}_`),
    ...(rest > 0 ? [`and ${plural(rest, 'more item')}`] : []),
  ]
}
