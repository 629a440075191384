import { useState } from 'react'
import type { FileShown } from '../../control/protocol.ts'
import { sizeWords } from '../text/size.ts'

/** The files below a message. */
export function Files({ files }: { files: readonly FileShown[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className="file">
          <strong>{file.title}</strong>
          <small className="file-facts">
            {file.name} · {sizeWords(file.size)} ·{' '}
            <a href={`/files/${file.id}`} download={file.name}>
              Download
            </a>
          </small>
          {file.isText && <FileText file={file} />}
          {file.isPicture && <img src={`/files/${file.id}`} alt={file.title} />}
        </li>
      ))}
    </ul>
  )
}

/** What is in a text, as it is: its markup stays markup. Fetched when it is first opened. */
function FileText({ file }: { file: FileShown }) {
  const [text, setText] = useState<string>()
  const load = async (isOpen: boolean) => {
    if (!isOpen || text !== undefined) return
    setText(await (await fetch(`/files/${file.id}`)).text())
  }
  return (
    <details onToggle={(event) => void load(event.currentTarget.open)}>
      <summary>Read {file.name}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {text !== undefined && <pre tabIndex={0}>{text}</pre>}
    </details>
  )
}
