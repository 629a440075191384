import { isPicture, isText } from '../file-types.ts'
import { stateValues } from '../input-state.ts'
import { type Dict, dictsOf, stringOf } from '../json.ts'
import { builtInCommands } from '../person/built-in-commands.ts'
import { visibleMessages } from '../person/seen-message.ts'
import type { Channel, User, View } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import type { Control } from './control.ts'
import type {
  AppShown,
  CommandShown,
  ConversationShown,
  FileShown,
  FixedParts,
  MessageShown,
  Part,
  PartKey,
  PersonShown,
  StageShown,
  ViewShown,
} from './protocol.ts'

/** All that one person's page shows now. */
export function partsFor(control: Control, userId: string): Map<PartKey, Part> {
  const { workspace } = control.sandbox
  const channels = [...workspace.channels.values()].filter((each) =>
    isSeen(workspace, each, userId),
  )
  const home = workspace.homes.get(userId)
  const fixed: FixedParts = {
    app: appShown(control),
    me: personShown(workspace, workspace.user(userId)),
    people: [...workspace.users.values()].map((user) => personShown(workspace, user)),
    conversations: channels.map((each) => conversationShown(control, each, userId)),
    dialogs: (workspace.stacks.get(userId) ?? []).map(viewShown),
    home: home ? viewShown(home) : null,
    stage: stageShown(control),
    counts: control.traffic.counts,
  }
  const parts = new Map<PartKey, Part>(Object.entries(fixed) as [keyof FixedParts, Part][])
  for (const message of channels.flatMap((each) => messagesShown(control, each, userId))) {
    parts.set(`message/${message.channel}/${message.ts}`, message)
  }
  for (const line of control.traffic.lines) parts.set(`traffic/${line.n}`, line)
  return parts
}

/** Members see their conversations; full members of the workspace its other public channels too. */
function isSeen(workspace: Workspace, channel: Channel, userId: string): boolean {
  if (channel.members.has(userId)) return true
  return channel.kind === 'public' && workspace.user(userId).kind === 'member'
}

function appShown({ sandbox, probesUrl }: Control): AppShown {
  const { installation, bot, team, users } = sandbox.workspace
  return {
    workspace: team.name,
    botId: bot.userId,
    botName: users.get(bot.userId)?.realName ?? bot.handle,
    commands: [
      ...(installation.commands ?? []).map((each) => commandShown(each, false)),
      ...builtInCommands.map((each) => commandShown(each, true)),
    ],
    shortcuts: installation.shortcuts ?? [],
    hasHomeTab: installation.homeTab,
    probesUrl,
  }
}

function commandShown(spec: Omit<CommandShown, 'isBuiltIn'>, isBuiltIn: boolean): CommandShown {
  const { command, description, usageHint } = spec
  return { command, description, usageHint, isBuiltIn }
}

function personShown(workspace: Workspace, user: User): PersonShown {
  const { id, handle, realName: name, zone, kind } = user
  const from = user.teamId === workspace.team.id ? null : workspace.otherTeam.name
  return { id, handle, name, zone, kind, from }
}

function conversationShown(control: Control, channel: Channel, userId: string): ConversationShown {
  const { workspace } = control.sandbox
  const { id, kind, archived, shared, members, pins } = channel
  const isMember = members.has(userId)
  const seen = isMember ? visibleMessages(workspace, userId, id) : []
  return {
    id,
    name: kind === 'im' ? workspace.bot.handle : channel.name,
    kind,
    archived,
    shared,
    isMember,
    hasBot: members.has(workspace.bot.userId),
    members: [...members],
    unread: seen.filter((each) => control.reads.isUnread(userId, each)).length,
    pins: [...pins],
  }
}

function messagesShown(control: Control, channel: Channel, userId: string): MessageShown[] {
  const { workspace } = control.sandbox
  const { kind } = workspace.user(userId)
  const isActive = kind !== 'deactivated' && kind !== 'bot'
  const values = isActive ? control.sandbox.as(userId).in(channel.id).values() : new Map()
  return visibleMessages(workspace, userId, channel.id).map((message) => ({
    channel: channel.id,
    ts: message.ts,
    author: message.author,
    order: message.order,
    text: message.text,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.files.map(fileShown),
    isEphemeral: message.ephemeralFor !== undefined,
    isUnread: control.reads.isUnread(userId, message),
    isPinned: channel.pins.includes(message.ts),
    isEdited: message.edited,
    threadTs: message.threadTs ?? null,
    values: values.get(message.ts) ?? {},
  }))
}

function fileShown({ id, name, title, size, mimetype }: Dict): FileShown {
  return {
    id: stringOf(id),
    name: stringOf(name),
    title: stringOf(title),
    size: Number(size),
    isText: isText(stringOf(mimetype)),
    isPicture: isPicture(stringOf(mimetype)),
  }
}

function viewShown({ id, hash, spec, typed, errors }: View): ViewShown {
  return { id, hash, spec, values: stateValues(dictsOf(spec.blocks), typed), errors }
}

function stageShown({ clock, faults, sandbox, demo }: Control): StageShown {
  return {
    clockOffsetMs: clock.offsetMs,
    faults: faults.now,
    connections: sandbox.sockets.connections,
    problems: [
      ...sandbox.calls.unknown.map((each) => `unknown method ${each}`),
      ...sandbox.calls.problems,
    ],
    demo,
  }
}
