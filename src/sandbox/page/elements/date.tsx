import { stringOf } from '../../json.ts'
import { useNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { isYearTyped, useTypedValue } from './use-typed-value.ts'

export function DateElement(props: { element: ElementOf<'datepicker'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_date } = useValue(ids)
  const { enter } = useElement(ids)
  const { isLive } = useSurface()
  const typed = useTypedValue(stringOf(selected_date), (next) => {
    if (isYearTyped(next)) void enter(next || null)
  })
  return (
    <input
      {...useNaming(element.placeholder?.text ?? 'Date')}
      type="date"
      className="text-field short"
      disabled={!isLive}
      {...typed}
    />
  )
}
