import { stateValues } from '../input-state.ts'
import type { Dict } from '../json.ts'
import { messageShortcut } from '../payloads.ts'
import type { Channel, Message, OptionGroup, User } from '../shapes.ts'
import {
  type Actor,
  aim,
  type ClickOptions,
  choose,
  click,
  type Places,
  suggest,
  suggestGroups,
} from './acting.ts'
import { type ClickOutcome, type Delivery, makeDelivery } from './delivery.ts'
import { attachedFile, type OwnFile } from './files.ts'
import type { Aimed } from './find-element.ts'
import { actedMessage } from './message-acting.ts'
import { type SeenMessage, seenMessage, visibleMessages } from './seen-message.ts'
import { noticeFromSlack, runCommand } from './slash-command.ts'
import type { Entered } from './values.ts'

export interface TypeOptions {
  /** Types into the thread of the message that contains this text, or has this timestamp. */
  inThreadOf?: string | { ts: string }
  /** Shares files of the person's own machine with it. */
  files?: readonly OwnFile[]
}

/** A conversation as one person has it before them. */
export class Place {
  readonly #actor: Actor
  readonly #channel: Channel
  readonly #onlyTs: string | undefined

  constructor(actor: Actor, channel: Channel, onlyTs?: string) {
    this.#actor = actor
    this.#channel = channel
    this.#onlyTs = onlyTs
  }

  /** This one message of the conversation: what is clicked and chosen then is in it. */
  at(ts: string): Place {
    return new Place(this.#actor, this.#channel, ts)
  }

  get channelId(): string {
    return this.#channel.id
  }

  /** What the person sees here, oldest first, their own ephemerals included. */
  messages(): SeenMessage[] {
    return this.#messages().map((each) => seenMessage(this.#actor.stage.workspace, each))
  }

  /** The newest message whose fallback text or blocks contain the text. */
  sees(text: string): SeenMessage | undefined {
    const found = this.#containing(text)
    return found && seenMessage(this.#actor.stage.workspace, found)
  }

  /** The replies in the thread of the message which contains this text. */
  thread(text: string): SeenMessage[] {
    const { ts } = this.#require(text)
    return this.messages().filter((each) => each.threadTs === ts && each.ts !== ts)
  }

  /** Types a slash command or plain text; what then appears here for this person is returned. */
  async type(text: string, options: TypeOptions = {}): Promise<SeenMessage[]> {
    const { stage, user } = this.#actor
    stage.workspace.viewing.set(user, this.#channel.id)
    const before = stage.workspace.order
    const threadTs =
      options.inThreadOf === undefined ? undefined : this.#parent(options.inThreadOf).ts
    this.#requireComposer()
    if (text.startsWith('/')) await this.#command(text, threadTs)
    else {
      const files = options.files?.map((file) => attachedFile(stage.workspace, user, file))
      const said = { channel: this.#channel.id, author: user, text, threadTs }
      stage.workspace.post({ ...said, ...(files && { files }) })
    }
    return this.#messages()
      .filter((each) => each.order > before && each.author !== user)
      .map((each) => seenMessage(stage.workspace, each))
  }

  async #command(text: string, threadTs?: string): Promise<void> {
    const { stage } = this.#actor
    const user = stage.workspace.user(this.#actor.user)
    const [command = ''] = text.split(' ')
    if (threadTs !== undefined) {
      noticeFromSlack(
        stage,
        user,
        this.#channel,
        `${command} is not supported in threads. Sorry!`,
        threadTs,
      )
      return
    }
    await runCommand(stage, user, this.#channel, text)
  }

  /** Clicks the newest button or option with this text, in the block (or message) containing `near`. */
  click(label: Aimed, near?: string, options?: ClickOptions): Promise<ClickOutcome> {
    return click(this.#actor, this.#places(), label, near, options)
  }

  /** The click, captured and not sent. */
  aim(label: string, near?: string): Delivery {
    return aim(this.#actor, this.#places(), label, near)
  }

  /** Chooses in a select or picker of a message, named by placeholder, section text or action_id. */
  choose(name: Aimed, entered: Entered, near?: string): Promise<ClickOutcome> {
    return choose(this.#actor, this.#places(), name, entered, near)
  }

  /** Runs a message shortcut, by name or callback_id, on the newest message containing the text. */
  shortcut(nameOrCallbackId: string, messageNear = ''): Promise<ClickOutcome> {
    return this.aimShortcut(nameOrCallbackId, messageNear).send()
  }

  aimShortcut(nameOrCallbackId: string, messageNear = ''): Delivery {
    const { stage } = this.#actor
    stage.workspace.viewing.set(this.#actor.user, this.#channel.id)
    const message = this.#onlyTs ? this.#withTs(this.#onlyTs) : this.#require(messageNear)
    const user = stage.workspace.user(this.#actor.user)
    const callbackId = shortcutId(this.#actor, user, 'message', nameOrCallbackId)
    const at = { channel: this.#channel.id, user: user.id, messageTs: message.ts }
    const responseUrl = stage.responseUrls.issue(at)
    const from = { user, callbackId, channel: this.#channel, message, responseUrl }
    return makeDelivery(stage, {
      user: user.id,
      parcel: (triggerId) => ({
        kind: 'interactive',
        takesAnswer: false,
        payload: messageShortcut(stage.workspace, { ...from, triggerId }),
      }),
    })
  }

  /** What an external select of a message offers for this text. */
  suggest(name: Aimed, text: string): Promise<Dict[]> {
    return suggest(this.#actor, this.#places(), name, text)
  }

  /** The same, group by group. */
  suggestGroups(name: Aimed, text: string): Promise<OptionGroup[]> {
    return suggestGroups(this.#actor, this.#places(), name, text)
  }

  /** What the person chose in the selects of the messages here: `values[block_id][action_id]`, by ts. */
  values(): Map<string, Dict> {
    const chosen = this.#messages().map((each): [string, Dict] => {
      const { typed } = actedMessage(this.#actor, each).where
      return [each.ts, stateValues(each.blocks, typed)]
    })
    return new Map(chosen)
  }

  #parent(of: string | { ts: string }): Message {
    return typeof of === 'string' ? this.#require(of) : this.#withTs(of.ts)
  }

  #withTs(ts: string): Message {
    const found = this.#messages().find((each) => each.ts === ts)
    if (!found) throw new Error('That message is no longer here')
    return found
  }

  /** Archived channels, and DMs with a bot whose messages tab is off or read-only, have nothing to type into. */
  #requireComposer(): void {
    const { name, kind, archived } = this.#channel
    const { messagesTab, messagesReadOnly } = this.#actor.stage.workspace.installation
    if (archived) throw new Error(`Nobody can type in #${name}: it is archived`)
    if (kind === 'im' && (!messagesTab || messagesReadOnly)) {
      throw new Error(
        'Nobody can type in the DM with the bot: its manifest makes the tab read-only',
      )
    }
  }

  #messages(): Message[] {
    const { workspace } = this.#actor.stage
    const visible = visibleMessages(workspace, this.#actor.user, this.#channel.id)
    return this.#onlyTs ? visible.filter((each) => each.ts === this.#onlyTs) : visible
  }

  #containing(text: string): Message | undefined {
    return this.#messages().findLast((each) => actedMessage(this.#actor, each).text.includes(text))
  }

  #require(text: string): Message {
    const found = this.#containing(text)
    if (!found) throw new Error(`No message here contains "${text}"`)
    return found
  }

  #places(): Places {
    this.#actor.stage.workspace.viewing.set(this.#actor.user, this.#channel.id)
    return this.#messages()
      .toReversed()
      .map((each) => actedMessage(this.#actor, each))
  }
}

/** The callback_id of a shortcut; outsiders have none (docs.slack.dev/apis/slack-connect). */
export function shortcutId(
  actor: Actor,
  user: User,
  type: 'global' | 'message',
  name: string,
): string {
  if (user.kind === 'outsider')
    throw new Error(`@${user.handle} is from outside and sees no shortcuts`)
  const { shortcuts } = actor.stage.workspace.installation
  if (!shortcuts) return name
  const found = shortcuts.find(
    (each) => each.type === type && (each.callbackId === name || each.name === name),
  )
  if (found) return found.callbackId
  const known = shortcuts.filter((each) => each.type === type).map((each) => `"${each.name}"`)
  throw new Error(
    `The manifest has no ${type} shortcut "${name}"; it has ${known.join(', ') || 'none'}`,
  )
}
