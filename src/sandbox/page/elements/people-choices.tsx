import { Avatar } from '../base/avatar.tsx'
import { useDirectory } from '../base/directory.tsx'
import { Icon } from '../base/icons.tsx'
import type { Choice } from './picker.tsx'

/** The people that Slack's pickers offer: all but those who are deactivated. */
export function usePeopleChoices(): Choice[] {
  const { people } = useDirectory()
  return [...people.values()]
    .filter(({ kind }) => kind !== 'deactivated')
    .map(({ id, name, handle, kind, from }) => ({
      key: id,
      label: name,
      description: [`@${handle}`, kind === 'member' ? '' : kind, from ?? '']
        .filter(Boolean)
        .join(' · '),
      icon: <Avatar id={id} size="small" />,
    }))
}

interface Filter {
  include?: string[]
  exclude_external_shared_channels?: boolean
}

/** The conversations that Slack's picker offers this person, by the element's filter. */
export function useConversationChoices(filter: Filter | undefined, publicOnly: boolean): Choice[] {
  const { conversations } = useDirectory()
  const kinds = publicOnly ? ['public'] : (filter?.include ?? ['public', 'private', 'im'])
  return [...conversations.values()]
    .filter(({ kind, archived }) => kinds.includes(kind) && !archived)
    .filter(({ shared }) => !(shared && filter?.exclude_external_shared_channels))
    .map(({ id, name, kind }) => ({
      key: id,
      label: name,
      icon: <Icon name={kind === 'private' ? 'lock' : kind === 'im' ? 'reply' : 'hash'} />,
    }))
}
