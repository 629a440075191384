import { useEffect, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { ConversationShown, MessageShown, ViewShown } from '../../control/protocol.ts'
import { useQuietAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import { useGo, usePlace } from '../base/location.ts'
import { HomeTab } from '../home.tsx'
import { Composer } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { MessageList } from './message-list.tsx'

interface Props {
  conversation: ConversationShown
  messages: readonly MessageShown[]
  home: ViewShown | null
  showTs: string
}

/** What is open in the middle: a channel, or golive with its tabs. */
export function ConversationPane({ conversation, messages, home, showTs }: Props) {
  const { app } = useDirectory()
  const hasTabs = conversation.kind === 'im' && app.hasHomeTab
  const place = usePlace()
  const go = useGo()
  const [wasUnread] = useState(conversation.unread > 0)
  const first = wasUnread ? 'messages' : 'home'
  const tab = place.at === '' ? first : place.at === 'home' ? 'home' : 'messages'
  const isTalk = conversation.kind === 'im' && (!hasTabs || tab === 'messages')
  useOpened(isTalk)
  const talk = <Talk conversation={conversation} messages={messages} showTs={showTs} />
  return (
    <section className="pane" aria-label={paneName(conversation)}>
      <ConversationHeader conversation={conversation} messages={messages} />
      {hasTabs ? (
        <Tabs
          className="tabs"
          selectedKey={tab}
          onSelectionChange={(key) => go({ at: String(key) })}
        >
          <TabList aria-label="golive" className="tab-list">
            <Tab id="home">Home</Tab>
            <Tab id="messages">
              Messages
              {conversation.unread > 0 && (
                <>
                  {' '}
                  <span className="badge">
                    {conversation.unread}
                    <span className="visually-hidden"> unread</span>
                  </span>
                </>
              )}
            </Tab>
          </TabList>
          <TabPanel id="home" className="tab-panel">
            <HomeTab view={home} />
          </TabPanel>
          <TabPanel id="messages" className="tab-panel">
            {talk}
          </TabPanel>
        </Tabs>
      ) : (
        talk
      )}
    </section>
  )
}

/** Opening the messages with golive tells it, as opening its home does. */
function useOpened(isTalk: boolean): void {
  const act = useQuietAct()
  useEffect(() => {
    if (isTalk) void act({ type: 'open-home', tab: 'messages' })
  }, [act, isTalk])
}

function paneName({ kind, name }: ConversationShown): string {
  return kind === 'im' ? `Direct messages with ${name}` : `Channel ${name}`
}

/** The messages and the composer. What is seen counts as read. */
function Talk({ conversation, messages, showTs }: Omit<Props, 'home'>) {
  const { id, unread, isMember, archived, kind, name } = conversation
  const act = useQuietAct()
  useEffect(() => {
    if (unread === 0) return
    const read = () =>
      document.visibilityState === 'visible' && void act({ type: 'read', channel: id })
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [act, id, unread])
  return (
    <>
      <MessageList conversation={conversation} messages={messages} showTs={showTs} />
      {archived ? (
        <p className="read-only">This channel is archived: nobody can write in it.</p>
      ) : isMember ? (
        <Composer channel={id} label={`Message ${kind === 'im' ? '' : '#'}${name}`} />
      ) : (
        <JoinBar conversation={conversation} />
      )}
    </>
  )
}

function JoinBar({ conversation }: { conversation: ConversationShown }) {
  const act = useQuietAct()
  const join = () => act({ type: 'change-channel', channel: conversation.id, what: 'join' })
  return (
    <p className="read-only">
      You are looking at #{conversation.name}.{' '}
      <button type="button" className="button primary" onClick={() => void join()}>
        Join Channel
      </button>
    </p>
  )
}
