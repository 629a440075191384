import type { Parcel, Receipt } from '../bot-link/link.ts'
import type { Dict } from '../json.ts'
import { type SeenMessage, seenMessage } from './seen-message.ts'
import type { Stage } from './stage.ts'

/** What came of a click, a submit or a shortcut. */
export interface ClickOutcome {
  /** New ephemeral messages for this person, anywhere. */
  notices: SeenMessage[]
  /** Set when the bot did not ack in time, could not be reached or answered what Slack refuses. */
  error?: string
  /** The confirm dialog that the person went through. */
  confirm?: Dict
}

/** An interaction that was captured and can be sent, more than once if wanted. */
export interface Delivery {
  readonly payload: Dict
  /** Sends it; with a fresh trigger_id unless `trigger` is 'same'. */
  send(options?: { trigger?: 'fresh' | 'same' }): Promise<ClickOutcome>
}

export interface DeliveryPlan {
  user: string
  parcel: (triggerId: string) => Parcel
  /** Applies the answer; returns an error word when Slack would refuse it. */
  receive?: (receipt: Receipt) => string | undefined
  confirm?: Dict
}

/** Captures an interaction as it is now: a later change of the message does not change the payload. */
export function makeDelivery(stage: Stage, plan: DeliveryPlan): Delivery {
  const captured = plan.parcel(stage.triggers.issue(plan.user))
  return {
    payload: captured.payload,
    async send({ trigger = 'fresh' } = {}) {
      const renewed = trigger === 'fresh' ? freshTrigger(stage, plan.user, captured) : {}
      const payload = structuredClone({ ...captured.payload, ...renewed })
      return deliver(stage, plan, { ...captured, payload })
    },
  }
}

function freshTrigger(stage: Stage, user: string, { payload }: Parcel): Dict {
  return payload.trigger_id === undefined ? {} : { trigger_id: stage.triggers.issue(user) }
}

async function deliver(stage: Stage, plan: DeliveryPlan, parcel: Parcel): Promise<ClickOutcome> {
  const before = stage.workspace.order
  const receipt = await stage.dispatch.send(parcel)
  const refused = plan.receive?.(receipt)
  await stage.settle()
  const error = receipt.acked ? refused : receipt.error
  const notices = noticesSince(stage, plan.user, before)
  return {
    notices,
    ...(error ? { error } : {}),
    ...(plan.confirm ? { confirm: plan.confirm } : {}),
  }
}

function noticesSince(stage: Stage, user: string, order: number): SeenMessage[] {
  return stage.workspace.messages
    .filter((each) => each.ephemeralFor === user && each.order > order)
    .map((each) => seenMessage(stage.workspace, each))
}
