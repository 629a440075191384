import { type Dict, dictOf, dictsOf, stringOf } from '../../json.ts'
import type { BlockOf } from './known.ts'
import { RichTextElements } from './rich-text.tsx'

/** A table whose first row is its header. */
export function TableView({ block }: { block: BlockOf<'table'> }) {
  const [head = [], ...rows] = block.rows.map((row) => dictsOf(row))
  const settings = dictsOf(block.column_settings)
  const align = (column: number) => stringOf(dictOf(settings[column]).align) || 'left'
  return (
    <div className="block table">
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other identity
              <th key={column} scope="col" data-align={align(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other identity
                <td key={column} data-align={align(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell }: { cell: Dict }) {
  if (cell.type === 'rich_text') return <RichTextElements elements={dictsOf(cell.elements)} />
  return stringOf(cell.text)
}
