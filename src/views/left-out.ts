import type { ModalView } from '@slack/types'
import type { Launch } from '../domain/launch.ts'
import type { LeftOut, WhyLeftOut } from '../domain/tailor.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { chunked, line, readingDialog } from './reading-dialog.ts'
import { plural, safe } from './text.ts'

/** What a launch does without of its template, by the reason. */
export function leftOutDialog(
  launch: Launch,
  leftOut: readonly LeftOut[],
  channelId: string | null,
): ModalView {
  const groups = [...Map.groupBy(leftOut, ({ why }) => whyText(why))]
  return readingDialog('Left out', channelId, [
    line(launchName(launch, 160)),
    ...chunked(
      groups.flatMap(([why, items]) => [
        `\n*${why}* (${plural(items.length, 'item')})`,
        ...items.map(({ phase, section, text }) => {
          const place = section === phase ? phase : `${phase}, ${section}`
          return `• ${asMrkdwn(text, 300)} _${safe(place, 170)}_`
        }),
      ]),
    ),
  ])
}

function whyText(why: WhyLeftOut): string {
  if (why.kind === 'condition') return `Not so: ${safe(why.question, 100)}`
  return `Only for ${why.tier} risk${why.tier === 'high' ? '' : ' and above'}`
}
