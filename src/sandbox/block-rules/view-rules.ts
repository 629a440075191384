import { elementsOf } from '../element-walk.ts'
import { type Dict, dictsOf } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { blockList } from './blocks.ts'
import { plainText } from './composition.ts'
import { type At, boolean, byType, object, optional, report, string } from './rule.ts'

/** docs.slack.dev/reference/views: a view is at most 250 KB. */
const largestView = 250_000

const common = {
  blocks: blockList(100),
  private_metadata: optional(string(3000, 0)),
  callback_id: optional(string(255, 0)),
  external_id: optional(string(255, 0)),
}

const views = {
  modal: object(
    {
      ...common,
      title: plainText(24),
      submit: optional(plainText(24)),
      close: optional(plainText(24)),
      clear_on_close: optional(boolean),
      notify_on_close: optional(boolean),
    },
    submitForInputs,
  ),
  home: object(common, oneFocus),
}

/** `submit` is required once an input block is present (docs.slack.dev/surfaces/modals). */
function submitForInputs(view: Dict, at: At): void {
  const hasInput = dictsOf(view.blocks).some(({ type }) => type === 'input')
  if (hasInput && view.submit === undefined) report(at, 'missing required field: submit')
  oneFocus(view, at)
}

function oneFocus(view: Dict, at: At): void {
  const focused = elementsOf(dictsOf(view.blocks)).filter(
    ({ element }) => element.focus_on_load === true,
  )
  if (focused.length > 1) report(at, 'only one element can have focus_on_load')
}

/** `view_too_large`, or `invalid_arguments` with JSON pointers. */
export function checkView(view: Dict, types: ('modal' | 'home')[]): void {
  if (Buffer.byteLength(JSON.stringify(view)) > largestView) throw new SlackError('view_too_large')
  const surface = types[0] ?? 'modal'
  const at: At = { pointer: '/view', surface, findings: [] }
  byType(views, types)(view, at)
  if (at.findings.length === 0) return
  const messages = at.findings.map(
    ({ text, pointer }) => `[ERROR] ${text} [json-pointer:${pointer}]`,
  )
  throw new SlackError('invalid_arguments', {
    response_metadata: {
      messages: ['[ERROR] failed to match all allowed schemas [json-pointer:/view]', ...messages],
    },
  })
}
