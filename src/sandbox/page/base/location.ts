import { useCallback, useSyncExternalStore } from 'react'

/** What the address says: who acts, what is open. It outlives a reload. */
export interface Place {
  as: string
  /** The name of a conversation. */
  in: string
  /** The timestamp of the message whose thread is open. */
  thread: string
  /** The timestamp of a message to be shown. */
  at: string
}

const listeners = new Set<() => void>()
addEventListener('popstate', () => tell())

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePlace(): Place {
  const search = useSyncExternalStore(subscribe, () => location.search)
  const params = new URLSearchParams(search)
  const get = (name: keyof Place) => params.get(name) ?? ''
  return { as: get('as'), in: get('in'), thread: get('thread'), at: get('at') }
}

/** The address after going there: another conversation closes the thread. */
export function addressOf(change: Partial<Place>): string {
  const params = new URLSearchParams(location.search)
  if (change.in !== undefined) for (const name of ['thread', 'at']) params.delete(name)
  for (const [name, value] of Object.entries(change)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  return `?${params}`
}

export function useGo(): (change: Partial<Place>) => void {
  return useCallback((change) => {
    const address = addressOf(change)
    if (address !== location.search) history.pushState(null, '', address)
    tell()
  }, [])
}
