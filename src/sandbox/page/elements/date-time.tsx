import { useDirectory } from '../base/directory.tsx'
import { useNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import { cityOf, momentOf, wallTime } from '../text/zone.ts'
import type { ElementOf } from './known.ts'
import { isYearTyped, useTypedValue } from './use-typed-value.ts'

/** Date and time in the person's own zone, as in Slack. */
export function DateTimeElement(props: { element: ElementOf<'datetimepicker'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_date_time: seconds } = useValue(ids)
  const { enter } = useElement(ids)
  const { isLive } = useSurface()
  const { zone } = useDirectory().me
  const held = typeof seconds === 'number' ? wallTime(new Date(seconds * 1000), zone) : ''
  const typed = useTypedValue(held, (next) => {
    if (isYearTyped(next)) void enter(next === '' ? null : momentOf(next, zone).toISOString())
  })
  return (
    <div className="date-time">
      <input
        {...useNaming('Date and time')}
        type="datetime-local"
        // So that a year is done after four digits, and what is typed goes on with the hour.
        max="9999-12-31T23:59"
        className="text-field short"
        disabled={!isLive}
        {...typed}
      />
      <span className="zone">{cityOf(zone)} time</span>
    </div>
  )
}
