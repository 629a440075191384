import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Intent } from '../../control/intents.ts'
import type { Outcome } from '../../control/protocol.ts'

export type Act = (intent: Intent) => Promise<Outcome>
type Say = (text: string) => void

export interface Toast {
  id: number
  text: string
}

const toastMs = 7000

const Context = createContext<{ act: Act; say: Say } | null>(null)
const Toasts = createContext<readonly Toast[]>([])

/** How the page asks the sandbox for something, and where it says what went wrong. */
export function ActProvider({ act, children }: { act: Act; children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const last = useRef(0)
  const say = useCallback((text: string) => {
    last.current += 1
    const toast = { id: last.current, text }
    setToasts((now) => [...now.filter((each) => each.text !== text).slice(-2), toast])
    setTimeout(() => setToasts((now) => now.filter((each) => each !== toast)), toastMs)
  }, [])
  const value = useMemo(() => ({ act, say }), [act, say])
  return (
    <Context value={value}>
      <Toasts value={toasts}>{children}</Toasts>
    </Context>
  )
}

/** Acts and keeps what came of it to the caller. */
export function useQuietAct(): Act {
  return useActing().act
}

/** Acts, and tells the person when it could not be done. */
export function useAct(): Act {
  const { act, say } = useActing()
  return useCallback(
    async (intent) => {
      const outcome = await act(intent)
      if (outcome.error) say(outcome.error)
      return outcome
    },
    [act, say],
  )
}

export function useToasts(): readonly Toast[] {
  return useContext(Toasts)
}

function useActing() {
  const acting = useContext(Context)
  if (!acting) throw new Error('Outside of the act provider')
  return acting
}
