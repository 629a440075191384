import type { Dispatch } from '../bot-link/dispatch.ts'
import type { CallLog } from '../calls.ts'
import type { WorkspaceChanges } from '../changes.ts'
import type { ResponseUrls } from '../response-urls.ts'
import type { Triggers } from '../triggers.ts'
import type { Workspace } from '../workspace.ts'

/** What people act on: the workspace and the ways to the bot. */
export interface Stage {
  workspace: Workspace
  triggers: Triggers
  responseUrls: ResponseUrls
  dispatch: Dispatch
  calls: CallLog
  changes: WorkspaceChanges
  /** Resolves when what the bot does after an ack is done too. */
  settle: () => Promise<void>
}
