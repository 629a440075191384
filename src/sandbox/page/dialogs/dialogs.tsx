import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import type { ViewShown } from '../../control/protocol.ts'
import { useQuietAct } from '../base/act.tsx'
import { ViewForm } from './view-form.tsx'

/** The modal on top of this person's stack, if any is open. */
export function Dialogs({ views }: { views: readonly ViewShown[] }) {
  const act = useQuietAct()
  const top = views.at(-1)
  if (!top) return null
  const close = () => void act({ type: 'close', viewId: top.id, all: true })
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(isOpen) => !isOpen && close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <ViewForm key={top.id} view={top} depth={views.length} onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
