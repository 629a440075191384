import type { Channel, Message } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { messageObject } from '../slack-objects.ts'
import { isMember, visibleChannel } from './access.ts'
import { attachmentsArg, blocksArg, metadataArg, requireContent } from './message-content.ts'
import { type Method, type MethodCall, stringArg, tier } from './method.ts'

/** chat.update refuses longer text, unlike chat.postMessage (api.slack.com/changelog/2018-04). */
const longestUpdatedText = 4000

export const update: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: tier.three,
  required: ['channel', 'ts'],
  run(call) {
    const { workspace } = call
    requireContent(call)
    const channel = visibleChannel(workspace, stringArg(call, 'channel'))
    if (channel.archived) throw new SlackError('is_inactive')
    const message = lastingMessage(call, channel, 'ts')
    if (message.author !== workspace.bot.userId) throw new SlackError('cant_update_message')
    if (!isMember(workspace, channel) && !workspace.installation.has('chat:write.public')) {
      throw new SlackError('not_in_channel')
    }
    const text = stringArg(call, 'text')
    if (text.length > longestUpdatedText) throw new SlackError('msg_too_long')
    const blocks = blocksArg(call)
    const metadata = metadataArg(call)
    workspace.edit(message, {
      text,
      // Text without blocks deletes the blocks; attachments and metadata stay unless sent.
      blocks: blocks ?? [],
      attachments: attachmentsArg(call) ?? message.attachments,
      metadata:
        metadata && Object.keys(metadata).length === 0 ? undefined : (metadata ?? message.metadata),
      edited: blocks === undefined,
    })
    const { ts } = message
    return { channel: channel.id, ts, text, message: messageObject(message, workspace.bot) }
  },
}

export const remove: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: tier.three,
  required: ['channel', 'ts'],
  run(call) {
    const { workspace } = call
    const channel = visibleChannel(workspace, stringArg(call, 'channel'))
    const message = lastingMessage(call, channel, 'ts')
    if (message.author !== workspace.bot.userId) throw new SlackError('cant_delete_message')
    workspace.deleteMessage(channel.id, message.ts)
    return { channel: channel.id, ts: message.ts }
  },
}

export const getPermalink: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tier.special,
  required: ['channel', 'message_ts'],
  run(call) {
    const channel = visibleChannel(call.workspace, stringArg(call, 'channel'))
    const { ts, threadTs } = lastingMessage(call, channel, 'message_ts')
    const thread = threadTs && threadTs !== ts ? `?thread_ts=${threadTs}&cid=${channel.id}` : ''
    const path = `archives/${channel.id}/p${ts.replace('.', '')}${thread}`
    return {
      channel: channel.id,
      permalink: `https://${call.workspace.team.domain}.slack.com/${path}`,
    }
  },
}

/** The message, unless it is gone or ephemeral: neither can be reached by the Web API. */
function lastingMessage(call: MethodCall, channel: Channel, argument: string): Message {
  const message = call.workspace.message(channel.id, stringArg(call, argument))
  if (!message || message.ephemeralFor) throw new SlackError('message_not_found')
  return message
}
