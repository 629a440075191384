import { type KeyboardEvent, useId } from 'react'
import { stringOf } from '../../json.ts'
import { useField, useNaming } from '../blocks/field.tsx'
import { useElement, useSurface, useValue } from '../blocks/surface.tsx'
import type { ElementOf } from './known.ts'
import { useDraft } from './use-draft.ts'

type TextInput = ElementOf<
  'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input'
>

const inputModes = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const

/** Inputs for text, e-mail addresses, URLs and numbers. */
export function TextElement({ element, blockId }: { element: TextInput; blockId: string }) {
  const ids = { blockId, actionId: element.action_id ?? '' }
  const { value } = useValue(ids)
  const { enter } = useElement(ids)
  const { isLive } = useSurface()
  const field = useField()
  const isEager =
    'dispatch_action_config' in element &&
    (element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered') ?? false)
  const waitsForEnter = field?.dispatches === true && !isEager
  const send = (text: string) => void enter(text === '' ? null : text)
  const [text, type] = useDraft(stringOf(value), waitsForEnter ? () => {} : send)
  const placeholder = element.placeholder?.text ?? ''
  const sends = (event: KeyboardEvent) => {
    if (!waitsForEnter || event.key !== 'Enter') return
    event.preventDefault()
    send(text)
  }
  const props = {
    ...useNaming(placeholder),
    className: 'text-field',
    value: text,
    placeholder,
    disabled: !isLive,
    autoFocus: element.focus_on_load,
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onKeyDown: sends,
    onBlur: () => waitsForEnter && text !== stringOf(value) && send(text),
  }
  const isMultiline = element.type === 'plain_text_input' && element.multiline
  const most = element.type === 'plain_text_input' ? element.max_length : undefined
  const countId = useId()
  return (
    <>
      {isMultiline ? (
        <textarea {...props} rows={3} />
      ) : (
        <input {...props} inputMode={inputModes[element.type]} autoComplete="off" />
      )}
      {most !== undefined && (
        <p id={countId} className="hint count" data-over={text.length > most || undefined}>
          {text.length} of {most}
        </p>
      )}
    </>
  )
}
