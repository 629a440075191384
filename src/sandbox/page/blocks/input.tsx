import { useId } from 'react'
import { Element } from '../elements/element.tsx'
import { Text } from '../text/text-object.tsx'
import { type Field, FieldProvider } from './field.tsx'
import type { BlockOf } from './known.ts'
import { useSurface } from './surface.tsx'

/** A labelled input with its hint, and with the error that golive or Slack found in it. */
export function InputView({ block }: { block: BlockOf<'input'> }) {
  const id = useId()
  const { errors } = useSurface()
  const blockId = block.block_id ?? ''
  const error = errors[blockId]
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(' ')
  const field: Field = {
    inputId: `${id}-input`,
    labelId: `${id}-label`,
    describedBy: described || undefined,
    isInvalid: error !== undefined,
    isRequired: block.optional !== true,
    dispatches: block.dispatch_action === true,
  }
  return (
    <div className="block input" data-invalid={error ? '' : undefined}>
      <label id={field.labelId} htmlFor={field.inputId}>
        <Text of={block.label} />
        {block.optional && <span className="optional"> (optional)</span>}
      </label>
      <FieldProvider value={field}>
        <Element element={block.element} blockId={blockId} />
      </FieldProvider>
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {block.hint && (
        <p id={`${id}-hint`} className="hint">
          <Text of={block.hint} />
        </p>
      )}
    </div>
  )
}
