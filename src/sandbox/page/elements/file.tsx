import { dictsOf, stringOf } from '../../json.ts'
import { useAct } from '../base/act.tsx'
import { useNaming } from '../blocks/field.tsx'
import { useSurface, useValue } from '../blocks/surface.tsx'
import { sizeWords } from '../text/size.ts'
import type { ElementOf } from './known.ts'

/** Larger ones stay where they are. */
const mostBytes = 1_000_000

async function asOwnFile(file: File) {
  const { name, type: mimetype, size } = file
  const isText = /\.(md|markdown|txt|text)$/i.test(name) && size <= mostBytes
  return { name, mimetype, size, ...(isText && { content: await file.text() }) }
}

/** Files by their names, types and sizes; of texts the contents, too. */
export function FileElement(props: { element: ElementOf<'file_input'>; blockId: string }) {
  const { element, blockId } = props
  const actionId = element.action_id ?? ''
  const { where, isLive } = useSurface()
  const { files } = useValue({ blockId, actionId })
  const act = useAct()
  const attach = async (chosen: File[]) => {
    const named = await Promise.all(chosen.map(asOwnFile))
    await act({ type: 'attach', where, blockId, actionId, files: named })
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
        onChange={(event) => void attach([...(event.target.files ?? [])])}
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
