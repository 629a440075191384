import { dictsOf } from '../json.ts'
import { viewAction } from '../payloads.ts'
import { linesOf } from '../readable.ts'
import type { View } from '../shapes.ts'
import { viewObject } from '../view-object.ts'
import type { ActedOn, Actor } from './acting.ts'
import type { Searched } from './find-element.ts'

/** A modal or a home as something to click in. */
export function actedView(actor: Actor, view: View): Searched<ActedOn> {
  const { workspace } = actor.stage
  const user = workspace.user(actor.user)
  const blocks = dictsOf(view.spec.blocks)
  const where: ActedOn = {
    typed: view.typed,
    parcel: (action, triggerId) => ({
      kind: 'interactive',
      takesAnswer: false,
      payload: viewAction(workspace, { user, action, triggerId, view }),
    }),
    suggestionPlace: () => ({
      container: { type: 'view', view_id: view.id },
      view: viewObject(workspace, view),
    }),
  }
  return { where, blocks, text: linesOf(blocks) }
}
