import type { User } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** A link without the punctuation after it, else a handle or channel name that is not inside a word. */
const parts = /(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)])|(?<![\w@#])@([\w.-]*\w)|(?<![\w@#])#([\w-]+)/g

/**
 * The text of a command with should_escape: people and channels as ids, links in angle brackets, and a
 * private channel without its name (docs.slack.dev/interactivity/implementing-slash-commands). What
 * the person cannot see is not known to their client, so it stays as typed.
 */
export function escapedText(workspace: Workspace, by: User, text: string): string {
  const users = [...workspace.users.values()]
  const channels = [...workspace.channels.values()]
  return text.replaceAll(parts, (typed, link?: string, handle?: string, name?: string) => {
    if (link) return `<${link}>`
    if (handle) {
      const user = users.find((each) => each.handle === handle)
      return user ? `<@${user.id}>` : typed
    }
    const channel = channels.find((each) => each.kind !== 'im' && each.name === name)
    if (!channel || (channel.kind === 'private' && !channel.members.has(by.id))) return typed
    return `<#${channel.id}|${channel.kind === 'private' ? '' : channel.name}>`
  })
}
