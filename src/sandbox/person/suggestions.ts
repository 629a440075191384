import { suggestionFindings } from '../block-rules/suggestion-rules.ts'
import type { PlacedElement } from '../element-walk.ts'
import { currentValue, inputKey, valueField } from '../input-state.ts'
import { copyOf, type Dict, dictOf, dictsOf, textOf } from '../json.ts'
import { blockSuggestion } from '../payloads.ts'
import type { InputValue, OptionGroup } from '../shapes.ts'
import type { ActedOn, Actor } from './acting.ts'

/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element: min_query_length. */
const usualLeastLength = 3

/** What each select offered last, by what the person typed into it: kept by their client. */
const lastOffers = new WeakMap<Map<string, InputValue>, Map<string, Dict[]>>()

/**
 * Asks the bot with block_suggestion, as Slack's client does from min_query_length characters on. What
 * Slack would refuse is recorded as a problem, and nothing is offered then.
 */
export async function askForOptions(
  actor: Actor,
  where: ActedOn,
  placed: PlacedElement,
  text: string,
): Promise<OptionGroup[]> {
  const least = Number(placed.element.min_query_length ?? usualLeastLength)
  if (text.length < least) {
    throw new Error(`Slack asks for options from ${least} characters on; "${text}" is shorter`)
  }
  const groups = await answeredGroups(actor, where, placed, text)
  const offers = lastOffers.get(where.typed) ?? new Map<string, Dict[]>()
  lastOffers.set(where.typed, offers)
  const options = groups.flatMap((group) => group.options)
  offers.set(inputKey(placed.blockId, placed.actionId), options)
  return groups
}

/** The option of this text or value: chosen already, offered last, or offered when it is typed. */
export async function offered(
  actor: Actor,
  where: ActedOn,
  placed: PlacedElement,
  wanted: string,
): Promise<Dict> {
  const now = currentValue(placed, where.typed)[valueField(placed.type) ?? '']
  const key = inputKey(placed.blockId, placed.actionId)
  const seen = [
    ...dictsOf(Array.isArray(now) ? now : [now]),
    ...(lastOffers.get(where.typed)?.get(key) ?? []),
  ]
  const option = optionOf(seen, wanted)
  if (option) return option
  const groups = await askForOptions(actor, where, placed, wanted)
  const options = groups.flatMap((group) => group.options)
  const answered = optionOf(options, wanted)
  if (answered) return answered
  const known = options.map((each) => `"${textOf(each.text)}"`).join(', ')
  throw new Error(`The bot suggests no "${wanted}"; it suggests ${known || 'nothing'}`)
}

function optionOf(options: readonly Dict[], wanted: string): Dict | undefined {
  const found =
    options.find((each) => textOf(each.text) === wanted) ??
    options.find((each) => each.value === wanted)
  return found && copyOf(found)
}

async function answeredGroups(
  actor: Actor,
  where: ActedOn,
  placed: PlacedElement,
  value: string,
): Promise<OptionGroup[]> {
  const { workspace, dispatch, calls } = actor.stage
  const place = where.suggestionPlace()
  const user = workspace.user(actor.user)
  const payload = blockSuggestion(workspace, { user, element: placed, value, place })
  const receipt = await dispatch.send({ kind: 'interactive', payload, takesAnswer: true })
  if (!receipt.acked) throw new Error(`The bot answered no options: ${receipt.error}`)
  const body = dictOf(receipt.body)
  const findings = suggestionFindings(body)
  if (findings.length > 0) {
    calls.problems.push(`options for ${placed.actionId}: ${findings.join('; ')}`)
    return []
  }
  if (body.options !== undefined) return [{ label: '', options: dictsOf(body.options) }]
  return dictsOf(body.option_groups).map((group) => ({
    label: textOf(group.label),
    options: dictsOf(group.options),
  }))
}
