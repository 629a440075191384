import { useEffect, useState } from 'react'
import { usePlace } from './base/location.ts'
import type { World } from './base/store.ts'
import { ConversationPane } from './conversation/conversation-pane.tsx'
import { Thread } from './conversation/thread.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { Sidebar } from './sidebar/sidebar.tsx'
import { StagePanel } from './stage/stage-panel.tsx'
import { TopBar } from './stage/top-bar.tsx'

const wideEnough = 1180

/** The whole page: the stage's bar above, Slack below it, and the stage's panel beside it. */
export function Workspace({ world }: { world: World }) {
  const place = usePlace()
  const [isPanelOpen, setPanelOpen] = useState(innerWidth >= wideEnough)
  const [isSidebarOpen, setSidebarOpen] = useState(false)
  const conversation =
    world.conversations.find(({ name }) => name === place.in) ??
    world.conversations.find(({ isMember }) => isMember)
  const messages = (conversation && world.messages.get(conversation.id)) ?? []
  const parent = place.thread ? messages.find(({ ts }) => ts === place.thread) : undefined
  useEffect(() => {
    const where = conversation ? `${conversation.name} · ` : ''
    document.title = `${where}${world.me.name} · golive sandbox`
  }, [conversation, world.me.name])
  return (
    <div
      className="page"
      data-panel={isPanelOpen || undefined}
      data-sidebar={isSidebarOpen || undefined}
    >
      <TopBar
        world={world}
        isPanelOpen={isPanelOpen}
        onTogglePanel={() => setPanelOpen((is) => !is)}
        onToggleSidebar={() => setSidebarOpen((is) => !is)}
      />
      <Sidebar world={world} openId={conversation?.id} onGone={() => setSidebarOpen(false)} />
      <main className="main">
        {conversation ? (
          <ConversationPane
            key={`${world.me.id} ${conversation.id}`}
            conversation={conversation}
            messages={messages}
            home={world.home}
            showTs={place.at}
          />
        ) : (
          <p className="waiting">There is no conversation here.</p>
        )}
        {conversation && parent && (
          <Thread
            key={`${world.me.id} ${parent.ts}`}
            conversation={conversation}
            parent={parent}
            messages={messages}
          />
        )}
      </main>
      {isPanelOpen && <StagePanel world={world} conversation={conversation} messages={messages} />}
      <Dialogs views={world.dialogs} />
    </div>
  )
}
