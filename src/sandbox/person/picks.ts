import { type Dict, dictOf, stringsOf } from '../json.ts'
import type { Channel } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** The person of this handle, if Slack's picker offers them: it leaves out deactivated people. */
export function pickedPerson(workspace: Workspace, handle: string): string {
  const user = workspace.user(handle.replace(/^@/, ''))
  if (user.kind === 'deactivated')
    throw new Error(`Slack's picker does not offer @${user.handle}: deactivated`)
  return user.id
}

const filterNames = { public: 'public', private: 'private', im: 'im' } as const

/** The conversation of this name, if the element's picker offers it to this person. */
export function pickedConversation(
  workspace: Workspace,
  by: string,
  element: Dict,
  name: string,
): string {
  const channel = workspace.channel(name)
  if (!isOffered(channel, by, element))
    throw new Error(`Slack's picker does not offer ${name} here`)
  return channel.id
}

/** channels_select offers public channels; conversations_select what the person can see, by its filter. */
function isOffered(channel: Channel, by: string, element: Dict): boolean {
  if (channel.archived) return false
  if (String(element.type).includes('channels_select')) return channel.kind === 'public'
  const filter = dictOf(element.filter)
  const kinds = stringsOf(filter.include)
  if (kinds.length > 0 && !kinds.includes(filterNames[channel.kind])) return false
  if (filter.exclude_external_shared_channels === true && channel.shared) return false
  return channel.kind === 'public' || channel.members.has(by)
}
