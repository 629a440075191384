import { createContext, useCallback, useContext, useState } from 'react'
import type { Where } from '../../control/intents.ts'
import type { Outcome } from '../../control/protocol.ts'
import { type Dict, dictOf } from '../../json.ts'
import { useAct } from '../base/act.tsx'

/** A message, dialog or home in which elements stand: where they are, and what is filled in. */
export interface Surface {
  where: Where
  values: Dict
  errors: Readonly<Record<string, string>>
  /** False: it can be read and not used, as messages that are shown elsewhere. */
  isLive: boolean
}

const Context = createContext<Surface | null>(null)
export const SurfaceProvider = Context.Provider

export function useSurface(): Surface {
  const surface = useContext(Context)
  if (!surface) throw new Error('An element outside of a surface')
  return surface
}

export interface ElementIds {
  blockId: string
  actionId: string
}

/** What is chosen or typed in an element, as `state.values` has it. */
export function useValue({ blockId, actionId }: ElementIds): Dict {
  const { values } = useSurface()
  return dictOf(dictOf(values[blockId])[actionId])
}

/** Clicking and filling an element; `isBusy` until golive has acknowledged it. */
export function useElement({ blockId, actionId }: ElementIds) {
  const { where } = useSurface()
  const act = useAct()
  const [isBusy, setBusy] = useState(false)
  const during = useCallback(async (doing: Promise<Outcome>) => {
    setBusy(true)
    const outcome = await doing
    setBusy(false)
    return outcome
  }, [])
  const click = useCallback(
    (option?: number) => during(act({ type: 'click', where, blockId, actionId, option })),
    [act, during, where, blockId, actionId],
  )
  const enter = useCallback(
    (value: string | number | string[] | null) =>
      during(act({ type: 'enter', where, blockId, actionId, value })),
    [act, during, where, blockId, actionId],
  )
  return { click, enter, isBusy }
}
