import { stateValues } from './input-state.ts'
import { copyOf, type Dict, dictsOf, stringOf } from './json.ts'
import type { Channel, Message, User, View } from './shapes.ts'
import { messageObject } from './slack-objects.ts'
import { madeUpId, type Workspace } from './workspace.ts'

/** Slack's deprecated verification token: payloads carry one, nobody should read it. */
const verificationToken = 'sandbox-verification-token'

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

function common(workspace: Workspace) {
  return {
    token: verificationToken,
    api_app_id: workspace.bot.appId,
    enterprise: null,
    is_enterprise_install: false,
  }
}

function ourTeam({ team }: Workspace): Dict {
  return { id: team.id, domain: team.domain }
}

/** The team of the person themself: what view_submission carries as `team` for outsiders (bolt-js/issues/1614). */
function theirTeam(workspace: Workspace, user: User): Dict {
  const { team, otherTeam } = workspace
  const { id, domain } = user.teamId === otherTeam.id ? otherTeam : team
  return { id, domain }
}

function userRef(user: User): Dict {
  return { id: user.id, username: user.handle, name: user.handle, team_id: user.teamId }
}

/** Slack hides the names of private channels and DMs from commands and interactions. */
function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.kind === 'private' ? 'privategroup' : channel.name
}

function channelRef(channel: Channel): Dict {
  return { id: channel.id, name: channelName(channel) }
}

/** docs.slack.dev/interactivity/implementing-slash-commands: a flat form, every value a string. */
export function slashCommand(
  workspace: Workspace,
  from: {
    user: User
    channel: Channel
    command: string
    text: string
    triggerId: string
    responseUrl: string
  },
): Dict {
  return {
    token: verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: from.channel.id,
    channel_name: channelName(from.channel),
    user_id: from.user.id,
    user_name: from.user.handle,
    command: from.command,
    text: from.text,
    api_app_id: workspace.bot.appId,
    is_enterprise_install: 'false',
    response_url: from.responseUrl,
    trigger_id: from.triggerId,
  }
}

interface ActionSource {
  user: User
  action: Dict
  triggerId: string
}

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload, from a message. */
export function messageAction(
  workspace: Workspace,
  from: ActionSource & { channel: Channel; message: Message; responseUrl: string; state: Dict },
): Dict {
  const { message, channel } = from
  const ephemeral = message.ephemeralFor !== undefined
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  return {
    type: 'block_actions',
    user: userRef(from.user),
    ...common(workspace),
    team: ourTeam(workspace),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...thread,
    },
    trigger_id: from.triggerId,
    channel: channelRef(channel),
    // Slack does not send the content of an ephemeral message back.
    ...(ephemeral ? {} : { message: copyOf(messageObject(message, workspace.bot)) }),
    state: { values: copyOf(from.state) },
    response_url: from.responseUrl,
    actions: [from.action],
  }
}

/** block_actions from a modal or App Home: no channel, no response_url. */
export function viewAction(workspace: Workspace, from: ActionSource & { view: View }): Dict {
  return {
    type: 'block_actions',
    user: userRef(from.user),
    ...common(workspace),
    team: ourTeam(workspace),
    container: { type: 'view', view_id: from.view.id },
    trigger_id: from.triggerId,
    view: viewObject(workspace, from.view),
    actions: [from.action],
  }
}

/** docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
export function viewSubmission(
  workspace: Workspace,
  from: { user: User; view: View; triggerId: string },
): Dict {
  return {
    type: 'view_submission',
    team: theirTeam(workspace, from.user),
    user: userRef(from.user),
    ...common(workspace),
    trigger_id: from.triggerId,
    view: viewObject(workspace, from.view),
    response_urls: [],
  }
}

/** view_closed omits what was typed. */
export function viewClosed(
  workspace: Workspace,
  from: { user: User; view: View; isCleared: boolean },
): Dict {
  return {
    type: 'view_closed',
    team: theirTeam(workspace, from.user),
    user: userRef(from.user),
    ...common(workspace),
    view: { ...viewObject(workspace, from.view), state: { values: {} } },
    is_cleared: from.isCleared,
  }
}

export function globalShortcut(
  workspace: Workspace,
  from: { user: User; callbackId: string; triggerId: string },
): Dict {
  return {
    type: 'shortcut',
    ...common(workspace),
    action_ts: workspace.timestamps.next(),
    team: ourTeam(workspace),
    user: userRef(from.user),
    callback_id: from.callbackId,
    trigger_id: from.triggerId,
  }
}

export function messageShortcut(
  workspace: Workspace,
  from: {
    user: User
    callbackId: string
    triggerId: string
    channel: Channel
    message: Message
    responseUrl: string
  },
): Dict {
  return {
    type: 'message_action',
    ...common(workspace),
    action_ts: workspace.timestamps.next(),
    team: ourTeam(workspace),
    user: userRef(from.user),
    channel: channelRef(from.channel),
    callback_id: from.callbackId,
    trigger_id: from.triggerId,
    response_url: from.responseUrl,
    message_ts: from.message.ts,
    message: copyOf(messageObject(from.message, workspace.bot)),
  }
}

/** docs.slack.dev/reference/interaction-payloads/block_suggestion-payload: `value` is what was typed. */
export function blockSuggestion(
  workspace: Workspace,
  from: { user: User; element: { blockId: string; actionId: string }; value: string; place: Dict },
): Dict {
  return {
    type: 'block_suggestion',
    user: userRef(from.user),
    ...common(workspace),
    team: ourTeam(workspace),
    ...from.place,
    action_id: from.element.actionId,
    block_id: from.element.blockId,
    value: from.value,
  }
}

/** The outer envelope of an event (docs.slack.dev/apis/events-api). */
export function eventCallback(workspace: Workspace, event: Dict): Dict {
  const seconds = Math.floor(workspace.clock.now().getTime() / 1000)
  const { bot, team } = workspace
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event: { event_ts: workspace.timestamps.next(), ...copyOf(event) },
    type: 'event_callback',
    event_id: `Ev${madeUpId(10).toUpperCase()}`,
    event_time: seconds,
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: workspace.channels.get(stringOf(event.channel))?.shared ?? false,
  }
}
