import { type ReactNode, useContext } from 'react'
import {
  Button,
  ComboBox,
  ComboBoxStateContext,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from 'react-aria-components'
import { Icon } from '../base/icons.tsx'
import { useField, useGroupNaming } from '../blocks/field.tsx'
import { useSurface } from '../blocks/surface.tsx'

export interface Choice {
  key: string
  label: string
  description?: string
  icon?: ReactNode
}

export interface ChoiceGroup {
  label: string
  choices: Choice[]
}

/** A select in which one can type to find: the look of all single selects. */
export function Picker(props: {
  placeholder: string
  groups: ChoiceGroup[]
  chosen: string | null
  isBusy: boolean
  onChoose: (key: string | null) => void
  /** The options come from golive, for what was typed. */
  onType?: (text: string) => void
  onOpen?: (isOpen: boolean) => void
}) {
  const { placeholder, groups, chosen, isBusy, onChoose, onType, onOpen } = props
  const field = useField()
  const { isLive } = useSurface()
  const naming = useGroupNaming(placeholder)
  return (
    <ComboBox
      {...naming}
      className="picker"
      selectedKey={chosen}
      onSelectionChange={(key) => {
        if (key !== chosen) onChoose(key === null ? null : String(key))
      }}
      {...(onType && { onInputChange: onType, defaultFilter: () => true })}
      {...(onOpen && { onOpenChange: onOpen })}
      allowsEmptyCollection
      isInvalid={field?.isInvalid ?? false}
      isDisabled={!isLive}
    >
      <div className="picker-box" aria-busy={isBusy}>
        <PickerInput id={field?.inputId} placeholder={placeholder} />
        <Button className="picker-button" aria-label="Show options">
          <Icon name="chevron" />
        </Button>
      </div>
      <Popover className="popover picker-popover">
        <ListBox
          className="menu"
          renderEmptyState={() => <p className="no-options">Nothing found</p>}
        >
          {groups.map((group) =>
            group.label ? (
              <ListBoxSection key={group.label} id={group.label}>
                <Header>{group.label}</Header>
                {group.choices.map(choiceItem)}
              </ListBoxSection>
            ) : (
              group.choices.map(choiceItem)
            ),
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** Opens its list when it is clicked, and not already when one tabs through a form. */
function PickerInput({ id, placeholder }: { id: string | undefined; placeholder: string }) {
  const state = useContext(ComboBoxStateContext)
  return (
    <Input
      id={id}
      placeholder={placeholder}
      className="text-field"
      onClick={() => state?.open(null, 'manual')}
    />
  )
}

function choiceItem({ key, label, description, icon }: Choice) {
  return (
    <ListBoxItem key={key} id={key} textValue={label} className="menu-item">
      {icon}
      <span>{label}</span>
      {description && <small>{description}</small>}
    </ListBoxItem>
  )
}
