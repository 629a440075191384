import { fillIds } from './block-rules/fill-ids.ts'
import { elementsOf } from './element-walk.ts'
import { inputKey, keptInputs } from './input-state.ts'
import { copyOf, type Dict, dictsOf, stringOf } from './json.ts'
import type { View } from './shapes.ts'
import { SlackError } from './slack-error.ts'
import { missingScope } from './web-api/method.ts'
import { madeUpId, type Workspace } from './workspace.ts'

/** Slack stacks at most three views (docs.slack.dev/reference/methods/views.push). */
const stackDepth = 3

/** Opens a modal for the user; a modal that was open before is replaced, as Slack's client does. */
export function openView(workspace: Workspace, user: string, spec: Dict): View {
  checkAllowed(workspace, spec)
  closeAll(workspace, user)
  return putOnTop(workspace, user, spec)
}

/** Puts a view on top of the user's stack: `push_limit_reached` past three. */
export function pushView(workspace: Workspace, user: string, spec: Dict): View {
  checkAllowed(workspace, spec)
  const depth = workspace.stacks.get(user)?.length ?? 0
  if (depth === 0) throw new SlackError('not_found')
  if (depth >= stackDepth) throw new SlackError('push_limit_reached')
  return putOnTop(workspace, user, spec)
}

/** Replaces a view's content. A stale hash is `hash_conflict`; inputs with the same ids keep what was typed. */
export function updateView(workspace: Workspace, view: View, spec: Dict, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict')
  checkAllowed(workspace, spec, view)
  const blocks = fillIds(dictsOf(spec.blocks))
  view.spec = { ...copyOf(spec), blocks }
  view.typed = keptInputs(blocks, view.typed)
  view.errors = {}
  view.hash = newHash(workspace)
  if (view.type === 'home') workspace.changed({ type: 'home', user: view.owner })
  else workspace.changed({ type: 'view', user: view.owner, viewId: view.id, what: 'updated' })
  return view
}

/** Sets a user's App Home. */
export function publishHome(workspace: Workspace, user: string, spec: Dict, hash?: string): View {
  const known = workspace.homes.get(user)
  if (known) return updateView(workspace, known, spec, hash)
  if (hash !== undefined) throw new SlackError('hash_conflict')
  checkAllowed(workspace, spec)
  const view = newView(workspace, user, spec, [])
  workspace.homes.set(user, view)
  workspace.changed({ type: 'home', user })
  return view
}

/** The view named by `view_id` or `external_id`; `not_found` when it is no longer open. */
export function findView(workspace: Workspace, by: { viewId: string; externalId: string }): View {
  const found = workspace.views.find((view) =>
    by.viewId ? view.id === by.viewId : view.spec.external_id === by.externalId,
  )
  if (!found) throw new SlackError('not_found')
  return found
}

/** Takes this view and those above it off the stack. */
export function closeView(workspace: Workspace, view: View): void {
  const stack = workspace.stacks.get(view.owner) ?? []
  const at = stack.indexOf(view)
  if (at < 0) return
  for (const closed of stack.splice(at).reverse()) announceClosed(workspace, closed)
}

export function closeAll(workspace: Workspace, user: string): void {
  const [bottom] = workspace.stacks.get(user) ?? []
  if (bottom) closeView(workspace, bottom)
}

function announceClosed(workspace: Workspace, view: View): void {
  workspace.changed({ type: 'view', user: view.owner, viewId: view.id, what: 'closed' })
}

function putOnTop(workspace: Workspace, user: string, spec: Dict): View {
  const stack = workspace.stacks.get(user) ?? []
  const view = newView(workspace, user, spec, stack)
  prefillConversations(workspace, view)
  stack.push(view)
  workspace.stacks.set(user, stack)
  workspace.changed({ type: 'view', user, viewId: view.id, what: 'opened' })
  return view
}

function newView(workspace: Workspace, owner: string, spec: Dict, below: View[]): View {
  const id = `V${madeUpId(10).toUpperCase()}`
  return {
    id,
    type: spec.type === 'home' ? 'home' : 'modal',
    owner,
    rootId: below[0]?.id ?? id,
    previousId: below.at(-1)?.id ?? null,
    hash: newHash(workspace),
    spec: { ...copyOf(spec), blocks: fillIds(dictsOf(spec.blocks)) },
    typed: new Map(),
    errors: {},
  }
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.clock.now().getTime() / 1000)}.${madeUpId(8)}`
}

/** default_to_current_conversation: what the person looked at is chosen, unless something initial is given. */
function prefillConversations(workspace: Workspace, view: View): void {
  const current = workspace.viewing.get(view.owner)
  if (!current) return
  for (const { type, element, blockId, actionId } of elementsOf(dictsOf(view.spec.blocks))) {
    const defaults = element.default_to_current_conversation === true
    if (type !== 'conversations_select' || !defaults || element.initial_conversation) continue
    view.typed.set(inputKey(blockId, actionId), { type, selected_conversation: current })
  }
}

/** What of a view depends on the workspace: granted scopes, and external_ids that are taken. */
function checkAllowed(workspace: Workspace, spec: Dict, except?: View): void {
  const asksForFiles = elementsOf(dictsOf(spec.blocks)).some(({ type }) => type === 'file_input')
  // docs.slack.dev/reference/block-kit/block-elements/file-input-element: "your app must have the files:read scope".
  if (asksForFiles && !workspace.installation.has('files:read')) {
    throw missingScope(workspace, ['files:read'])
  }
  checkExternalId(workspace, spec, except)
}

/** An external_id is unique in a team (docs.slack.dev/reference/views). */
function checkExternalId(workspace: Workspace, spec: Dict, except?: View): void {
  const externalId = stringOf(spec.external_id)
  if (externalId === '') return
  const taken = workspace.views.some(
    (view) => view !== except && view.spec.external_id === externalId,
  )
  if (taken) throw new SlackError('duplicate_external_id')
}
