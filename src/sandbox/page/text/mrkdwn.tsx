import { Fragment, memo, useMemo } from 'react'
import { DateText } from './date-text.tsx'
import { Emoji } from './emoji.tsx'
import { ChannelMention, UserMention } from './mentions.tsx'
import type { Inline, Paragraph } from './mrkdwn-tree.ts'
import { OutsideLink } from './outside-link.tsx'
import { parseMrkdwn } from './parse-mrkdwn.ts'

/** Text with Slack's marks. */
export const Mrkdwn = memo(function Mrkdwn(props: { text: string; verbatim?: boolean }) {
  const { text, verbatim = false } = props
  const paragraphs = useMemo(() => parseMrkdwn(text, { verbatim }), [text, verbatim])
  return <span className="mrkdwn">{paragraphs.map(paragraph)}</span>
})

function paragraph(each: Paragraph, at: number) {
  if (each.kind === 'pre') return <pre key={at}>{each.text}</pre>
  const inside = <Inlines inlines={each.inlines} />
  return each.kind === 'quote' ? (
    <blockquote key={at}>{inside}</blockquote>
  ) : (
    <Fragment key={at}>{inside}</Fragment>
  )
}

function Inlines({ inlines }: { inlines: Inline[] }) {
  // The tree is made anew with each text, so places are the identities.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return inlines.map((inline, at) => <InlineText key={at} inline={inline} />)
}

function InlineText({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'break':
      return <br />
    case 'code':
      return <code>{inline.text}</code>
    case 'bold':
      return (
        <strong>
          <Inlines inlines={inline.inlines} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines inlines={inline.inlines} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines inlines={inline.inlines} />
        </s>
      )
    case 'emoji':
      return <Emoji name={inline.name} />
    case 'link':
      return (
        <OutsideLink url={inline.url}>
          {inline.label.length > 0 ? <Inlines inlines={inline.label} /> : inline.url}
        </OutsideLink>
      )
    case 'user':
      return <UserMention id={inline.id} />
    case 'channel':
      return <ChannelMention id={inline.id} />
    case 'group':
      return <span className="mention">{inline.label || `@${inline.id}`}</span>
    case 'broadcast':
      return <span className="mention me">@{inline.name}</span>
    case 'date':
      return <DateText {...inline} />
    case 'unknown':
      return (
        <code className="unknown" title="The sandbox does not know this">
          {inline.source}
        </code>
      )
  }
}
