import type { Channel } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { channelObject } from '../slack-objects.ts'
import { directMessageTo, isMember, knownUser, requireReadScope, visibleChannel } from './access.ts'
import { type Method, type MethodCall, missingScope, stringArg, tier } from './method.ts'

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'] as const

export const info: Method = {
  token: 'bot',
  scopes: readScopes,
  perMinute: tier.three,
  required: ['channel'],
  run(call) {
    const channel = visibleChannel(call.workspace, stringArg(call, 'channel'))
    requireReadScope(call.workspace, channel)
    const { num_members: members, ...object } = wire(call, channel)
    return { channel: call.args.include_num_members ? { ...object, num_members: members } : object }
  },
}

export const members: Method = {
  token: 'bot',
  scopes: readScopes,
  perMinute: tier.four,
  required: ['channel'],
  run(call) {
    const channel = visibleChannel(call.workspace, stringArg(call, 'channel'))
    requireReadScope(call.workspace, channel)
    const all = [...channel.members]
    const from = Number(Buffer.from(stringArg(call, 'cursor'), 'base64').toString() || '0')
    if (!Number.isInteger(from)) throw new SlackError('invalid_cursor')
    const limit = Number(stringArg(call, 'limit') || '100')
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new SlackError('invalid_limit')
    const until = from + limit
    const next = until < all.length ? Buffer.from(String(until)).toString('base64') : ''
    return { members: all.slice(from, until), response_metadata: { next_cursor: next } }
  },
}

export const open: Method = {
  token: 'bot',
  scopes: ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
  perMinute: tier.three,
  required: [],
  run(call) {
    const users = stringArg(call, 'users')
    if (users === '') throw new SlackError('users_list_not_supplied')
    if (users.includes(',')) throw new SlackError('method_not_supported_for_channel_type')
    const channel = directMessageTo(call.workspace, users)
    return { channel: call.args.return_im ? wire(call, channel) : { id: channel.id } }
  },
}

export const join: Method = {
  token: 'bot',
  scopes: ['channels:join'],
  perMinute: tier.three,
  required: ['channel'],
  run(call) {
    const { workspace } = call
    const channel = visibleChannel(workspace, stringArg(call, 'channel'))
    if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type')
    if (channel.archived) throw new SlackError('is_archived')
    if (isMember(workspace, channel)) {
      const warnings = ['already_in_channel']
      const answer = { channel: wire(call, channel), warning: 'already_in_channel' }
      return { ...answer, response_metadata: { warnings } }
    }
    addMember(call, channel, workspace.bot.userId)
    return { channel: wire(call, channel) }
  },
}

export const invite: Method = {
  token: 'bot',
  scopes: ['channels:manage', 'channels:write.invites', 'groups:write', 'groups:write.invites'],
  perMinute: tier.three,
  required: ['channel', 'users'],
  run(call) {
    const { workspace } = call
    const channel = visibleChannel(workspace, stringArg(call, 'channel'))
    const needed = inviteScopes(channel)
    if (!needed.some((scope) => workspace.installation.has(scope)))
      throw missingScope(workspace, needed)
    if (!isMember(workspace, channel)) throw new SlackError('not_in_channel')
    if (channel.archived) throw new SlackError('is_archived')
    const ids = stringArg(call, 'users').split(',')
    for (const id of ids) checkInvitee(call, channel, id)
    for (const id of ids) addMember(call, channel, id)
    return { channel: wire(call, channel) }
  },
}

function inviteScopes(channel: Channel): string[] {
  if (channel.kind === 'private') return ['groups:write', 'groups:write.invites']
  return ['channels:manage', 'channels:write.invites']
}

function checkInvitee(call: MethodCall, channel: Channel, id: string): void {
  const user = knownUser(call.workspace, id)
  if (id === call.workspace.bot.userId) throw new SlackError('cant_invite_self')
  if (user.kind === 'deactivated') throw new SlackError('user_disabled')
  if (user.kind === 'single-channel guest') throw new SlackError('ura_max_channels')
  if (channel.members.has(id)) throw new SlackError('already_in_channel')
}

function addMember(call: MethodCall, channel: Channel, user: string): void {
  const { workspace } = call
  channel.members.add(user)
  workspace.changed({ type: 'channel', channel: channel.id })
  const team = workspace.team.id
  const channelType = channel.kind === 'private' ? 'G' : 'C'
  call.announce({
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type: channelType,
    team,
  })
}

function wire(call: MethodCall, channel: Channel) {
  return channelObject(channel, call.workspace.bot.userId, call.workspace.team)
}
