import type { Dict } from './json.ts'
import type { Channel, Message, Team, User } from './shapes.ts'
import { zoneOffset } from './timestamps.ts'

/** A user as `users.info` and `user_change` give it (docs.slack.dev/reference/objects/user-object). */
export function userObject(user: User, now: Date): Dict {
  const outsider = user.kind === 'outsider'
  const guest = user.kind === 'guest' || user.kind === 'single-channel guest'
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.handle,
    real_name: user.realName,
    deleted: user.kind === 'deactivated',
    ...(user.kind === 'deactivated'
      ? {}
      : { tz: user.zone, tz_label: user.zone, tz_offset: zoneOffset(user.zone, now) }),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.handle,
      display_name_normalized: user.handle,
      team: user.teamId,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_bot: user.kind === 'bot',
    is_app_user: false,
    is_restricted: guest,
    is_ultra_restricted: user.kind === 'single-channel guest',
    // True only for outsiders who share no visible channel: never so for those who can click here.
    ...(outsider ? { is_stranger: false } : { locale: 'en-US' }),
    updated: 1,
  }
}

/** A conversation as `conversations.info` gives it. */
export function channelObject(channel: Channel, botId: string, team: Team): Dict {
  if (channel.kind === 'im') {
    const [user] = [...channel.members].filter((id) => id !== botId)
    return {
      id: channel.id,
      created: 1,
      is_im: true,
      is_org_shared: false,
      user,
      is_archived: false,
    }
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_member: channel.members.has(botId),
    is_archived: channel.archived,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_general: false,
    context_team_id: team.id,
    created: 1,
    creator: 'USLACKBOT',
    num_members: channel.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }
}

/** A message as the Web API and interaction payloads give it. */
export function messageObject(
  message: Message,
  bot: { userId: string; botId: string; appId: string; teamId: string },
): Dict {
  const byBot = message.author === bot.userId
  return {
    type: 'message',
    ts: message.ts,
    user: message.author,
    text: message.text,
    team: bot.teamId,
    ...(byBot ? { bot_id: bot.botId, app_id: bot.appId } : {}),
    ...(message.blocks.length ? { blocks: message.blocks } : {}),
    ...(message.attachments.length ? { attachments: message.attachments } : {}),
    ...(message.files.length ? { files: message.files } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: { user: message.author, ts: message.ts } } : {}),
  }
}
