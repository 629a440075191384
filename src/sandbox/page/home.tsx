import { useEffect, useMemo, useState } from 'react'
import type { ViewShown } from '../control/protocol.ts'
import { dictsOf } from '../json.ts'
import { useQuietAct } from './base/act.tsx'
import { Blocks } from './blocks/blocks.tsx'
import { type Surface, SurfaceProvider } from './blocks/surface.tsx'

/** golive's App Home for the person who looks. Opening it tells golive. */
export function HomeTab({ view }: { view: ViewShown | null }) {
  const act = useQuietAct()
  const [wasOpened, setOpened] = useState(false)
  useEffect(() => {
    void act({ type: 'open-home', tab: 'home' }).then(() => setOpened(true))
  }, [act])
  const surface = useMemo<Surface | null>(
    () =>
      view && { where: { kind: 'home' }, values: view.values, errors: view.errors, isLive: true },
    [view],
  )
  if (!view || !surface) {
    return <p className="waiting">{wasOpened ? 'golive has put nothing here.' : 'Opening …'}</p>
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="home" tabIndex={0} aria-label="Home of golive">
      <SurfaceProvider value={surface}>
        <Blocks blocks={dictsOf(view.spec.blocks)} />
      </SurfaceProvider>
    </section>
  )
}
