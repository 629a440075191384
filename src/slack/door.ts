/** What comes from Slack is looked at before Bolt reads it: Bolt trusts the shape of payloads. */
import type { App, ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'
import type { Logger } from './log.ts'

/** What Bolt chooses the listener by while it already tells errors as if they were the listener's. */
const addressed = z.object({
  actions: z.tuple([z.object({ action_id: z.string() })], z.unknown()).optional(),
  view: z.object({ callback_id: z.string() }).nullish(),
})

/** Gives a payload to Bolt; false when it is none that Slack sends, and nothing was done. */
export async function letIn(app: App, event: ReceiverEvent, log: Logger): Promise<boolean> {
  const read = addressed.safeParse(event.body)
  try {
    if (!read.success) throw read.error
    const isEvent = event.body.type === 'event_callback'
    // Bolt acknowledges events before its listeners run: one that came to a process that died is lost.
    const early = { ...event, ack: async () => {} }
    // Bolt tells app.error what its listeners throw; what comes from here was thrown before them.
    await app.processEvent(isEvent ? early : event)
    if (isEvent) await event.ack()
    return true
  } catch (error) {
    log.warn({ err: error }, 'a payload that cannot be read')
    return false
  }
}
