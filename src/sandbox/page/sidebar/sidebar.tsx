import type { ConversationShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import type { World } from '../base/store.ts'
import { ConversationLink } from './conversation-link.tsx'

/** Channels and direct messages, with unread marks. */
export function Sidebar(props: { world: World; openId: string | undefined; onGone: () => void }) {
  const { world, openId, onGone } = props
  const { app, me, conversations } = world
  const mine = conversations.filter(({ isMember, archived }) => isMember && !archived)
  const others = conversations.filter(({ isMember, archived }) => !isMember && !archived)
  const archived = conversations.filter((each) => each.archived)
  const apps = mine.filter(({ kind }) => kind === 'im')
  const list = (label: string, listed: ConversationShown[]) =>
    listed.length > 0 && (
      <section aria-label={label}>
        <h2>{label}</h2>
        <ul>
          {listed.map((each) => (
            <li key={each.id}>
              <ConversationLink conversation={each} isOpen={each.id === openId} onGone={onGone} />
            </li>
          ))}
        </ul>
      </section>
    )
  return (
    <nav className="sidebar" aria-label="Conversations">
      <header>
        <strong>{app.workspace}</strong>
        <span className="me">
          <Avatar id={me.id} size="small" />
          {me.name}
          {me.from && <small>{me.from}</small>}
        </span>
      </header>
      {list(
        'Channels',
        mine.filter(({ kind }) => kind !== 'im'),
      )}
      {list('Apps', apps)}
      {list('Other channels', others)}
      {list('Archived', archived)}
    </nav>
  )
}
