import type { ReactNode } from 'react'
import { type Dict, dictOf, dictsOf, stringOf } from '../../json.ts'
import { Unknown } from '../base/unknown.tsx'
import { DateText } from '../text/date-text.tsx'
import { Emoji } from '../text/emoji.tsx'
import { ChannelMention, UserMention } from '../text/mentions.tsx'
import { OutsideLink } from '../text/outside-link.tsx'
import type { BlockOf } from './known.ts'

export function RichTextView({ block }: { block: BlockOf<'rich_text'> }) {
  return (
    <div className="block rich-text">
      <RichTextElements elements={dictsOf(block.elements)} />
    </div>
  )
}

export function RichTextElements({ elements }: { elements: readonly Dict[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: rich text elements have no other identity
  return elements.map((element, at) => <RichTextElement key={at} element={element} />)
}

const wholes: Record<string, (element: Dict) => ReactNode> = {
  rich_text_section: (element) => <div>{inside(element)}</div>,
  rich_text_quote: (element) => <blockquote>{inside(element)}</blockquote>,
  rich_text_preformatted: (element) => <pre>{inside(element)}</pre>,
  rich_text_list: (element) => (
    <ListOf isOrdered={element.style === 'ordered'} indent={Number(element.indent ?? 0)}>
      {dictsOf(element.elements).map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other identity
        <li key={at}>{inside(item)}</li>
      ))}
    </ListOf>
  ),
}

const pieces: Record<string, (element: Dict) => ReactNode> = {
  text: (element) => stringOf(element.text),
  link: (element) => (
    <OutsideLink url={stringOf(element.url)}>
      {stringOf(element.text) || stringOf(element.url)}
    </OutsideLink>
  ),
  user: (element) => <UserMention id={stringOf(element.user_id)} />,
  channel: (element) => <ChannelMention id={stringOf(element.channel_id)} />,
  usergroup: (element) => <span className="mention">@{stringOf(element.usergroup_id)}</span>,
  broadcast: (element) => <span className="mention me">@{stringOf(element.range)}</span>,
  emoji: (element) => <Emoji name={stringOf(element.name)} />,
  color: (element) => <code>{stringOf(element.value)}</code>,
  date: (element) => (
    <DateText
      seconds={Number(element.timestamp)}
      format={stringOf(element.format)}
      url={stringOf(element.url) || null}
      fallback={stringOf(element.fallback)}
    />
  ),
}

function RichTextElement({ element }: { element: Dict }) {
  const type = stringOf(element.type)
  const whole = wholes[type]
  if (whole) return whole(element)
  const piece = pieces[type]
  if (!piece) return <Unknown what={`rich text element: ${type}`} source={element} />
  return <Styled style={dictOf(element.style)}>{piece(element)}</Styled>
}

function inside(element: Dict): ReactNode {
  return <RichTextElements elements={dictsOf(element.elements)} />
}

function Styled({ style, children }: { style: Dict; children: ReactNode }) {
  let shown = children
  if (style.code) shown = <code>{shown}</code>
  if (style.strike) shown = <s>{shown}</s>
  if (style.italic) shown = <em>{shown}</em>
  if (style.bold) shown = <strong>{shown}</strong>
  return shown
}

function ListOf(props: { isOrdered: boolean; indent: number; children: ReactNode }) {
  const { isOrdered, indent, children } = props
  return isOrdered ? (
    <ol data-indent={indent}>{children}</ol>
  ) : (
    <ul data-indent={indent}>{children}</ul>
  )
}
