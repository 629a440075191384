import type { Dispatch } from './bot-link/dispatch.ts'
import type { Channel } from './shapes.ts'
import { userObject } from './slack-objects.ts'
import type { Workspace } from './workspace.ts'

/** What admins and others do to the workspace; each sends the events that Slack would send. */
export class WorkspaceChanges {
  readonly #workspace: Workspace
  readonly #dispatch: Dispatch
  readonly #settle: () => Promise<void>

  constructor(workspace: Workspace, dispatch: Dispatch, settle: () => Promise<void>) {
    this.#workspace = workspace
    this.#dispatch = dispatch
    this.#settle = settle
  }

  deleteMessage(channel: string, ts: string): void {
    this.#workspace.deleteMessage(channel, ts)
  }

  archiveChannel(name: string): Promise<void> {
    const channel = this.#change(name, (each) => {
      each.archived = true
    })
    const type = channel.kind === 'private' ? 'group_archive' : 'channel_archive'
    return this.#event({ type, channel: channel.id, user: 'USLACKBOT' })
  }

  restoreChannel(name: string): Promise<void> {
    const channel = this.#change(name, (each) => {
      each.archived = false
    })
    const type = channel.kind === 'private' ? 'group_unarchive' : 'channel_unarchive'
    return this.#event({ type, channel: channel.id, user: 'USLACKBOT' })
  }

  renameChannel(name: string, newName: string): Promise<void> {
    const channel = this.#change(name, (each) => {
      each.name = newName.replace(/^#/, '')
    })
    const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename'
    return this.#event({ type, channel: { id: channel.id, name: channel.name, created: 1 } })
  }

  /** The id stays: the prefix of a channel id says nothing of privacy. */
  makePrivate(name: string): void {
    this.#change(name, (each) => {
      each.kind = 'private'
    })
  }

  /** Its messages go with it. */
  deleteChannel(name: string): Promise<void> {
    const channel = this.#workspace.channel(name)
    this.#workspace.deleteChannel(channel.id)
    const type = channel.kind === 'private' ? 'group_deleted' : 'channel_deleted'
    return this.#event({ type, channel: channel.id })
  }

  /** As when the channel is shared with another organisation, or not any more. */
  changeChannelId(name: string, newId: string): Promise<void> {
    const { id } = this.#workspace.channel(name)
    this.#workspace.changeChannelId(id, newId)
    return this.#event({ type: 'channel_id_changed', old_channel_id: id, new_channel_id: newId })
  }

  async removeBot(name: string): Promise<void> {
    const channel = this.#workspace.channel(name)
    await this.removeMember(name, this.#workspace.bot.handle)
    const type = channel.kind === 'private' ? 'group_left' : 'channel_left'
    await this.#event({ type, channel: channel.id })
  }

  inviteBot(name: string): Promise<void> {
    return this.addMember(name, this.#workspace.bot.handle)
  }

  addMember(name: string, handle: string): Promise<void> {
    const { id } = this.#workspace.user(handle)
    const channel = this.#change(name, (each) => {
      each.members.add(id)
    })
    return this.#membership('member_joined_channel', channel, id)
  }

  removeMember(name: string, handle: string): Promise<void> {
    const { id } = this.#workspace.user(handle)
    const channel = this.#change(name, (each) => {
      each.members.delete(id)
    })
    return this.#membership('member_left_channel', channel, id)
  }

  deactivateUser(handle: string): Promise<void> {
    this.#workspace.user(handle).kind = 'deactivated'
    return this.#userChanged(handle)
  }

  changeZone(handle: string, zone: string): Promise<void> {
    this.#workspace.user(handle).zone = zone
    return this.#userChanged(handle)
  }

  /** An admin uninstalls the app: app_uninstalled and tokens_revoked, then every call is `token_revoked`. */
  async uninstall(): Promise<void> {
    this.#workspace.installation.active = false
    this.#workspace.changed({ type: 'install', installed: false })
    await this.#dispatch.event({ type: 'app_uninstalled' })
    await this.#event({
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [this.#workspace.bot.userId] },
    })
  }

  #change(name: string, change: (channel: Channel) => void): Channel {
    const channel = this.#workspace.channel(name)
    change(channel)
    this.#workspace.changed({ type: 'channel', channel: channel.id })
    return channel
  }

  #userChanged(handle: string): Promise<void> {
    const user = this.#workspace.user(handle)
    this.#workspace.changed({ type: 'user', user: user.id })
    return this.#event({ type: 'user_change', user: userObject(user, this.#workspace.clock.now()) })
  }

  /** Slack tells the bot of members of channels it is in, and of its own coming and going. */
  #membership(type: string, channel: Channel, user: string): Promise<void> {
    const { bot, team } = this.#workspace
    if (!channel.members.has(bot.userId) && user !== bot.userId) return Promise.resolve()
    const channelType = channel.kind === 'private' ? 'G' : 'C'
    return this.#event({
      type,
      user,
      channel: channel.id,
      channel_type: channelType,
      team: team.id,
    })
  }

  async #event(event: Record<string, unknown>): Promise<void> {
    await this.#dispatch.event(event)
    await this.#settle()
  }
}
