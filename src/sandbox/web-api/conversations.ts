import type { Channel } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { channelObject } from '../slack-objects.ts'
import { directMessageTo, isMember, requireReadScope, visibleChannel } from './access.ts'
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
  required: ['channel'],
  run(call) {
    const { workspace } = call
    const channel = visibleChannel(workspace, stringArg(call, 'channel'))
    if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type')
    const needed = inviteScopes(channel)
    if (!needed.some((scope) => workspace.installation.has(scope)))
      throw missingScope(workspace, needed)
    if (!isMember(workspace, channel)) throw new SlackError('not_in_channel')
    if (channel.archived) throw new SlackError('is_archived')
    const ids = stringArg(call, 'users').split(',').filter(Boolean)
    if (ids.length === 0) throw new SlackError('no_user')
    if (ids.length > mostInvited) {
      throw SlackError.withMessages('invalid_arguments', [
        `[ERROR] no more than ${mostInvited} items allowed [json-pointer:/users]`,
      ])
    }
    const errors = ids.flatMap((user) => {
      const error = whyNotInvited(call, channel, user)
      return error ? [{ user, ok: false, error }] : []
    })
    const refused = errors.map(({ user }) => user)
    const welcome = ids.filter((id) => !refused.includes(id))
    const [first] = errors
    if (first && (call.args.force !== true || welcome.length === 0)) {
      throw new SlackError(first.error, { errors })
    }
    for (const id of welcome) addMember(call, channel, id, workspace.bot.userId)
    return { channel: wire(call, channel), ...(first ? { errors } : {}) }
  },
}

/** The pages of the method say 100 and 1000: the smaller one is safe. */
const mostInvited = 100

function inviteScopes(channel: Channel): string[] {
  if (channel.kind === 'private') return ['groups:write', 'groups:write.invites']
  return ['channels:manage', 'channels:write.invites']
}

/** Slack's code for why this user cannot be invited here. */
function whyNotInvited({ workspace }: MethodCall, channel: Channel, id: string) {
  const user = workspace.users.get(id)
  if (!user) return 'user_not_found'
  if (id === workspace.bot.userId) return 'cant_invite_self'
  if (channel.members.has(id)) return 'already_in_channel'
  if (user.kind === 'deactivated') return 'user_disabled'
  if (user.kind === 'single-channel guest') return 'ura_max_channels'
  if (user.kind === 'outsider' && !channel.shared) return 'cant_invite'
  return undefined
}

function addMember(call: MethodCall, channel: Channel, user: string, inviter?: string): void {
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
    ...(inviter ? { inviter } : {}),
  })
}

function wire(call: MethodCall, channel: Channel) {
  return channelObject(channel, call.workspace.bot.userId, call.workspace.team)
}
