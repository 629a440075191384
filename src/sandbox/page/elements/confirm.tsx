import type { ConfirmationDialog } from '@slack/types'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Text } from '../text/text-object.tsx'

/** What Slack asks before it sends a click on an element with a confirm object. */
export function Confirm(props: {
  confirm: ConfirmationDialog
  onAnswer: (isYes: boolean) => void
}) {
  const { confirm, onAnswer } = props
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onAnswer(false)}
    >
      <Modal className="modal small">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title">
            <Text of={confirm.title ?? { type: 'plain_text', text: 'Are you sure?' }} />
          </Heading>
          <div className="dialog-body">
            <Text of={confirm.text} />
          </div>
          <footer>
            <Button className="button" onPress={() => onAnswer(false)}>
              {confirm.deny?.text ?? 'Cancel'}
            </Button>
            <Button
              className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
              autoFocus
              onPress={() => onAnswer(true)}
            >
              {confirm.confirm?.text ?? 'Yes'}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
