import { elementsOf, type PlacedElement } from '../element-walk.ts'
import { currentValue, inputKey } from '../input-state.ts'
import { type Dict, dictsOf, stringOf, stringsOf, textOf } from '../json.ts'
import { viewClosed, viewSubmission } from '../payloads.ts'
import { linesOf } from '../readable.ts'
import type { OptionGroup, View } from '../shapes.ts'
import { closeAll, closeView } from '../view-stacks.ts'
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
import { attachedFile, isWelcome, type OwnFile } from './files.ts'
import { type Aimed, byFieldName, findElement } from './find-element.ts'
import { inputErrors } from './input-checks.ts'
import { receiveSubmission } from './submission.ts'
import { type Entered, shownValue } from './values.ts'
import { actedView } from './view-acting.ts'

/** docs.slack.dev/reference/block-kit/block-elements/file-input-element. */
const mostFiles = 10

/** The modal on top of one person's stack; every read and act is about the view that is on top then. */
export class Dialog {
  readonly #actor: Actor

  constructor(actor: Actor) {
    this.#actor = actor
  }

  get title(): string {
    return textOf(this.#view.spec.title)
  }

  get submitLabel(): string {
    return textOf(this.#view.spec.submit)
  }

  get lines(): string {
    return linesOf(this.#blocks)
  }

  get blocks(): Dict[] {
    return structuredClone(this.#blocks)
  }

  /** The top view's id, hash, callback_id and private_metadata, for tests of staleness. */
  get view(): {
    id: string
    hash: string
    callbackId: string
    privateMetadata: string
    depth: number
  } {
    const { id, hash, spec } = this.#view
    const depth = this.#actor.stage.workspace.stacks.get(this.#actor.user)?.length ?? 0
    return {
      id,
      hash,
      callbackId: stringOf(spec.callback_id),
      privateMetadata: stringOf(spec.private_metadata),
      depth,
    }
  }

  /** Errors shown now, by the label of their input. */
  get errors(): Record<string, string> {
    const { errors } = this.#view
    const labelled = elementsOf(this.#blocks).filter(({ blockId }) => errors[blockId] !== undefined)
    return Object.fromEntries(
      labelled.map(({ block, blockId }) => [textOf(block.label), errors[blockId] ?? '']),
    )
  }

  /** Types into a text, number, date, time or date-time input; null empties it. */
  async fill(label: Aimed, value: string | number | Date | null): Promise<ClickOutcome> {
    return this.enter(label, value)
  }

  /** Chooses in a select, radio group or checkbox group, by the texts of the options. */
  async choose(
    label: Aimed,
    optionTexts: string | string[] | null,
    near?: string,
  ): Promise<ClickOutcome> {
    return this.enter(label, optionTexts, near)
  }

  async pickPeople(label: string, ...handles: string[]): Promise<ClickOutcome> {
    return this.enter(label, handles)
  }

  async pickChannel(label: string, name: string | null): Promise<ClickOutcome> {
    return this.enter(label, name)
  }

  /** Puts files of the person's own machine into a file input, instead of those that were there. */
  attach(label: Aimed, files: readonly OwnFile[]): void {
    const { stage, user } = this.#actor
    const { type, element, blockId, actionId } = this.#field(label)
    const most = Number(element.max_files ?? mostFiles)
    if (files.length > most) throw new Error(`At most ${most} files can be attached here`)
    const strange = files.find((file) => !isWelcome(file, stringsOf(element.filetypes)))
    if (strange) throw new Error(`Slack does not take ${strange.name} here`)
    delete this.#view.errors[blockId]
    this.#view.typed.set(inputKey(blockId, actionId), {
      type,
      files: files.map((file) => attachedFile(stage.workspace, user, file)),
    })
  }

  /** The value as the person sees it: typed text, option texts, `@handle`, `#channel`; null when empty. */
  value(label: string): unknown {
    const placed = this.#field(label)
    return shownValue(this.#actor.stage.workspace, currentValue(placed, this.#view.typed))
  }

  /** Clicks a button or option inside the dialog. */
  click(label: Aimed, near?: string, options?: ClickOptions): Promise<ClickOutcome> {
    return click(this.#actor, this.#places, label, near, options)
  }

  /** What an external select offers for this text. */
  suggest(name: Aimed, text: string): Promise<Dict[]> {
    return suggest(this.#actor, this.#places, name, text)
  }

  /** The same, group by group. */
  suggestGroups(name: Aimed, text: string): Promise<OptionGroup[]> {
    return suggestGroups(this.#actor, this.#places, name, text)
  }

  aim(label: string, near?: string): Delivery {
    return aim(this.#actor, this.#places, label, near)
  }

  /** Checks as Slack's client does (nothing is sent when a check fails: see `errors`), then submits. */
  async submit(): Promise<ClickOutcome> {
    const view = this.#view
    view.errors = inputErrors(this.#blocks, view.typed)
    if (Object.keys(view.errors).length > 0) {
      const shown = { type: 'view', user: view.owner, viewId: view.id, what: 'updated' } as const
      this.#actor.stage.workspace.changed(shown)
      return { notices: [] }
    }
    return this.aimSubmit().send()
  }

  /** The submission as it would be sent now, without the client's checks. */
  aimSubmit(): Delivery {
    const { stage } = this.#actor
    const view = this.#view
    if (!view.spec.submit) throw new Error(`The dialog "${this.title}" has no submit button`)
    const user = stage.workspace.user(this.#actor.user)
    return makeDelivery(stage, {
      user: user.id,
      parcel: (triggerId) => ({
        kind: 'interactive',
        takesAnswer: true,
        payload: viewSubmission(stage.workspace, { user, view, triggerId }),
      }),
      receive: (receipt) => receiveSubmission(stage, view, receipt),
    })
  }

  /** Closes the top view, or with `all` (the X) the whole stack; view_closed goes out if asked for. */
  async close({ all = false } = {}): Promise<void> {
    const { stage } = this.#actor
    const view = this.#view
    const clears = all || view.spec.clear_on_close === true
    const stack = stage.workspace.stacks.get(view.owner) ?? []
    const closing = clears ? [...stack].reverse() : [view]
    const user = stage.workspace.user(this.#actor.user)
    const payloads = closing
      .filter((each) => each.spec.notify_on_close === true)
      .map((each) => viewClosed(stage.workspace, { user, view: each, isCleared: clears }))
    if (clears) closeAll(stage.workspace, view.owner)
    else closeView(stage.workspace, view)
    for (const payload of payloads) {
      await stage.dispatch.send({ kind: 'interactive', payload, takesAnswer: false })
    }
    await stage.settle()
  }

  get #view(): View {
    const { stage, user } = this.#actor
    const top = stage.workspace.stacks.get(user)?.at(-1)
    if (!top) throw new Error(`No dialog is open for @${stage.workspace.user(user).handle}`)
    return top
  }

  get #blocks(): Dict[] {
    return dictsOf(this.#view.spec.blocks)
  }

  get #places(): Places {
    return [actedView(this.#actor, this.#view)]
  }

  #field(label: Aimed): PlacedElement {
    const found = findElement(this.#places, byFieldName(label))
    if (found) return found.placed
    throw new Error(
      `The dialog "${this.title}" has no input "${typeof label === 'string' ? label : label.actionId}":\n${this.lines}`,
    )
  }

  /** Types or chooses, by what the input takes: see `fill`, `choose`, `pickPeople`, `pickChannel`. */
  async enter(label: Aimed, entered: Entered, near?: string): Promise<ClickOutcome> {
    const places = this.#places
    const field = findElement(places, byFieldName(label), near)
    if (field) delete this.#view.errors[field.placed.blockId]
    return choose(this.#actor, places, label, entered, near)
  }
}
