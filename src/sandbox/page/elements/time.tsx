import { stringOf } from '../../json.ts'
import { useNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { useTypedValue } from './use-typed-value.ts'

export function TimeElement(props: { element: ElementOf<'timepicker'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_time } = useValue(ids)
  const { enter } = useElement(ids)
  const { isLive } = useSurface()
  const typed = useTypedValue(stringOf(selected_time), (next) => void enter(next || null))
  return (
    <input
      {...useNaming(element.placeholder?.text ?? 'Time')}
      type="time"
      className="text-field short"
      disabled={!isLive}
      {...typed}
    />
  )
}
