import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Icon } from '../base/icons.tsx'
import { useElement, useSurface } from '../blocks/surface.tsx'
import { Text } from '../text/text-object.tsx'
import type { ElementOf } from './known.ts'
import { useConfirmed } from './use-confirmed.tsx'

export function OverflowElement(props: { element: ElementOf<'overflow'>; blockId: string }) {
  const { element, blockId } = props
  const { isLive } = useSurface()
  const { click, isBusy } = useElement({ blockId, actionId: element.action_id ?? '' })
  const { ask, dialog } = useConfirmed(element.confirm)
  return (
    <>
      <MenuTrigger>
        <Button
          className="button icon-only"
          aria-label="More"
          isDisabled={!isLive}
          isPending={isBusy}
        >
          <Icon name="more" />
        </Button>
        <Popover className="popover">
          <Menu onAction={(key) => ask(() => void click(Number(key)))} className="menu">
            {element.options.map((option, at) => (
              <MenuItem
                key={option.value}
                id={at}
                textValue={option.text.text}
                className="menu-item"
              >
                <Text of={option.text} />
                {option.description && <small>{option.description.text}</small>}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {dialog}
    </>
  )
}
