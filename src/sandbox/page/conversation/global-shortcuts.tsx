import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'

/** The app's global shortcuts, if it has any. */
export function GlobalShortcuts() {
  const { app } = useDirectory()
  const act = useAct()
  const shortcuts = app.shortcuts.filter(({ type }) => type === 'global')
  if (shortcuts.length === 0) return null
  const run = (callbackId: string) => void act({ type: 'global-shortcut', callbackId })
  return (
    <MenuTrigger>
      <Button className="tool composer-tool" aria-label="Shortcuts">
        <Icon name="bolt" />
      </Button>
      <Popover className="popover" placement="top start">
        <Menu className="menu" onAction={(key) => run(String(key))}>
          {shortcuts.map(({ name, callbackId }) => (
            <MenuItem key={callbackId} id={callbackId} className="menu-item" textValue={name}>
              <span>{name}</span>
              <small>{app.botName}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
