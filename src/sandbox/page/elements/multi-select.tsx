import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { dictsOf, stringsOf, textOf } from '../../json.ts'
import { Icon } from '../base/icons.tsx'
import { useField, useGroupNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { choicesOf } from './options.ts'
import { useConversationChoices, usePeopleChoices } from './people-choices.tsx'
import type { Choice } from './picker.tsx'

type Multi = ElementOf<
  | 'multi_static_select'
  | 'multi_users_select'
  | 'multi_channels_select'
  | 'multi_conversations_select'
>

/** Selects of several options, people or channels. */
export function MultiSelect({ element, blockId }: { element: Multi; blockId: string }) {
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { enter, isBusy } = useElement(ids)
  const { isLive } = useSurface()
  const field = useField()
  const value = useValue(ids)
  const choices = useChoices(element)
  const placeholder = element.placeholder?.text ?? 'Choose'
  const chosen = [
    ...dictsOf(value.selected_options).map((option) => textOf(option.text)),
    ...stringsOf(value.selected_users),
    ...stringsOf(value.selected_channels),
    ...stringsOf(value.selected_conversations),
  ]
  const names = choices.filter(({ key }) => chosen.includes(key)).map(({ label }) => label)
  return (
    <Select
      {...useGroupNaming(placeholder)}
      className="picker"
      selectionMode="multiple"
      placeholder={placeholder}
      value={chosen}
      onChange={(keys) => void enter(keys.map(String))}
      isDisabled={!isLive}
      isInvalid={field?.isInvalid ?? false}
    >
      <Button className="text-field select-button" aria-busy={isBusy}>
        <SelectValue>{names.join(', ') || placeholder}</SelectValue>
        <Icon name="chevron" />
      </Button>
      <Popover className="popover picker-popover">
        <ListBox className="menu">
          {choices.map(({ key, label, description, icon }) => (
            <ListBoxItem key={key} id={key} textValue={label} className="menu-item">
              {icon}
              <span>{label}</span>
              {description && <small>{description}</small>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}

/** Static options go by their text, as a person names them; people and channels by their ids. */
function useChoices(element: Multi): Choice[] {
  const people = usePeopleChoices()
  const filter = element.type === 'multi_conversations_select' ? element.filter : undefined
  const channels = useConversationChoices(filter, element.type === 'multi_channels_select')
  if (element.type === 'multi_users_select') return people
  if (element.type !== 'multi_static_select') return channels
  return choicesOf(element)
    .flatMap(({ choices }) => choices)
    .map((choice) => ({ ...choice, key: choice.label }))
}
