import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import type { MessageShown } from '../../control/protocol.ts'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { useGo } from '../base/location.ts'
import { MessageSource } from './message-source.tsx'

/** What can be done with a message: reply, the app's shortcuts, and what an admin can do. */
export function MessageTools({ message, inThread }: { message: MessageShown; inThread: boolean }) {
  const { channel, ts, isEphemeral } = message
  const { app, me } = useDirectory()
  const act = useAct()
  const go = useGo()
  const [isSourceOpen, setSourceOpen] = useState(false)
  const shortcuts =
    me.kind === 'outsider' || isEphemeral
      ? []
      : app.shortcuts.filter(({ type }) => type === 'message')
  const choose = (key: string) => {
    if (key === 'source') setSourceOpen(true)
    else if (key === 'delete') void act({ type: 'delete-message', channel, ts })
    else void act({ type: 'message-shortcut', channel, ts, callbackId: key })
  }
  return (
    <div className="message-tools">
      {!isEphemeral && !inThread && (
        <Button
          className="tool"
          aria-label="Reply in thread"
          onPress={() => go({ thread: message.threadTs ?? ts })}
        >
          <Icon name="reply" />
        </Button>
      )}
      <MenuTrigger>
        <Button className="tool" aria-label="More actions">
          <Icon name="more" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={(key) => choose(String(key))}>
            {shortcuts.map(({ name, callbackId }) => (
              <MenuItem key={callbackId} id={callbackId} className="menu-item" textValue={name}>
                <Icon name="bolt" />
                <span>{name}</span>
                <small>{app.botName}</small>
              </MenuItem>
            ))}
            {shortcuts.length > 0 && <Separator />}
            <MenuItem id="source" className="menu-item">
              Show its JSON
            </MenuItem>
            <MenuItem id="delete" className="menu-item danger">
              Delete message
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isSourceOpen && <MessageSource message={message} onClose={() => setSourceOpen(false)} />}
    </div>
  )
}
