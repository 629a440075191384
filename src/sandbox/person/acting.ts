import type { Parcel } from '../bot-link/link.ts'
import type { PlacedElement } from '../element-walk.ts'
import { currentValue, inputKey, valueField } from '../input-state.ts'
import { copyOf, type Dict, dictOf, dictsOf, isDict } from '../json.ts'
import type { InputValue, OptionGroup } from '../shapes.ts'
import { clickAction, valueAction } from './action.ts'
import { type ClickOutcome, type Delivery, makeDelivery } from './delivery.ts'
import {
  type Aimed,
  byFieldName,
  byLabel,
  type FoundElement,
  findElement,
  labelsIn,
  type Searched,
} from './find-element.ts'
import type { Stage } from './stage.ts'
import { askForOptions, offered } from './suggestions.ts'
import { type Entered, enteredValue } from './values.ts'

/** A message or a view, as something whose elements a person can use. */
export interface ActedOn {
  typed: Map<string, InputValue>
  /** Wraps an action as block_actions from here. */
  parcel: (action: Dict, triggerId: string) => Parcel
  /** container, channel, message or view: what block_suggestion says of the place. */
  suggestionPlace: () => Dict
}

export interface Actor {
  stage: Stage
  user: string
}

export type Places = Searched<ActedOn>[]

export interface ClickOptions {
  /** False: the person cancels the confirm dialog, so nothing is sent. */
  confirm?: boolean
}

type Found = FoundElement & { where: ActedOn }

/** Captures the click on what carries this label. */
export function aim(actor: Actor, places: Places, label: Aimed, near?: string): Delivery {
  return aimAt(actor, require(places, label, near))
}

export async function click(
  actor: Actor,
  places: Places,
  label: Aimed,
  near?: string,
  options: ClickOptions = {},
): Promise<ClickOutcome> {
  const found = require(places, label, near)
  const confirm = found.placed.element.confirm
  if (options.confirm === false && isDict(confirm)) return { notices: [], confirm }
  if (!isSilent(found.placed)) return aimAt(actor, found).send()
  remember(found, optionValue(found))
  return { notices: [] }
}

/** Enters a value into the named select, picker or input; tells the bot where Slack would. */
export async function choose(
  actor: Actor,
  places: Places,
  name: Aimed,
  entered: Entered,
  near?: string,
): Promise<ClickOutcome> {
  const found = findElement(places, byFieldName(name), near) ?? optionHost(places, name, near)
  if (!found) throw noneFound(places, name, near)
  const { placed } = found
  const value = placed.type.endsWith('external_select')
    ? await suggestedValue(actor, found, entered)
    : enteredValue({ workspace: actor.stage.workspace, user: actor.user }, placed, entered)
  remember(found, value)
  if (isSilent(placed)) return { notices: [] }
  return send(actor, found, valueAction(actor.stage.workspace, placed, value)).send()
}

function optionHost(places: Places, name: Aimed, near?: string): Found | undefined {
  const found = findElement(places, byLabel(name), near)
  return found && valueField(found.placed.type) ? found : undefined
}

function require(places: Places, label: Aimed, near?: string): Found {
  const found = findElement(places, byLabel(label), near)
  if (!found) throw noneFound(places, label, near)
  return found
}

function noneFound(places: Places, label: Aimed, near?: string): Error {
  const labels = new Set(places.flatMap(({ blocks }) => labelsIn(blocks)))
  const shown = [...labels].map((each) => `"${each}"`).join(', ') || 'nothing'
  return new Error(
    `"${typeof label === 'string' ? label : label.actionId}"${near ? ` near "${near}"` : ''} is not to be seen here; there is ${shown}`,
  )
}

/** Inputs tell the bot only with dispatch_action (docs.slack.dev/reference/block-kit/blocks/input-block). */
function isSilent({ isInput, block }: PlacedElement): boolean {
  return isInput && block.dispatch_action !== true
}

function aimAt(actor: Actor, found: Found): Delivery {
  const { placed, option } = found
  const { workspace } = actor.stage
  if (!option || !valueField(placed.type))
    return send(actor, found, clickAction(workspace, placed, option))
  const value = optionValue(found)
  remember(found, value)
  return send(actor, found, valueAction(workspace, placed, value))
}

function send(actor: Actor, { where, placed }: Found, action: Dict): Delivery {
  const { confirm } = placed.element
  return makeDelivery(actor.stage, {
    user: actor.user,
    parcel: (triggerId) => where.parcel(action, triggerId),
    ...(isDict(confirm) ? { confirm: copyOf(confirm) } : {}),
  })
}

/** The value after a click on an option: chosen, or for checkboxes toggled. */
function optionValue({ where, placed, option }: Found): InputValue {
  const field = valueField(placed.type) ?? ''
  const now = currentValue(placed, where.typed)
  if (!field.endsWith('s')) return { ...now, [field]: copyOf(option) }
  const chosen = dictsOf(now[field])
  const without = chosen.filter((each) => each.value !== option?.value)
  const toggled = without.length < chosen.length ? without : [...chosen, copyOf(dictOf(option))]
  return { ...now, [field]: toggled }
}

function remember({ where, placed }: Found, value: InputValue): void {
  where.typed.set(inputKey(placed.blockId, placed.actionId), value)
}

/** Takes the option that is offered with the wanted text (or value); asks the bot when none was. */
async function suggestedValue(actor: Actor, found: Found, entered: Entered): Promise<InputValue> {
  const { placed, where } = found
  const multi = placed.type.startsWith('multi_')
  const texts = Array.isArray(entered) ? entered : entered === null ? [] : [String(entered)]
  const chosen: Dict[] = []
  for (const text of texts) chosen.push(await offered(actor, where, placed, text))
  const field = valueField(placed.type) ?? ''
  return { ...currentValue(placed, where.typed), [field]: multi ? chosen : (chosen[0] ?? null) }
}

/** What an external select offers for this text, group by group; without groups as one of no label. */
export function suggestGroups(
  actor: Actor,
  places: Places,
  name: Aimed,
  text: string,
): Promise<OptionGroup[]> {
  const found = findElement(places, byFieldName(name))
  if (!found) throw noneFound(places, name, undefined)
  return askForOptions(actor, found.where, found.placed, text)
}

/** What an external select offers for this text. */
export async function suggest(
  actor: Actor,
  places: Places,
  name: Aimed,
  text: string,
): Promise<Dict[]> {
  const groups = await suggestGroups(actor, places, name, text)
  return groups.flatMap(({ options }) => options)
}
