import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AppShown, ConversationShown, PersonShown } from '../../control/protocol.ts'
import type { World } from './store.ts'

/** Who and what there is: for names, mentions and pickers. */
export interface Directory {
  app: AppShown
  me: PersonShown
  people: ReadonlyMap<string, PersonShown>
  conversations: ReadonlyMap<string, ConversationShown>
}

const Context = createContext<Directory | null>(null)

export function DirectoryProvider({ world, children }: { world: World; children: ReactNode }) {
  const { app, me, people, conversations } = world
  const directory = useMemo<Directory>(
    () => ({
      app,
      me,
      people: new Map(people.map((each) => [each.id, each])),
      conversations: new Map(conversations.map((each) => [each.id, each])),
    }),
    [app, me, people, conversations],
  )
  return <Context value={directory}>{children}</Context>
}

export function useDirectory(): Directory {
  const directory = useContext(Context)
  if (!directory) throw new Error('Outside of the directory')
  return directory
}
