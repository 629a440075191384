import { useDirectory } from '../base/directory.tsx'
import { useGo } from '../base/location.ts'

export function UserMention({ id }: { id: string }) {
  const { people, me } = useDirectory()
  const person = people.get(id)
  if (!person) return <span className="mention unknown">{`<@${id}>`}</span>
  const isMe = person.id === me.id
  return <span className={isMe ? 'mention me' : 'mention'}>@{person.name}</span>
}

export function ChannelMention({ id }: { id: string }) {
  const { conversations } = useDirectory()
  const go = useGo()
  const channel = conversations.get(id)
  if (!channel) return <span className="mention">🔒 private channel</span>
  return (
    <button type="button" className="mention link" onClick={() => go({ in: channel.name })}>
      #{channel.name}
    </button>
  )
}
