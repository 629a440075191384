import { Button, Switch } from 'react-aria-components'
import type { ConversationShown, MessageShown, StageShown } from '../../control/protocol.ts'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'

/** Switches that break Slack, so that one can watch golive converge. */
export function FaultsPart(props: {
  stage: StageShown
  conversation: ConversationShown | undefined
  messages: readonly MessageShown[]
}) {
  const { stage, conversation, messages } = props
  const { app } = useDirectory()
  const act = useAct()
  const { faults } = stage
  const newest = messages.findLast(
    ({ author, isEphemeral }) => author === app.botId && !isEphemeral,
  )
  return (
    <section aria-label="Faults">
      <h2>Faults</h2>
      <FaultSwitch
        label="Rate limiting"
        note="429 on posts and edits"
        isOn={faults.rateLimited}
        onChange={(rateLimited) => void act({ type: 'set-faults', rateLimited })}
      />
      <FaultSwitch
        label="Slack down"
        note="503, and no sockets"
        isOn={faults.down}
        onChange={(down) => void act({ type: 'set-faults', down })}
      />
      <FaultSwitch
        label="Slow Slack"
        note="every answer takes 2 s"
        isOn={faults.slow}
        onChange={(slow) => void act({ type: 'set-faults', slow })}
      />
      <p className="sockets" data-none={stage.connections === 0 || undefined}>
        {stage.connections} {stage.connections === 1 ? 'socket' : 'sockets'} open
      </p>
      <div className="row">
        <Button className="button stage-button" onPress={() => void act({ type: 'drop-sockets' })}>
          Cut the Sockets
        </Button>
        <Button
          className="button stage-button"
          onPress={() => void act({ type: 'refresh-sockets' })}
        >
          Ask to Reconnect
        </Button>
      </div>
      {conversation && newest && (
        <>
          <div className="row">
            <Button
              className="button stage-button"
              onPress={() =>
                void act({ type: 'delete-message', channel: conversation.id, ts: newest.ts })
              }
            >
              Delete Newest Message
            </Button>
          </div>
          <p>
            It comes back at its next change, within the hour or day, or with /golive status →
            Resend Messages.
          </p>
        </>
      )}
      {conversation && conversation.kind !== 'im' && (
        <div className="row">
          <ChannelFaults conversation={conversation} />
        </div>
      )}
    </section>
  )
}

function ChannelFaults({ conversation }: { conversation: ConversationShown }) {
  const act = useAct()
  const { id: channel, name, hasBot, archived } = conversation
  const change = (what: 'remove-bot' | 'invite-bot' | 'archive' | 'restore') => () =>
    void act({ type: 'change-channel', channel, what })
  if (archived) {
    return (
      <Button className="button stage-button" onPress={change('restore')}>
        Restore #{name}
      </Button>
    )
  }
  return (
    <>
      <Button
        className="button stage-button"
        onPress={change(hasBot ? 'remove-bot' : 'invite-bot')}
      >
        {hasBot ? `Remove golive from #${name}` : `Invite golive to #${name}`}
      </Button>
      <Button className="button stage-button" onPress={change('archive')}>
        Archive #{name}
      </Button>
    </>
  )
}

function FaultSwitch(props: {
  label: string
  note: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  const { label, note, isOn, onChange } = props
  return (
    <Switch className="switch" isSelected={isOn} onChange={onChange}>
      <span className="switch-track" />
      <span>
        {label} <small>{note}</small>
      </span>
    </Switch>
  )
}
