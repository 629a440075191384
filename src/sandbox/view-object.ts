import { stateValues } from './input-state.ts'
import { copyOf, type Dict, dictsOf } from './json.ts'
import type { View } from './shapes.ts'
import type { Workspace } from './workspace.ts'

/** A view as views.* and payloads give it (docs.slack.dev/reference/views). */
export function viewObject(workspace: Workspace, view: View): Dict {
  const { spec } = view
  const { bot } = workspace
  return copyOf({
    id: view.id,
    team_id: bot.teamId,
    type: view.type,
    blocks: spec.blocks,
    private_metadata: spec.private_metadata ?? '',
    callback_id: spec.callback_id ?? '',
    state: { values: stateValues(dictsOf(spec.blocks), view.typed) },
    hash: view.hash,
    title: spec.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: spec.clear_on_close ?? false,
    notify_on_close: spec.notify_on_close ?? false,
    close: spec.close ?? null,
    submit: spec.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: bot.appId,
    external_id: spec.external_id ?? '',
    app_installed_team_id: bot.teamId,
    bot_id: bot.botId,
  })
}
