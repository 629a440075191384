/** What golive reads of Slack's payloads. https://docs.slack.dev/reference/interaction-payloads */
import { z } from 'zod'
import { fieldOfBlock } from '../views/inputs.ts'
import { metadataOfOurs } from './message-metadata.ts'

/** Of Slack's. */
export const id = z.string().regex(/^\w{1,64}$/)

const user = z.object({ id })

const file = z.object({
  id: z.string(),
  name: z.string().nullish(),
  permalink: z.string(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
})
export type SlackFile = Partial<z.infer<typeof file>>

const fieldValue = z.object({
  value: z.string().nullish(),
  files: z.array(file).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_date_time: z.number().nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

const state = z.object({ values: z.record(z.string(), z.record(z.string(), fieldValue)) })

const view = z.object({
  id: z.string(),
  type: z.string(),
  hash: z.string().nullish(),
  callback_id: z.string(),
  private_metadata: z.string(),
  previous_view_id: z.string().nullish(),
  state: state.nullish(),
})

export const clickPayload = z.object({
  user,
  trigger_id: z.string(),
  channel: z.object({ id }).nullish(),
  container: z
    .object({ is_ephemeral: z.boolean().nullish(), message_ts: z.string().nullish() })
    .nullish(),
  message: z.object({ metadata: metadataOfOurs.nullish().catch(null) }).nullish(),
  response_url: z.string().nullish(),
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
  user_id: id,
  channel_id: id,
  text: z.string().default(''),
  trigger_id: z.string(),
})

/** A message's: the second in which it was posted, and a number that makes it its own in the channel. */
const timestamp = z.string().regex(/^\d{1,11}\.\d{1,9}$/)

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export const messageShortcutPayload = z.object({
  user,
  trigger_id: z.string(),
  channel: z.object({ id }),
  message: z.object({
    ts: timestamp,
    thread_ts: timestamp.nullish(),
    user: z.string().nullish(),
    text: z.string().nullish(),
    /** How an app that is no person calls itself. */
    username: z.string().nullish(),
    files: z.array(file.partial()).nullish(),
  }),
})

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export const suggestionPayload = z.object({
  user,
  value: z.string().default(''),
  view: view.nullish(),
})

export type OpenView = z.infer<typeof view>
export type FieldValue = z.infer<typeof fieldValue>

/** Whether a box of a field is ticked. */
export function isTicked(view: OpenView, field: string, box: string): boolean {
  const ticked = fieldOf(view, field)?.selected_options ?? []
  return ticked.some(({ value }) => value === box)
}

/** Those of several named boxes that a form asked for and that are not ticked; none where it did not ask. */
export function untickedIn(
  view: OpenView,
  fields: readonly string[],
  boxes: readonly { name: string }[],
): string[] {
  const asked = fields.map((id) => fieldOf(view, id))
  if (asked.every((field) => field === undefined)) return []
  const ticked = asked.flatMap((field) => field?.selected_options ?? []).map(({ value }) => value)
  return boxes.map(({ name }) => name).filter((name) => !ticked.includes(name))
}

/** What was filled into a field: the input of its block, whose action id may be any. */
export function fieldOf(view: OpenView, blockId: string): FieldValue | undefined {
  const blocks = Object.entries(view.state?.values ?? {})
  const found = blocks.find(([id]) => fieldOfBlock(id) === blockId)
  return found && Object.values(found[1])[0]
}
