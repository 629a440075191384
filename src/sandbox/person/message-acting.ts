import { stateValues } from '../input-state.ts'
import { messageAction } from '../payloads.ts'
import { linesOf } from '../readable.ts'
import type { InputValue, Message } from '../shapes.ts'
import { messageObject } from '../slack-objects.ts'
import type { ActedOn, Actor } from './acting.ts'
import type { Searched } from './find-element.ts'

/** What each person chose in a message's selects: kept by their client, not by the message. */
const choices = new WeakMap<Message, Map<string, Map<string, InputValue>>>()

function choicesOf(message: Message, user: string): Map<string, InputValue> {
  const ofMessage = choices.get(message) ?? new Map<string, Map<string, InputValue>>()
  choices.set(message, ofMessage)
  const ofUser = ofMessage.get(user) ?? new Map<string, InputValue>()
  ofMessage.set(user, ofUser)
  return ofUser
}

/** A message as something to click in. */
export function actedMessage(actor: Actor, message: Message): Searched<ActedOn> {
  const { workspace, responseUrls } = actor.stage
  const typed = choicesOf(message, actor.user)
  const channel = workspace.channel(message.channel)
  const user = workspace.user(actor.user)
  const where: ActedOn = {
    typed,
    parcel: (action, triggerId) => ({
      kind: 'interactive',
      takesAnswer: false,
      payload: messageAction(workspace, {
        user,
        action,
        triggerId,
        channel,
        message,
        state: stateValues(message.blocks, typed),
        responseUrl: responseUrls.issue({
          channel: channel.id,
          user: user.id,
          messageTs: message.ts,
          ...(message.threadTs ? { threadTs: message.threadTs } : {}),
        }),
      }),
    }),
    suggestionPlace: () => ({
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: false,
      },
      channel: { id: channel.id, name: channel.name },
      message: messageObject(message, workspace.bot),
    }),
  }
  return { where, blocks: message.blocks, text: `${message.text}\n${linesOf(message.blocks)}` }
}
