import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { Emoji } from './emoji.tsx'
import { Mrkdwn } from './mrkdwn.tsx'

export type TextObject = PlainTextElement | MrkdwnElement

/** A text object: mrkdwn, or plain text in which at most emoji names mean something. */
export function Text({ of }: { of: TextObject }) {
  if (of.type === 'mrkdwn') return <Mrkdwn text={of.text} verbatim={of.verbatim ?? false} />
  return <PlainText text={of.text} emoji={of.emoji ?? true} />
}

function PlainText({ text, emoji }: { text: string; emoji: boolean }) {
  const parts = emoji ? text.split(/:([a-z0-9_+'-]+):/) : [text]
  return (
    <span className="plain">
      {parts.map((part, at) =>
        // Every second part is what stood between colons.
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other identity
        at % 2 === 1 ? <Emoji key={at} name={part} /> : part,
      )}
    </span>
  )
}
