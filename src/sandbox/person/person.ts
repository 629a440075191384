import { globalShortcut } from '../payloads.ts'
import type { Channel, User } from '../shapes.ts'
import type { Actor } from './acting.ts'
import { type ClickOutcome, makeDelivery } from './delivery.ts'
import { Dialog } from './dialog.ts'
import { Home } from './home.ts'
import { Place, shortcutId } from './place.ts'
import type { SeenMessage } from './seen-message.ts'
import type { Stage } from './stage.ts'

/** One person of the workspace, and all they can do. */
export class Person {
  readonly id: string
  readonly #actor: Actor

  constructor(stage: Stage, user: User) {
    if (user.kind === 'deactivated' || user.kind === 'bot') {
      throw new Error(
        `@${user.handle} is ${user.kind === 'bot' ? 'a bot' : 'deactivated'} and cannot act`,
      )
    }
    this.id = user.id
    this.#actor = { stage, user: user.id }
  }

  /** A conversation: '#launch', a channel id, or '@golive' for the DM with the bot. */
  in(place: string): Place {
    return new Place(this.#actor, this.#channel(place))
  }

  /** The DM with the bot, as far as there is one. */
  inbox(): SeenMessage[] {
    return this.in(`@${this.#actor.stage.workspace.bot.handle}`).messages()
  }

  /** The modal on top of the stack; throws when none is open. */
  get dialog(): Dialog {
    const { stage } = this.#actor
    if (!this.hasDialog()) {
      const { handle } = stage.workspace.user(this.id)
      const last = stage.calls.all.at(-1)
      const hint = last
        ? `; the last call was ${last.method}: ${JSON.stringify(last.answer).slice(0, 300)}`
        : ''
      throw new Error(`No dialog is open for @${handle}${hint}`)
    }
    return new Dialog(this.#actor)
  }

  hasDialog(): boolean {
    return (this.#actor.stage.workspace.stacks.get(this.id)?.length ?? 0) > 0
  }

  /** The App Home as it is, without opening it. */
  get homeNow(): Home {
    return new Home(this.#actor)
  }

  /** Opens the bot's App Home (sends app_home_opened) and gives it to look at and click in. */
  async home(tab: 'home' | 'messages' = 'home'): Promise<Home> {
    const home = new Home(this.#actor)
    await home.open(tab)
    return home
  }

  /** Runs a global shortcut, by name or callback_id. */
  shortcut(nameOrCallbackId: string): Promise<ClickOutcome> {
    const { stage } = this.#actor
    const user = stage.workspace.user(this.id)
    const callbackId = shortcutId(this.#actor, user, 'global', nameOrCallbackId)
    return makeDelivery(stage, {
      user: this.id,
      parcel: (triggerId) => ({
        kind: 'interactive',
        takesAnswer: false,
        payload: globalShortcut(stage.workspace, { user, callbackId, triggerId }),
      }),
    }).send()
  }

  /** Reloads the client: this person's ephemerals are gone. Unlike in Slack, an open modal stays. */
  reload(): void {
    const { workspace } = this.#actor.stage
    const mine = workspace.messages.filter((each) => each.ephemeralFor === this.id)
    for (const { channel, ts } of mine) workspace.deleteMessage(channel, ts)
  }

  #channel(place: string): Channel {
    const { workspace } = this.#actor.stage
    const { handle } = workspace.user(this.id)
    if (place.startsWith('@')) {
      if (place !== `@${workspace.bot.handle}`)
        throw new Error(`The sandbox has no DM between @${handle} and ${place}`)
      return workspace.directMessage(this.id)
    }
    const channel = workspace.channel(place)
    const guest = workspace.user(this.id).kind !== 'member'
    if (!channel.members.has(this.id) && (channel.kind !== 'public' || guest)) {
      throw new Error(`@${handle} cannot see ${place}: not a member`)
    }
    return channel
  }
}
