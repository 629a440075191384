import { useDirectory } from '../base/directory.tsx'
import { useNow } from '../base/now.tsx'
import { formatDate } from './dates.ts'
import { OutsideLink } from './outside-link.tsx'
import { wallTime } from './zone.ts'

/** A moment as its reader's clock shows it; with an unknown token, the fallback, marked. */
export function DateText(props: {
  seconds: number
  format: string
  url: string | null
  fallback: string
}) {
  const { me } = useDirectory()
  const now = useNow()
  const at = new Date(props.seconds * 1000)
  const words = formatDate(props.format, { at, now, zone: me.zone })
  const shown = (
    <time
      dateTime={at.toISOString()}
      title={`${wallTime(at, me.zone).replace('T', ' ')} (${me.zone})`}
    >
      {words ?? props.fallback}
    </time>
  )
  if (words === null)
    return (
      <span className="unknown">
        {shown} (unknown date format {props.format})
      </span>
    )
  return props.url ? <OutsideLink url={props.url}>{shown}</OutsideLink> : shown
}
