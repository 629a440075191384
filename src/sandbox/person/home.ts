import { type Dict, dictsOf } from '../json.ts'
import { blockLines, linesOf } from '../readable.ts'
import type { OptionGroup } from '../shapes.ts'
import { viewObject } from '../view-object.ts'
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
import type { ClickOutcome, Delivery } from './delivery.ts'
import type { Aimed } from './find-element.ts'
import type { Entered } from './values.ts'
import { actedView } from './view-acting.ts'

/** The bot's App Home as one person has it before them. */
export class Home {
  readonly #actor: Actor

  constructor(actor: Actor) {
    this.#actor = actor
  }

  /** Opens a tab: the bot gets app_home_opened, with the view when one was published. */
  async open(tab: 'home' | 'messages' = 'home'): Promise<void> {
    const { stage, user } = this.#actor
    const { homeTab, messagesTab } = stage.workspace.installation
    if (tab === 'home' ? !homeTab : !messagesTab) throw new Error(`The manifest has no ${tab} tab`)
    const { id: channel } = stage.workspace.directMessage(user)
    if (tab === 'home') stage.workspace.viewing.delete(user)
    else stage.workspace.viewing.set(user, channel)
    const view = stage.workspace.homes.get(user)
    await stage.dispatch.event({
      type: 'app_home_opened',
      user,
      channel,
      tab,
      ...(view && tab === 'home' ? { view: viewObject(stage.workspace, view) } : {}),
    })
    await stage.settle()
  }

  get blocks(): Dict[] {
    return dictsOf(this.#actor.stage.workspace.homes.get(this.#actor.user)?.spec.blocks)
  }

  get lines(): string {
    return linesOf(this.blocks)
  }

  /** The lines of the first block that contains the text. */
  sees(text: string): string | undefined {
    return this.blocks.map(blockLines).find((lines) => lines.includes(text))
  }

  click(label: Aimed, near?: string, options?: ClickOptions): Promise<ClickOutcome> {
    return click(this.#actor, this.#places, label, near, options)
  }

  aim(label: string, near?: string): Delivery {
    return aim(this.#actor, this.#places, label, near)
  }

  choose(name: Aimed, entered: Entered, near?: string): Promise<ClickOutcome> {
    return choose(this.#actor, this.#places, name, entered, near)
  }

  suggest(name: Aimed, text: string): Promise<Dict[]> {
    return suggest(this.#actor, this.#places, name, text)
  }

  /** The same, group by group. */
  suggestGroups(name: Aimed, text: string): Promise<OptionGroup[]> {
    return suggestGroups(this.#actor, this.#places, name, text)
  }

  get #places(): Places {
    const view = this.#actor.stage.workspace.homes.get(this.#actor.user)
    return view ? [actedView(this.#actor, view)] : []
  }
}
