import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { MessageShown } from '../../control/protocol.ts'
import { Icon } from '../base/icons.tsx'

/** A message as golive sent it: the text that screen readers and notifications get, and the blocks. */
export function MessageSource(props: { message: MessageShown; onClose: () => void }) {
  const { message, onClose } = props
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(is) => !is && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <header>
            <Heading slot="title">The message as it was sent</Heading>
            <Button className="tool" aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="dialog-body" tabIndex={0}>
            <h3>Text, as read aloud and in notifications</h3>
            <pre>{message.text}</pre>
            <h3>Blocks</h3>
            <pre>{JSON.stringify(message.blocks, null, 2)}</pre>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
