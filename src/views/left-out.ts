import type { ModalView } from '@slack/types'
import type { Launch, RemovedItem } from '../domain/launch.ts'
import type { LeftOut, WhyLeftOut } from '../domain/tailor.ts'
import { launchName } from './launch-name.ts'
import { removedBlock } from './list-dialogs.ts'
import { asMrkdwn } from './markdown.ts'
import { chunked, line, readingDialog } from './reading-dialog.ts'
import { plural, safe } from './text.ts'

/** So many that were removed are listed, one block each. */
const removedAtMost = 20
/** So much room there is beside those. */
const chunksAtMost = 18

/** What a launch does without: what was left out of its template, by the reason, and what was removed since. */
export function leftOutDialog(
  launch: Launch,
  { leftOut, removed }: { leftOut: readonly LeftOut[]; removed: readonly RemovedItem[] },
  channelId: string | null,
  zone: string,
): ModalView {
  const groups = [...Map.groupBy(leftOut, ({ why }) => whyText(why))]
  return readingDialog('Left out', channelId, [
    line(launchName(launch, 160)),
    ...(leftOut.length + removed.length === 0
      ? [line('Nothing: it has all of its checklist.')]
      : []),
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

function whyText(why: WhyLeftOut): string {
  if (why.kind === 'condition') return `Not so: ${safe(why.question, 100)}`
  return `Only for ${why.tier} risk${why.tier === 'high' ? '' : ' and above'}`
}
