import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationShown, MessageShown } from '../../control/protocol.ts'
import { useDirectory } from '../base/directory.tsx'
import { useNow } from '../base/now.tsx'
import { formatDate } from '../text/dates.ts'
import { daysFrom, momentOfTs } from '../text/zone.ts'
import { Message } from './message.tsx'

const groupedWithinMs = 5 * 60_000
const nearBottomPx = 120

/** The messages of a conversation, oldest first; kept at the end as long as one reads there. */
export function MessageList(props: {
  conversation: ConversationShown
  messages: readonly MessageShown[]
  showTs: string
}) {
  const { conversation, messages, showTs } = props
  const { zone, id: myId } = useDirectory().me
  const now = useNow()
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [firstUnread] = useState(() => messages.find(({ isUnread }) => isUnread)?.ts)
  const top = useMemo(() => messages.filter(isTopLevel), [messages])
  const replies = useMemo(() => countReplies(messages), [messages])

  const last = top.at(-1)
  const lastTs = last?.ts
  const isForMe = last?.author === myId || last?.isEphemeral === true
  useLayoutEffect(() => {
    if (lastTs && isForMe) isAtEnd.current = true
  }, [lastTs, isForMe])
  useLayoutEffect(() => {
    const element = list.current
    if (element && top.length > 0 && isAtEnd.current) element.scrollTop = element.scrollHeight
  }, [top])
  useEffect(() => {
    const message = showTs && document.getElementById(`message-${showTs}`)
    if (!message) return
    isAtEnd.current = false
    message.scrollIntoView({ block: 'start' })
    // On a page just opened it would be ringed, as if it had been reached by keyboard.
    if (document.activeElement !== document.body) message.focus()
  }, [showTs])
  const scrolled = () => {
    const element = list.current
    if (!element) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    isAtEnd.current = below < nearBottomPx
  }

  return (
    <div
      className="messages"
      ref={list}
      onScroll={scrolled}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label="Messages"
    >
      {top.length === 0 && <EmptyConversation conversation={conversation} />}
      {top.map((message, at) => {
        const before = top[at - 1]
        const day = momentOfTs(message.ts)
        const isNewDay = !before || daysFrom(momentOfTs(before.ts), day, zone) !== 0
        return (
          <div key={message.ts} className="message-row">
            {isNewDay && (
              <p className="day">
                <span>{formatDate('{date_long_pretty}', { at: day, now, zone })}</span>
              </p>
            )}
            {message.ts === firstUnread && at > 0 && <p className="new-line">New</p>}
            <Message
              message={message}
              isGrouped={!isNewDay && isGrouped(before, message)}
              replies={replies.get(message.ts) ?? 0}
            />
          </div>
        )
      })}
    </div>
  )
}

function isTopLevel({ ts, threadTs }: MessageShown): boolean {
  return threadTs === null || threadTs === ts
}

function countReplies(messages: readonly MessageShown[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { ts, threadTs } of messages) {
    if (threadTs && threadTs !== ts) counts.set(threadTs, (counts.get(threadTs) ?? 0) + 1)
  }
  return counts
}

function isGrouped(before: MessageShown | undefined, message: MessageShown): boolean {
  if (before?.author !== message.author || before.isEphemeral !== message.isEphemeral) return false
  if (before.isPinned || message.isPinned) return false
  return momentOfTs(message.ts).getTime() - momentOfTs(before.ts).getTime() < groupedWithinMs
}

function EmptyConversation({ conversation }: { conversation: ConversationShown }) {
  const { hasBot, kind, name } = conversation
  const { me } = useDirectory()
  const hasCommands = me.kind !== 'outsider'
  return (
    <div className="empty">
      <h2>{kind === 'im' ? `This is between you and ${name}` : `Welcome to #${name}`}</h2>
      {kind !== 'im' && hasBot && hasCommands && (
        <p>
          Start a launch: type <kbd>/golive start</kbd> below, or build the demo launch from the
          stage panel.
        </p>
      )}
      {kind === 'im' && hasCommands && (
        <p>
          What golive has to tell you alone comes here, such as reminders. Type <kbd>/golive</kbd>{' '}
          below for what you can ask of it.
        </p>
      )}
    </div>
  )
}
