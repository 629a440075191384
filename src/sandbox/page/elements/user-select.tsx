import { stringOf } from '../../json.ts'
import { useElement, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { usePeopleChoices } from './people-choices.tsx'
import { Picker } from './picker.tsx'
import { useConfirmed } from './use-confirmed.tsx'

export function UserSelect(props: { element: ElementOf<'users_select'>; blockId: string }) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_user } = useValue(ids)
  const { enter, isBusy } = useElement(ids)
  const { ask, dialog } = useConfirmed(element.confirm)
  return (
    <>
      <Picker
        placeholder={element.placeholder?.text ?? 'Choose a person'}
        groups={[{ label: '', choices: usePeopleChoices() }]}
        chosen={stringOf(selected_user) || null}
        isBusy={isBusy}
        onChoose={(key) => ask(() => void enter(key))}
      />
      {dialog}
    </>
  )
}
