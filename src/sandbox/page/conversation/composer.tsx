import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import { asSent } from './as-sent.ts'
import { CommandList } from './command-list.tsx'
import { commandsFor, hintFor } from './commands.ts'
import { GlobalShortcuts } from './global-shortcuts.tsx'

/** What was typed and not sent yet, by place: kept while the page is open. */
const drafts = new Map<string, string>()

/** Where one types: Enter sends, Shift+Enter makes a new line, a slash offers the commands. */
export function Composer(props: { channel: string; label: string; threadTs?: string }) {
  const { channel, label, threadTs } = props
  const { app, me, people, conversations } = useDirectory()
  const draftKey = `${me.id} ${channel} ${threadTs ?? ''}`
  const [text, setText] = useState(drafts.get(draftKey) ?? '')
  const [at, setAt] = useState(0)
  const [isDismissed, setDismissed] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const act = useAct()
  const listId = useId()
  const commands = app.commands.filter(({ isBuiltIn }) => isBuiltIn || me.kind !== 'outsider')
  const offered = threadTs || isDismissed ? [] : commandsFor(commands, text)
  const hint = hintFor(commands, text)

  const change = (next: string) => {
    setText(next)
    setAt(0)
    setDismissed(false)
    drafts.set(draftKey, next)
  }
  const complete = (command: string) => {
    change(`${command} `)
    input.current?.focus()
  }
  const send = async () => {
    const typed = text.trim()
    if (typed === '') return
    change('')
    setBusy(true)
    const sent = asSent(typed, people, conversations)
    const outcome = await act({ type: 'type', channel, text: sent, threadTs })
    setBusy(false)
    if (outcome.error) change(typed)
  }
  const pressed = (event: KeyboardEvent) => {
    const isPicking = offered.length > 0
    const chosen = offered[Math.min(at, offered.length - 1)]
    if (isPicking && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setAt((offered.length + at + (event.key === 'ArrowDown' ? 1 : -1)) % offered.length)
    } else if (isPicking && event.key === 'Escape') {
      event.preventDefault()
      setDismissed(true)
    } else if (chosen && completes(event.key, chosen.command, text)) {
      event.preventDefault()
      complete(chosen.command)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      void send()
    }
  }

  return (
    <div className="composer">
      {offered.length > 0 && (
        <CommandList id={listId} commands={offered} at={at} onChoose={complete} />
      )}
      {hint && (
        <p className="command-hint">
          <code>{hint.command}</code> {hint.usageHint}
        </p>
      )}
      <div className="composer-box">
        {!threadTs && me.kind !== 'outsider' && <GlobalShortcuts />}
        <textarea
          ref={input}
          value={text}
          rows={Math.min(8, text.split('\n').length)}
          placeholder={label}
          aria-label={label}
          role="combobox"
          aria-expanded={offered.length > 0}
          aria-controls={offered.length > 0 ? listId : undefined}
          aria-activedescendant={offered.length > 0 ? `${listId}-${at}` : undefined}
          aria-autocomplete="list"
          onChange={(event) => change(event.target.value)}
          onKeyDown={pressed}
        />
        <button
          type="button"
          className="send"
          aria-label="Send"
          aria-busy={isBusy}
          disabled={text.trim() === ''}
          onClick={() => void send()}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  )
}

/** Tab completes what is typed; so does Enter, which sends what is complete already. */
function completes(key: string, command: string, text: string): boolean {
  return key === 'Tab' || (key === 'Enter' && command !== text)
}
