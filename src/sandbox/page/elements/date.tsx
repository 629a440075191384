import { stringOf } from '../../json.ts'
import { useNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'

export function DateElement(props: { element: ElementOf<'datepicker'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_date } = useValue(ids)
  const { enter } = useElement(ids)
  const { isLive } = useSurface()
  return (
    <input
      {...useNaming(element.placeholder?.text ?? 'Date')}
      type="date"
      className="text-field short"
      disabled={!isLive}
      value={stringOf(selected_date)}
      onChange={(event) => void enter(event.target.value || null)}
    />
  )
}
