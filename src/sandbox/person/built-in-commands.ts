import type { Channel, User } from '../shapes.ts'
import type { Stage } from './stage.ts'

interface BuiltIn {
  command: string
  description: string
  usageHint: string
  /** Does it; gives Slack's words to the person who typed it, if there are any. */
  run: (stage: Stage, user: User, channel: Channel, rest: string) => Promise<string | undefined>
}

/** Slack's own commands, which the app learns of by their events only. */
export const builtInCommands: readonly BuiltIn[] = [
  {
    command: '/invite',
    description: 'Adds somebody, or an app, to this channel',
    usageHint: '@someone',
    run: invite,
  },
]

async function invite(
  { workspace, changes }: Stage,
  user: User,
  channel: Channel,
  rest: string,
): Promise<string | undefined> {
  if (channel.kind === 'im') return 'Nobody can be invited to a direct message.'
  if (!channel.members.has(user.id)) return `Join #${channel.name} to invite others to it.`
  const handles = rest.split(/[\s,]+/).filter(Boolean)
  if (handles.length === 0) return 'Say whom to invite: /invite @someone'
  const sentences: string[] = []
  for (const typed of handles) {
    const handle = typed.replace(/^@/, '')
    const invited = [...workspace.users.values()].find((each) => each.handle === handle)
    const refusal = whyNot(invited, channel, typed)
    if (invited && !refusal) await changes.addMember(channel.id, handle)
    sentences.push(refusal ?? `${typed} was added to #${channel.name}.`)
  }
  return sentences.join('\n')
}

function whyNot(invited: User | undefined, channel: Channel, typed: string): string | undefined {
  if (!invited) return `There is nobody called ${typed} here.`
  if (invited.kind === 'deactivated') return `${typed}’s account is deactivated.`
  if (channel.members.has(invited.id)) return `${typed} is in #${channel.name} already.`
  if (invited.kind === 'single-channel guest') return `${typed} is a guest of one channel only.`
  if (invited.kind === 'outsider' && !channel.shared) {
    return `${typed} is from another workspace, with which #${channel.name} is not shared.`
  }
  return undefined
}
