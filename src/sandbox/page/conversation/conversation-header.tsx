import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { ConversationShown, MessageShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { Pins } from './pins.tsx'

export function ConversationHeader(props: {
  conversation: ConversationShown
  messages: readonly MessageShown[]
}) {
  const { conversation, messages } = props
  const { name, kind, shared, pins } = conversation
  const { app } = useDirectory()
  return (
    <header className="pane-header">
      <h1>
        {kind === 'im' ? (
          <Avatar id={app.botId} size="small" />
        ) : (
          <Icon name={kind === 'private' ? 'lock' : 'hash'} />
        )}
        {name}
        {kind === 'im' && <span className="tag">App</span>}
        {shared && <span className="tag">shared</span>}
      </h1>
      <div className="pane-tools">
        {pins.length > 0 && <Pins pins={pins} messages={messages} />}
        {kind !== 'im' && <Members conversation={conversation} />}
      </div>
    </header>
  )
}

function Members({ conversation }: { conversation: ConversationShown }) {
  const { people } = useDirectory()
  const { members } = conversation
  return (
    <DialogTrigger>
      <Button className="tool" aria-label={`${members.length} members`}>
        <Icon name="people" />
        {members.length}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="popover-dialog" aria-label="Members">
          <ul className="people">
            {members.map((id) => (
              <li key={id}>
                <Avatar id={id} size="small" />
                {people.get(id)?.name}
                <small>{noteOn(people.get(id))}</small>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function noteOn(person: { kind: string; from: string | null } | undefined): string {
  if (!person || person.kind === 'member') return ''
  return person.from ? `from ${person.from}` : person.kind
}
