import type { Channel, User } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import type { Workspace } from '../workspace.ts'
import { missingScope } from './method.ts'

/** The conversation, if the bot may know of it: a private one it is not in is `channel_not_found`. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id)
  const visible = channel && (channel.kind === 'public' || isMember(workspace, channel))
  if (!visible) throw new SlackError('channel_not_found')
  return channel
}

export function isMember(workspace: Workspace, channel: Channel): boolean {
  return channel.members.has(workspace.bot.userId)
}

/** The conversation to write into; membership is needed except in public ones with chat:write.public. */
export function writableChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id)
  if (channel.archived) throw new SlackError('is_archived')
  if (!isMember(workspace, channel) && !workspace.installation.has('chat:write.public')) {
    throw new SlackError('not_in_channel')
  }
  return channel
}

/** The DM that a user id as `channel` of chat.postMessage, or conversations.open, leads to. */
export function directMessageTo(workspace: Workspace, userId: string): Channel {
  const user = knownUser(workspace, userId)
  if (user.kind === 'bot') throw new SlackError('cannot_dm_bot')
  if (user.kind === 'deactivated') throw new SlackError('user_disabled')
  if (user.kind === 'outsider') throw new SlackError('user_not_visible')
  if (!workspace.installation.messagesTab) throw new SlackError('messages_tab_disabled')
  return workspace.directMessage(user.id)
}

export function knownUser(workspace: Workspace, userId: string): User {
  const user = workspace.users.get(userId)
  if (!user) throw new SlackError('user_not_found')
  return user
}

const readScope = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const

/** conversations.info and .members need the read scope of the conversation's own kind. */
export function requireReadScope(workspace: Workspace, channel: Channel): void {
  const scope = readScope[channel.kind]
  if (!workspace.installation.has(scope)) throw missingScope(workspace, [scope])
}
