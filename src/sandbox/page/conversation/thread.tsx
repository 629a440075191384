import { Button } from 'react-aria-components'
import type { ConversationShown, MessageShown } from '../../control/protocol.ts'
import { Icon } from '../base/icons.tsx'
import { useGo } from '../base/location.ts'
import { Composer } from './composer.tsx'
import { Message } from './message.tsx'

/** A message and the replies to it, beside the conversation. */
export function Thread(props: {
  conversation: ConversationShown
  parent: MessageShown
  messages: readonly MessageShown[]
}) {
  const { conversation, parent, messages } = props
  const go = useGo()
  const replies = messages.filter(({ ts, threadTs }) => threadTs === parent.ts && ts !== parent.ts)
  return (
    <aside className="pane thread" aria-label="Thread">
      <header className="pane-header">
        <h2>
          Thread <small>#{conversation.name}</small>
        </h2>
        <Button className="tool" aria-label="Close thread" onPress={() => go({ thread: '' })}>
          <Icon name="close" />
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="messages" role="log" aria-label="Thread messages" tabIndex={0}>
        <Message message={parent} isGrouped={false} replies={0} inThread />
        <p className="reply-count">
          {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
        </p>
        {replies.map((message) => (
          <Message key={message.ts} message={message} isGrouped={false} replies={0} inThread />
        ))}
      </div>
      {conversation.isMember && !conversation.archived && (
        <Composer channel={conversation.id} label="Reply" threadTs={parent.ts} />
      )}
    </aside>
  )
}
