/** What golive reads of Slack's payloads. https://docs.slack.dev/reference/interaction-payloads */
import { z } from 'zod'

const user = z.object({ id: z.string() })

const fieldValue = z.object({
  value: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

const state = z.object({ values: z.record(z.string(), z.record(z.string(), fieldValue)) })

const view = z.object({
  id: z.string(),
  hash: z.string().nullish(),
  callback_id: z.string(),
  private_metadata: z.string(),
  previous_view_id: z.string().nullish(),
  state: state.nullish(),
})

export const clickPayload = z.object({
  user,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  view: view.nullish(),
  actions: z.tuple(
    [
      z.object({
        action_id: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    ],
    z.unknown(),
  ),
})

export const submissionPayload = z.object({ user, view })

export const commandPayload = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
})

export type OpenView = z.infer<typeof view>
export type FieldValue = z.infer<typeof fieldValue>

/** What was filled into the input of a block, whose action id may be any. */
export function fieldOf(view: OpenView, blockId: string): FieldValue | undefined {
  return Object.values(view.state?.values[blockId] ?? {})[0]
}
