import type { MouseEvent } from 'react'
import type { ConversationShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { addressOf, useGo } from '../base/location.ts'

export function ConversationLink(props: {
  conversation: ConversationShown
  isOpen: boolean
  onGone: () => void
}) {
  const { conversation, isOpen, onGone } = props
  const { name, kind, unread, shared } = conversation
  const { app } = useDirectory()
  const go = useGo()
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go({ in: name })
    onGone()
  }
  return (
    <a
      className="conversation-link"
      href={addressOf({ in: name })}
      onClick={follow}
      aria-current={isOpen ? 'page' : undefined}
      data-unread={unread > 0 || undefined}
    >
      {kind === 'im' ? (
        <Avatar id={app.botId} size="small" />
      ) : (
        <Icon name={kind === 'private' ? 'lock' : 'hash'} />
      )}
      <span className="name">{name}</span>
      {shared && (
        <span className="shared" title="Shared with another workspace">
          shared
        </span>
      )}
      {unread > 0 && (
        <span className="badge">
          {unread}
          <span className="visually-hidden"> unread</span>
        </span>
      )}
    </a>
  )
}
