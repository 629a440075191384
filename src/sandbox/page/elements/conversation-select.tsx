import { stringOf } from '../../json.ts'
import { useElement, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { useConversationChoices } from './people-choices.tsx'
import { Picker } from './picker.tsx'
import { useConfirmed } from './use-confirmed.tsx'

/** Selects of conversations and of public channels. */
export function ConversationSelect(props: {
  element: ElementOf<'conversations_select' | 'channels_select'>
  blockId: string
}) {
  const { element, blockId } = props
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { selected_conversation, selected_channel } = useValue(ids)
  const { enter, isBusy } = useElement(ids)
  const { ask, dialog } = useConfirmed(element.confirm)
  const filter = element.type === 'conversations_select' ? element.filter : undefined
  const choices = useConversationChoices(filter, element.type === 'channels_select')
  return (
    <>
      <Picker
        placeholder={element.placeholder?.text ?? 'Choose a channel'}
        groups={[{ label: '', choices }]}
        chosen={stringOf(selected_conversation) || stringOf(selected_channel) || null}
        isBusy={isBusy}
        onChoose={(key) => ask(() => void enter(key))}
      />
      {dialog}
    </>
  )
}
