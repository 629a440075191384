import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { Fragment, type ReactNode, useMemo } from 'react'
import { OutsideLink } from './outside-link.tsx'

/** Standard Markdown, as markdown blocks carry it. */
export function Markdown({ text }: { text: string }) {
  return useMemo(() => {
    const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
    return shown(tree)
  }, [text])
}

function shown(node: Nodes): ReactNode {
  const inside = 'children' in node ? node.children.map(keyed) : null
  switch (node.type) {
    case 'root':
      return inside
    case 'paragraph':
      return <p>{inside}</p>
    case 'heading':
      return node.depth === 1 ? <h3>{inside}</h3> : <h4>{inside}</h4>
    case 'text':
      return node.value
    case 'strong':
      return <strong>{inside}</strong>
    case 'emphasis':
      return <em>{inside}</em>
    case 'delete':
      return <s>{inside}</s>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'code':
      return <pre>{node.value}</pre>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'blockquote':
      return <blockquote>{inside}</blockquote>
    case 'list':
      return node.ordered ? <ol>{inside}</ol> : <ul>{inside}</ul>
    case 'listItem':
      return (
        <li>
          {typeof node.checked === 'boolean' && (node.checked ? '☑ ' : '☐ ')}
          {inside}
        </li>
      )
    case 'link':
      return <OutsideLink url={node.url}>{inside}</OutsideLink>
    case 'table':
      return (
        <table>
          <tbody>{inside}</tbody>
        </table>
      )
    case 'tableRow':
      return <tr>{inside}</tr>
    case 'tableCell':
      return <td>{inside}</td>
    default:
      return 'value' in node ? node.value : inside
  }
}

function keyed(node: Nodes, at: number): ReactNode {
  return <Fragment key={at}>{shown(node)}</Fragment>
}
