import type { Channel } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { messageObject } from '../slack-objects.ts'
import { isMember, visibleChannel } from './access.ts'
import { type Method, type MethodCall, stringArg, tier } from './method.ts'

const mostPins = 100

export const add: Method = {
  token: 'bot',
  scopes: ['pins:write'],
  perMinute: tier.two,
  required: ['channel', 'timestamp'],
  run(call) {
    const channel = pinningChannel(call)
    const ts = stringArg(call, 'timestamp')
    const message = call.workspace.message(channel.id, ts)
    if (!message || message.ephemeralFor) throw new SlackError('message_not_found')
    if (channel.pins.includes(ts)) throw new SlackError('already_pinned')
    if (channel.pins.length >= mostPins) throw new SlackError('too_many_pins')
    channel.pins.push(ts)
    call.workspace.changed({ type: 'pin', channel: channel.id, ts, pinned: true })
    return {}
  },
}

export const remove: Method = {
  token: 'bot',
  scopes: ['pins:write'],
  perMinute: tier.two,
  required: ['channel', 'timestamp'],
  run(call) {
    const channel = pinningChannel(call)
    const ts = stringArg(call, 'timestamp')
    if (!channel.pins.includes(ts)) throw new SlackError('no_pin')
    channel.pins = channel.pins.filter((pin) => pin !== ts)
    call.workspace.changed({ type: 'pin', channel: channel.id, ts, pinned: false })
    return {}
  },
}

export const list: Method = {
  token: 'bot',
  scopes: ['pins:read'],
  perMinute: tier.two,
  required: ['channel'],
  run(call) {
    const channel = visibleChannel(call.workspace, stringArg(call, 'channel'))
    if (!isMember(call.workspace, channel)) throw new SlackError('not_in_channel')
    const messages = channel.pins.flatMap((ts) => call.workspace.message(channel.id, ts) ?? [])
    const items = messages.map((message) => ({
      type: 'message',
      channel: channel.id,
      created_by: call.workspace.bot.userId,
      message: messageObject(message, call.workspace.bot),
    }))
    return { items }
  },
}

function pinningChannel(call: MethodCall): Channel {
  const channel = visibleChannel(call.workspace, stringArg(call, 'channel'))
  if (!isMember(call.workspace, channel)) throw new SlackError('not_in_channel')
  if (channel.archived) throw new SlackError('is_archived')
  return channel
}
