import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt'

type Clicked = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs
type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs
type Listener<Args> = (args: Args) => Promise<void>

/**
 * Whom a click or a submitted dialog is for, by its id. Bolt asks each of its listeners about each
 * payload, one after the other, which with all of golive's would take as long as the work itself: so
 * it has one for clicks and one for dialogs.
 */
export class Routes {
  readonly #clicks = new Map<string, Listener<Clicked>>()
  readonly #dialogs = new Map<string, Listener<Submitted>>()

  constructor(app: App) {
    app.action<BlockAction>({ type: 'block_actions' }, async (args) => {
      const [id = ''] = args.action.action_id.split(':', 1)
      await this.#clicks.get(id)?.(args)
    })
    app.view<ViewSubmitAction>(/^/, async (args) => {
      await this.#dialogs.get(args.view.callback_id)?.(args)
    })
  }

  /** `id`: what an action's id is, or begins with before a colon. */
  onClick(id: string, listener: Listener<Clicked>): void {
    add(this.#clicks, id, listener)
  }

  onSubmission(id: string, listener: Listener<Submitted>): void {
    add(this.#dialogs, id, listener)
  }
}

function add<Args>(all: Map<string, Listener<Args>>, id: string, listener: Listener<Args>): void {
  if (all.has(id)) throw new Error(`${id} is listened to twice`)
  all.set(id, listener)
}
