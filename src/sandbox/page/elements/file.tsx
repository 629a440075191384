import { useNaming } from '../blocks/field.tsx'
import type { ElementOf } from './known.ts'

/** Files cannot be sent in the sandbox yet (coverage.ts), which this says. */
export function FileElement(props: { element: ElementOf<'file_input'>; blockId: string }) {
  const types = props.element.filetypes?.map((each) => `.${each}`).join(',')
  return (
    <div className="file">
      <input {...useNaming('Files')} type="file" accept={types} multiple disabled />
      <p className="hint">The sandbox has no files yet: this stays empty.</p>
    </div>
  )
}
