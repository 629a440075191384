import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { dictsOf } from '../../json.ts'
import { Icon } from '../base/icons.tsx'
import { useField, useGroupNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import { Text } from '../text/text-object.tsx'
import type { ElementOf } from './known.ts'
import { keyOf } from './options.ts'

export function CheckboxesElement(props: { element: ElementOf<'checkboxes'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_options } = useValue(ids)
  const { click } = useElement(ids)
  const { isLive } = useSurface()
  const field = useField()
  const chosen = dictsOf(selected_options).flatMap((option) => keyOf(element, option) ?? [])
  const toggled = (keys: string[]) => {
    const key =
      keys.find((each) => !chosen.includes(each)) ?? chosen.find((each) => !keys.includes(each))
    if (key !== undefined) void click(Number(key))
  }
  return (
    <CheckboxGroup
      {...useGroupNaming('Options')}
      className="choices"
      value={chosen}
      onChange={toggled}
      isInvalid={field?.isInvalid ?? false}
      isDisabled={!isLive}
    >
      {element.options.map((option, at) => (
        <Checkbox key={option.value} value={String(at)} className="choice">
          <span className="choice-mark">
            <Icon name="check" />
          </span>
          <span>
            <Text of={option.text} />
            {option.description && <small>{option.description.text}</small>}
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
}
