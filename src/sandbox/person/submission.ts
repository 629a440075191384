import { checkView } from '../block-rules/view-rules.ts'
import type { Receipt } from '../bot-link/link.ts'
import { elementsOf } from '../element-walk.ts'
import { type Dict, dictOf, dictsOf, isDict } from '../json.ts'
import type { View } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { closeAll, closeView, pushView, updateView } from '../view-stacks.ts'
import type { Stage } from './stage.ts'

/**
 * Does what the ack of a view_submission says (docs.slack.dev/surfaces/modals, "Updating views via
 * response_action"). What Slack would refuse leaves the view open and is recorded as a problem.
 */
export function receiveSubmission(stage: Stage, view: View, receipt: Receipt): string | undefined {
  if (!receipt.acked) return receipt.error
  const body = dictOf(receipt.body)
  try {
    respond(stage, view, body)
    return undefined
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const messages = Array.isArray(error.more.errors) ? ` ${error.more.errors.join('; ')}` : ''
    stage.calls.problems.push(
      `response_action ${String(body.response_action)}: ${error.code}${messages}`,
    )
    return error.code
  }
}

function respond(stage: Stage, view: View, body: Dict): void {
  const { workspace } = stage
  switch (body.response_action) {
    case undefined:
      closeView(workspace, view)
      return
    case 'clear':
      closeAll(workspace, view.owner)
      return
    case 'errors':
      showErrors(view, body.errors)
      workspace.changed({ type: 'view', user: view.owner, viewId: view.id, what: 'updated' })
      return
    case 'update':
      checkView(dictOf(body.view), ['modal'])
      updateView(workspace, view, dictOf(body.view))
      return
    case 'push':
      checkView(dictOf(body.view), ['modal'])
      pushView(workspace, view.owner, dictOf(body.view))
      return
    default:
      throw new SlackError('unknown_response_action')
  }
}

/** Errors are keyed by the block_id of an input; any other key is refused. */
function showErrors(view: View, errors: unknown): void {
  const inputs = elementsOf(dictsOf(view.spec.blocks)).filter(({ isInput }) => isInput)
  const ids = inputs.map(({ blockId }) => blockId)
  if (!isDict(errors) || Object.keys(errors).length === 0) throw new SlackError('no_errors_given')
  const strange = Object.keys(errors).filter((id) => !ids.includes(id))
  if (strange.length > 0) throw new SlackError(`errors_for_no_input: ${strange.join(', ')}`)
  view.errors = Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]))
}
