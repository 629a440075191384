import { useElement, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { choicesOf, keyOf } from './options.ts'
import { Picker } from './picker.tsx'
import { useConfirmed } from './use-confirmed.tsx'

export function StaticSelect(props: { element: ElementOf<'static_select'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_option } = useValue(ids)
  const { click, enter, isBusy } = useElement(ids)
  const { ask, dialog } = useConfirmed(element.confirm)
  return (
    <>
      <Picker
        placeholder={element.placeholder?.text ?? 'Choose an option'}
        groups={choicesOf(element)}
        chosen={keyOf(element, selected_option)}
        isBusy={isBusy}
        onChoose={(key) => ask(() => void (key === null ? enter(null) : click(Number(key))))}
      />
      {dialog}
    </>
  )
}
