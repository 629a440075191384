import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { MessageShown } from '../../control/protocol.ts'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { useGo } from '../base/location.ts'
import { headlineOf } from './headline.ts'

/** The pinned messages; one click leads to each. */
export function Pins({ pins, messages }: { pins: string[]; messages: readonly MessageShown[] }) {
  const { people } = useDirectory()
  const go = useGo()
  const pinned = messages.filter(({ ts }) => pins.includes(ts))
  return (
    <DialogTrigger>
      <Button className="tool" aria-label={`${pins.length} pinned`}>
        <Icon name="pin" />
        {pins.length}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="popover-dialog" aria-label="Pinned messages">
          {({ close }) => (
            <ul className="people">
              {pinned.map((message) => (
                <li key={message.ts}>
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      go({ at: message.ts })
                      close()
                    }}
                  >
                    {people.get(message.author)?.name}: {headlineOf(message)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
