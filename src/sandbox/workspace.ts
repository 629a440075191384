import { randomBytes } from 'node:crypto'
import type { Installation } from './installation.ts'
import type { Dict } from './json.ts'
import type { WorkspaceSeed } from './seed.ts'
import type { Change, Channel, Clock, Message, Team, Upload, User, View } from './shapes.ts'
import { Timestamps } from './timestamps.ts'

export type ChangeListener = (change: Change) => void

/** What a new message brings; the rest (ts, order) the workspace adds. */
export interface NewMessage {
  channel: string
  author: string
  text: string
  blocks?: Dict[]
  attachments?: Dict[]
  files?: Dict[]
  metadata?: Dict
  threadTs?: string
  ephemeralFor?: string
}

/** The whole state of the simulated workspace. Others read it freely and change it by its methods. */
export class Workspace {
  readonly team: Team
  readonly otherTeam: Team
  readonly bot: { userId: string; botId: string; appId: string; teamId: string; handle: string }
  readonly users = new Map<string, User>()
  readonly channels = new Map<string, Channel>()
  /** Every message that exists now, oldest first; ephemerals included. */
  readonly messages: Message[] = []
  /** What the bot uploads or has uploaded, by file id. */
  readonly files = new Map<string, Upload>()
  /** The contents of texts that people attached, by file id. */
  readonly attached = new Map<string, string>()
  /** Where files are served; Slack's own address until the sandbox listens. */
  filesUrl = 'https://files.slack.com'
  /** Open modals by user, the bottom of the stack first. */
  readonly stacks = new Map<string, View[]>()
  readonly homes = new Map<string, View>()
  /** The conversation each user acted in last: what `default_to_current_conversation` means. */
  readonly viewing = new Map<string, string>()
  /** When a user has do-not-disturb on, once, for dnd.info and dnd.teamInfo; nobody at the start. */
  readonly doNotDisturb = new Map<string, { from: Date; until: Date }>()
  readonly installation: Installation
  readonly clock: Clock
  readonly timestamps: Timestamps
  #order = 0
  readonly #listeners = new Set<ChangeListener>()

  constructor(seed: WorkspaceSeed, clock: Clock, installation: Installation) {
    this.clock = clock
    this.installation = installation
    this.timestamps = new Timestamps(clock)
    this.team = seed.team
    this.otherTeam = seed.otherTeam
    const { handle, name } = seed.bot
    const userId = slackId('U', handle)
    const botId = slackId('B', handle)
    this.bot = { userId, botId, appId: slackId('A', handle), teamId: seed.team.id, handle }
    this.#addUser({
      id: userId,
      teamId: seed.team.id,
      handle,
      realName: name,
      zone: 'UTC',
      kind: 'bot',
    })
    for (const person of seed.people) {
      const kind = person.kind ?? 'member'
      const teamId = kind === 'outsider' ? seed.otherTeam.id : seed.team.id
      const id = slackId('U', person.handle)
      this.#addUser({
        id,
        teamId,
        handle: person.handle,
        realName: person.name,
        zone: person.zone,
        kind,
      })
    }
    for (const each of seed.channels) {
      const id = slackId('C', each.name)
      this.channels.set(id, {
        id,
        name: each.name,
        kind: each.private ? 'private' : 'public',
        archived: each.archived ?? false,
        shared: each.shared ?? false,
        members: new Set(each.members.map((member) => this.user(member).id)),
        pins: [],
      })
    }
  }

  #addUser(user: User): void {
    this.users.set(user.id, user)
  }

  /** Calls the listener at every change until the returned function is called. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Raised by every post: compare with `Message.order` to know what is new. */
  get order(): number {
    return this.#order
  }

  /** The user with this id or handle; throws when there is none. */
  user(idOrHandle: string): User {
    const known =
      this.users.get(idOrHandle) ??
      [...this.users.values()].find((user) => user.handle === idOrHandle)
    if (!known) throw new Error(`The sandbox has no user "${idOrHandle}"`)
    return known
  }

  /** The channel with this id or `#name`; throws when there is none. */
  channel(idOrName: string): Channel {
    const name = idOrName.replace(/^#/, '')
    const known =
      this.channels.get(idOrName) ?? [...this.channels.values()].find((each) => each.name === name)
    if (!known) throw new Error(`The sandbox has no channel "${idOrName}"`)
    return known
  }

  /** The direct message conversation between this user and the bot; it comes to be when first asked for. */
  directMessage(userId: string): Channel {
    const id = slackId('D', this.user(userId).handle)
    const known = this.channels.get(id)
    if (known) return known
    const channel: Channel = {
      id,
      name: 'directmessage',
      kind: 'im',
      archived: false,
      shared: false,
      members: new Set([userId, this.bot.userId]),
      pins: [],
    }
    this.channels.set(id, channel)
    return channel
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages.find((each) => each.channel === channel && each.ts === ts)
  }

  post(message: NewMessage): Message {
    this.#order += 1
    const posted: Message = {
      channel: message.channel,
      ts: this.timestamps.next(),
      author: message.author,
      order: this.#order,
      text: message.text,
      blocks: message.blocks ?? [],
      attachments: message.attachments ?? [],
      files: message.files ?? [],
      edited: false,
      ...(message.metadata ? { metadata: message.metadata } : {}),
      ...(message.threadTs ? { threadTs: message.threadTs } : {}),
      ...(message.ephemeralFor ? { ephemeralFor: message.ephemeralFor } : {}),
    }
    this.messages.push(posted)
    this.changed({ type: 'message', channel: posted.channel, ts: posted.ts, what: 'posted' })
    return posted
  }

  edit(
    message: Message,
    content: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'edited'>>,
  ): void {
    Object.assign(message, content)
    if (message.ephemeralFor) {
      this.#order += 1
      message.order = this.#order
    }
    this.changed({ type: 'message', channel: message.channel, ts: message.ts, what: 'edited' })
  }

  /** Takes the message away, as by its author or a workspace admin; a pin of it goes too. */
  deleteMessage(channel: string, ts: string): void {
    const { id, pins } = this.channel(channel)
    const at = this.messages.findIndex((each) => each.channel === id && each.ts === ts)
    if (at < 0) throw new Error(`There is no message ${ts} in ${channel} to delete`)
    this.messages.splice(at, 1)
    this.channel(channel).pins = pins.filter((pin) => pin !== ts)
    this.changed({ type: 'message', channel: id, ts, what: 'deleted' })
  }

  /** Takes a channel away with all that is in it. */
  deleteChannel(id: string): void {
    this.channels.delete(id)
    const left = this.messages.filter(({ channel }) => channel !== id)
    this.messages.splice(0, this.messages.length, ...left)
    this.changed({ type: 'channel', channel: id })
  }

  /** Gives a channel another id; under the old one nothing is known any more. */
  changeChannelId(id: string, newId: string): void {
    const channel = this.channel(id)
    this.channels.delete(id)
    this.channels.set(newId, { ...channel, id: newId })
    for (const message of this.messages) if (message.channel === id) message.channel = newId
    for (const [user, place] of this.viewing) if (place === id) this.viewing.set(user, newId)
    for (const each of [id, newId]) this.changed({ type: 'channel', channel: each })
  }

  /** All open modals and all homes. */
  get views(): View[] {
    return [...[...this.stacks.values()].flat(), ...this.homes.values()]
  }
}

/** A readable id in Slack's alphabet: `U0000000ANA`, `C0000LAUNCH`. */
function slackId(prefix: string, name: string): string {
  const letters = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return `${prefix}${letters.padStart(10, '0')}`
}

/** An id of the kind Slack makes up: for view hashes, generated block ids, tokens. */
export function madeUpId(length = 5): string {
  return randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, length)
}
