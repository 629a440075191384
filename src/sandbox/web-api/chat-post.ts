import { type Dict, stringOf } from '../json.ts'
import type { Channel, Message } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { messageObject } from '../slack-objects.ts'
import { directMessageTo, writableChannel } from './access.ts'
import { attachmentsArg, blocksArg, metadataArg, requireContent } from './message-content.ts'
import { type Method, type MethodCall, stringArg, tier } from './method.ts'

/** chat.postMessage cuts longer text and warns (docs.slack.dev/reference/methods/chat.postMessage). */
const longestPostedText = 40_000

export const postMessage: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: tier.special,
  required: ['channel'],
  run(call) {
    const { workspace } = call
    requireContent(call)
    const channel = targetOf(call)
    const text = stringArg(call, 'text')
    const threadTs = threadArg(call)
    const message = workspace.post({
      channel: channel.id,
      author: workspace.bot.userId,
      text: text.slice(0, longestPostedText),
      blocks: blocksArg(call),
      attachments: attachmentsArg(call),
      metadata: metadataArg(call),
      threadTs,
    })
    tellOfMetadata(call, message)
    const answer = {
      channel: channel.id,
      ts: message.ts,
      message: messageObject(message, workspace.bot),
    }
    if (text.length <= longestPostedText) return answer
    const warnings = ['message_truncated']
    return { ...answer, warning: 'message_truncated', response_metadata: { warnings } }
  },
}

/** docs.slack.dev/reference/events/message_metadata_posted */
function tellOfMetadata({ workspace, announce }: MethodCall, { metadata, channel, ts }: Message) {
  const { bot, team, installation } = workspace
  if (!metadata || !installation.hearsOf(stringOf(metadata.event_type), bot.appId)) return
  announce({
    type: 'message_metadata_posted',
    app_id: bot.appId,
    bot_id: bot.botId,
    user_id: bot.userId,
    team_id: team.id,
    channel_id: channel,
    metadata,
    message_ts: ts,
  })
}

export const postEphemeral: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: tier.four,
  required: ['channel', 'user'],
  run(call) {
    const { workspace } = call
    requireContent(call)
    const channel = writableChannel(workspace, stringArg(call, 'channel'))
    const user = stringArg(call, 'user')
    if (!channel.members.has(user)) throw new SlackError('user_not_in_channel')
    const message = workspace.post({
      channel: channel.id,
      author: workspace.bot.userId,
      text: stringArg(call, 'text'),
      blocks: blocksArg(call),
      attachments: attachmentsArg(call),
      threadTs: threadArg(call),
      ephemeralFor: user,
    })
    return { message_ts: message.ts }
  },
}

/** A user id as `channel` means the DM with that user; `#name` finds a channel as Slack still allows. */
function targetOf(call: MethodCall): Channel {
  const { workspace } = call
  const target = stringArg(call, 'channel')
  if (/^[UW]/.test(target)) return directMessageTo(workspace, target)
  const named = [...workspace.channels.values()].find((each) => `#${each.name}` === target)
  return writableChannel(workspace, named?.id ?? target)
}

function threadArg(call: MethodCall): string | undefined {
  const ts = stringArg(call, 'thread_ts')
  if (ts === '') return undefined
  if (!/^\d+\.\d{6}$/.test(ts))
    throw SlackError.withMessages('invalid_arguments', ['[ERROR] invalid value: thread_ts'])
  return ts
}

/** For chat.postMessage's limit of one a second and channel. */
export function postTarget(args: Dict): string {
  return String(args.channel)
}
