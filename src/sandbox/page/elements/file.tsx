import { dictsOf, stringOf } from '../../json.ts'
import { useAct } from '../base/act.tsx'
import { useNaming } from '../blocks/field.tsx'
import { useSurface, useValue } from '../blocks/surface.tsx'
import { sizeWords } from '../text/size.ts'
import type { ElementOf } from './known.ts'

/** Files by their names, types and sizes; their bytes stay where they are. */
export function FileElement(props: { element: ElementOf<'file_input'>; blockId: string }) {
  const { element, blockId } = props
  const actionId = element.action_id ?? ''
  const { where, isLive } = useSurface()
  const { files } = useValue({ blockId, actionId })
  const act = useAct()
  const attach = (chosen: File[]) => {
    const named = chosen.map(({ name, type: mimetype, size }) => ({ name, mimetype, size }))
    void act({ type: 'attach', where, blockId, actionId, files: named })
  }
  return (
    <>
      <input
        {...useNaming('Files')}
        type="file"
        className="text-field"
        accept={element.filetypes?.map((each) => `.${each}`).join(',')}
        multiple={(element.max_files ?? 2) > 1}
        disabled={!isLive}
        onChange={(event) => attach([...(event.target.files ?? [])])}
      />
      <ul className="hint">
        {dictsOf(files).map((file) => (
          <li key={stringOf(file.id)}>
            {stringOf(file.name)} · {sizeWords(Number(file.size))}
          </li>
        ))}
      </ul>
    </>
  )
}
