import { copyOf, type Dict } from './json.ts'
import type { Channel, Message, User, View } from './shapes.ts'
import { messageObject } from './slack-objects.ts'
import { viewObject } from './view-object.ts'
import type { Workspace } from './workspace.ts'

/** Slack's deprecated verification token: payloads carry one, nobody should read it. */
export const verificationToken = 'sandbox-verification-token'

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
