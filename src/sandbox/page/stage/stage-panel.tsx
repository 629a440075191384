import type { ConversationShown, MessageShown } from '../../control/protocol.ts'
import type { World } from '../base/store.ts'
import { ClockPart } from './clock.tsx'
import { DemoPart } from './demo.tsx'
import { FaultsPart } from './faults.tsx'
import { TrafficPart } from './traffic.tsx'

/** What happens behind the scenes, and how to move it. Not a part of Slack. */
export function StagePanel(props: {
  world: World
  conversation: ConversationShown | undefined
  messages: readonly MessageShown[]
}) {
  const { world, conversation, messages } = props
  return (
    <aside className="stage-panel" aria-label="Stage">
      <h1>
        Stage <small>behind the scenes; not a part of Slack</small>
      </h1>
      <DemoPart stage={world.stage} />
      <ClockPart stage={world.stage} messages={messages} />
      <FaultsPart stage={world.stage} conversation={conversation} messages={messages} />
      <TrafficPart world={world} />
    </aside>
  )
}
