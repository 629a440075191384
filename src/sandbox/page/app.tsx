import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { ActProvider } from './base/act.tsx'
import { Connection } from './base/connection.ts'
import { DirectoryProvider } from './base/directory.tsx'
import { usePlace } from './base/location.ts'
import { NowProvider } from './base/now.tsx'
import { Toasts } from './base/toasts.tsx'
import { Workspace } from './workspace.tsx'

let isFirst = true

/** One person's window on the workspace. Another person is another connection. */
export function App() {
  const { as } = usePlace()
  const connection = useMemo(() => new Connection(as), [as])
  useEffect(() => {
    connection.open(isFirst && isReload())
    isFirst = false
    return () => connection.close()
  }, [connection])
  const current = useSyncExternalStore(connection.store.subscribe, connection.store.current)
  // While another person's window opens, the last one's stays.
  const last = useRef(current)
  useEffect(() => {
    last.current = current ?? last.current
  }, [current])
  const world = current ?? last.current
  const act = useMemo(() => connection.act.bind(connection), [connection])
  if (!world) return <p className="waiting">Connecting to the sandbox …</p>
  return (
    <ActProvider act={act}>
      <DirectoryProvider world={world}>
        <NowProvider offsetMs={world.stage.clockOffsetMs}>
          <Workspace world={world} />
          <Toasts />
        </NowProvider>
      </DirectoryProvider>
    </ActProvider>
  )
}

/** Slack's clients lose ephemeral messages when they are reloaded. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload'
}
