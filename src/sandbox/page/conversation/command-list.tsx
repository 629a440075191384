import type { CommandShown } from '../../control/protocol.ts'
import { Avatar } from '../base/avatar.tsx'
import { useDirectory } from '../base/directory.tsx'

/** The commands that fit what is typed, the app's and Slack's own. */
export function CommandList(props: {
  id: string
  commands: CommandShown[]
  at: number
  onChoose: (command: string) => void
}) {
  const { id, commands, at, onChoose } = props
  const { app } = useDirectory()
  return (
    <div className="command-list" role="listbox" id={id} aria-label="Commands">
      {commands.map(({ command, description, usageHint, isBuiltIn }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer's keys choose; this is for the mouse
        <div
          key={command}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(command)}
        >
          <Avatar id={isBuiltIn ? 'USLACKBOT' : app.botId} size="small" />
          <span>
            <strong>{command}</strong> <span className="usage">{usageHint}</span>
            <small className="command-line">{description}</small>
          </span>
        </div>
      ))}
    </div>
  )
}
