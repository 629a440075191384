import { Radio, RadioGroup } from 'react-aria-components'
import { useField, useGroupNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import { Text } from '../text/text-object.tsx'
import type { ElementOf } from './known.ts'
import { keyOf } from './options.ts'

export function RadioElement(props: { element: ElementOf<'radio_buttons'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_option } = useValue(ids)
  const { click } = useElement(ids)
  const { isLive } = useSurface()
  const field = useField()
  return (
    <RadioGroup
      {...useGroupNaming('Options')}
      className="choices"
      value={keyOf(element, selected_option)}
      onChange={(key) => void click(Number(key))}
      isInvalid={field?.isInvalid ?? false}
      isDisabled={!isLive}
    >
      {element.options.map((option, at) => (
        <Radio key={option.value} value={String(at)} className="choice">
          <span className="choice-mark round" />
          <span>
            <Text of={option.text} />
            {option.description && <small>{option.description.text}</small>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
