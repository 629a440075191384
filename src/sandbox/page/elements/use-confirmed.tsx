import type { ConfirmationDialog } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { Confirm } from './confirm.tsx'

/** Lets a doing go ahead at once, or after the person said yes in the element's confirm dialog. */
export function useConfirmed(confirm: ConfirmationDialog | undefined): {
  ask: (doing: () => void) => void
  dialog: ReactNode
} {
  const [waiting, setWaiting] = useState<(() => void) | null>(null)
  const dialog = confirm && waiting && (
    <Confirm
      confirm={confirm}
      onAnswer={(isYes) => {
        setWaiting(null)
        if (isYes) waiting()
      }}
    />
  )
  return { ask: (doing) => (confirm ? setWaiting(() => doing) : doing()), dialog }
}
