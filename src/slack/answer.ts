/** What a person gets to see of what they did. */
import type { AckFn, RespondArguments, RespondFn } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { z } from 'zod'
import type { Reason } from '../domain/refusal.ts'
import { fieldOfBlock } from '../views/inputs.ts'
import type { Message } from '../views/message.ts'
import { noticeDialog } from '../views/notice.ts'
import { faultText } from '../views/refusal-text.ts'
import { mrkdwn } from '../views/text.ts'
import type { Edge } from './edge.ts'
import type { clickPayload, OpenView } from './payloads.ts'

/** What a person is told after the acknowledgement, to their eyes only. */
export type Answer = {
  /** A sentence, in mrkdwn. */
  tell?: string
  /** A message; `replaces` the ephemeral message that was clicked. */
  reply?: Message
  replaces?: boolean
  /** Slack calls that may come late, or fail, without harm. */
  after?: () => Promise<unknown>
}

/** What a dialog does after its submission: closes (undefined), or stays with a new view. */
export type DialogAnswer = Answer & { update?: ModalView }

/** What becomes of a refusal or failure: a sentence, and the reason where there is one. */
export type Refused = Answer & { tell: string; reason: Reason | null; zone: string }

/** Tells somebody who clicked: in the dialog that they clicked in, or below the message. */
export async function tellClicker(
  edge: Edge,
  answer: Answer,
  respond: RespondFn,
  payload: z.infer<typeof clickPayload> | undefined,
): Promise<void> {
  if (payload?.view?.type === 'home') {
    const view = noticeDialog(answer.tell ?? answer.reply?.blocks ?? [])
    try {
      await edge.client.views.open({ trigger_id: payload.trigger_id, view })
    } catch {
      // A Home has no place for it: then it is said where golive writes to them.
      const { text, blocks } = answer.reply ?? sentenceOnly(answer.tell ?? '')
      const quiet = { unfurl_links: false, unfurl_media: false }
      await edge.client.chat.postMessage({ channel: payload.user.id, text, blocks, ...quiet })
    }
  } else if (payload?.view) {
    const view = noticeDialog(answer.tell ?? answer.reply?.blocks ?? [])
    try {
      await edge.client.views.push({ trigger_id: payload.trigger_id, view })
    } catch {
      // Slack stacks three dialogs and no more: then it is said in the top one's place.
      await edge.client.views.update({ view_id: payload.view.id, view })
    }
  } else if (answer.reply) {
    await respond({ ...ephemeral(answer.reply), replace_original: answer.replaces === true })
  } else if (answer.tell) {
    await respond({ ...sentenceOnly(answer.tell), replace_original: false })
  }
}

export type DialogResponse =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView }

/** Faults go to their fields; a refusal that has none takes the dialog's place: none is missed. */
export async function acknowledgeDialog(
  { seal }: Edge,
  ack: AckFn<DialogResponse>,
  answer: DialogAnswer | Refused | undefined,
  view: OpenView | undefined,
): Promise<void> {
  const update = answer && 'update' in answer ? answer.update : undefined
  if (answer && 'reason' in answer && answer.reason?.code === 'faults') {
    const { zone, reason } = answer
    const blocks = Object.keys(view?.state?.values ?? {})
    const errors = Object.entries(reason.faults).flatMap(([field, fault]) => {
      const block = blocks.find((id) => fieldOfBlock(id) === field) ?? field
      return fault ? [[block, faultText(fault, zone)]] : []
    })
    await ack({ response_action: 'errors', errors: Object.fromEntries(errors) })
  } else if (update) {
    await ack({ response_action: 'update', view: seal.onto(update) })
  } else if (answer?.tell) {
    await ack({ response_action: 'update', view: noticeDialog(answer.tell) })
  } else {
    await ack()
  }
}

export function ephemeral(message: Message): RespondArguments & { response_type: 'ephemeral' } {
  return { response_type: 'ephemeral', text: message.text, blocks: message.blocks }
}

export function sentenceOnly(text: string): Message & { response_type: 'ephemeral' } {
  return {
    response_type: 'ephemeral',
    text,
    blocks: [{ type: 'section', text: mrkdwn(text) }],
  }
}
