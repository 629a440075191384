import type { ComponentType } from 'react'
import { Unknown } from '../base/unknown.tsx'
import { ButtonElement } from './button.tsx'
import { CheckboxesElement } from './checkboxes.tsx'
import { ConversationSelect } from './conversation-select.tsx'
import { DateElement } from './date.tsx'
import { DateTimeElement } from './date-time.tsx'
import { ExternalSelect } from './external-select.tsx'
import { FileElement } from './file.tsx'
import type { ElementOf, ShownElement } from './known.ts'
import { MultiSelect } from './multi-select.tsx'
import { OverflowElement } from './overflow.tsx'
import { Picture } from './picture.tsx'
import { RadioElement } from './radio.tsx'
import { StaticSelect } from './static-select.tsx'
import { TextElement } from './text-input.tsx'
import { TimeElement } from './time.tsx'
import { UserSelect } from './user-select.tsx'

type View<T extends ShownElement['type']> = ComponentType<{
  element: ElementOf<T>
  blockId: string
}>

const views: { [T in ShownElement['type']]: View<T> } = {
  button: ButtonElement,
  channels_select: ConversationSelect,
  checkboxes: CheckboxesElement,
  conversations_select: ConversationSelect,
  datepicker: DateElement,
  datetimepicker: DateTimeElement,
  email_text_input: TextElement,
  external_select: ExternalSelect,
  file_input: FileElement,
  image: ({ element }) => <Picture image={element} />,
  multi_channels_select: MultiSelect,
  multi_conversations_select: MultiSelect,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  number_input: TextElement,
  overflow: OverflowElement,
  plain_text_input: TextElement,
  radio_buttons: RadioElement,
  static_select: StaticSelect,
  timepicker: TimeElement,
  url_text_input: TextElement,
  users_select: UserSelect,
}

/** An element of a block; one that is not known is shown as unknown. */
export function Element({ element, blockId }: { element: { type: string }; blockId: string }) {
  const { type } = element
  if (!isShown(type)) return <Unknown what={`element: ${type}`} source={element} />
  // The sandbox has checked the element's shape already (block-rules), so its type says all.
  const View = views[type] as ComponentType<{ element: object; blockId: string }>
  return <View element={element} blockId={blockId} />
}

function isShown(type: string): type is ShownElement['type'] {
  return type in views
}
