import type { MouseEvent } from 'react'
import { Button } from 'react-aria-components'
import type { PersonShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import { Icon } from '../base/icons.tsx'
import { addressOf, useGo } from '../base/location.ts'
import { useClock } from '../base/now.tsx'
import type { World } from '../base/store.ts'
import { useTheme } from '../base/theme.ts'
import { cityOf, formatIn } from '../text/zone.ts'

/** The stage's own bar, which is not Slack's: who acts, what time it is, the panel. */
export function TopBar(props: {
  world: World
  isPanelOpen: boolean
  onTogglePanel: () => void
  onToggleSidebar: () => void
}) {
  const { world, isPanelOpen, onTogglePanel, onToggleSidebar } = props
  const { me, people, stage } = world
  const now = useClock(stage.clockOffsetMs, 1000)
  const { isDark, toggle } = useTheme()
  return (
    <header className="top-bar">
      <Button className="tool sidebar-toggle" aria-label="Conversations" onPress={onToggleSidebar}>
        <Icon name="menu" />
      </Button>
      <strong className="product">golive sandbox</strong>
      <nav className="cast" aria-label="Acting as">
        <span className="cast-label">Acting as</span>
        {people
          .filter(({ kind }) => kind !== 'bot')
          .map((person) => (
            <PersonLink key={person.id} person={person} isMe={person.id === me.id} />
          ))}
      </nav>
      {!world.isConnected && (
        <span className="lost" role="alert">
          no connection to the sandbox
        </span>
      )}
      <time className="top-clock" dateTime={now.toISOString()}>
        {formatIn(me.zone, now, {
          weekday: 'short',
          month: 'short',
          day: 'numeric',
          hour: 'numeric',
          minute: '2-digit',
        })}
        <small> {cityOf(me.zone)}</small>
      </time>
      <Button
        className="tool"
        aria-label={isDark ? 'Light colours' : 'Dark colours'}
        onPress={toggle}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </Button>
      <Button
        className="tool"
        aria-label="Stage panel"
        aria-expanded={isPanelOpen}
        onPress={onTogglePanel}
      >
        <Icon name="panel" />
      </Button>
    </header>
  )
}

function PersonLink({ person, isMe }: { person: PersonShown; isMe: boolean }) {
  const go = useGo()
  const note = noteOn(person)
  const label = `${person.name}${note}`
  if (person.kind === 'deactivated') {
    return (
      <span className="person" data-off title={label} role="img" aria-label={label}>
        <Avatar id={person.id} size="small" />
      </span>
    )
  }
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go({ as: person.handle, thread: '', at: '' })
  }
  return (
    <a
      ref={isMe ? bringIntoView : undefined}
      className="person"
      href={addressOf({ as: person.handle })}
      onClick={follow}
      aria-current={isMe ? 'true' : undefined}
      aria-label={label}
      title={`${label} · ${cityOf(person.zone)}. Ctrl+click opens another window`}
    >
      <Avatar id={person.id} size="small" />
      {isMe && <span>{person.name}</span>}
      {person.kind !== 'member' && <i className="kind" data-kind={person.kind} />}
    </a>
  )
}

/** In narrow windows the bar scrolls; who acts is to be seen. */
function bringIntoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function noteOn({ kind, from }: PersonShown): string {
  if (from) return `, from ${from}`
  return kind === 'member' ? '' : `, ${kind}`
}
