import { stringOf } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { userObject } from '../slack-objects.ts'
import type { Workspace } from '../workspace.ts'
import { knownUser } from './access.ts'
import { type Method, stringArg, tier } from './method.ts'

export const authTest: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tier.special,
  required: [],
  run({ workspace }) {
    return {
      url: `https://${workspace.team.domain}.slack.com/`,
      team: workspace.team.name,
      user: workspace.bot.handle,
      team_id: workspace.team.id,
      user_id: workspace.bot.userId,
      bot_id: workspace.bot.botId,
      is_enterprise_install: false,
    }
  },
}

export const usersInfo: Method = {
  token: 'bot',
  scopes: ['users:read'],
  perMinute: tier.four,
  required: ['user'],
  run(call) {
    const user = knownUser(call.workspace, stringArg(call, 'user'))
    const { locale, ...object } = userObject(user, call.workspace.clock.now())
    return { user: call.args.include_locale === true ? { ...object, locale } : object }
  },
}

/** The present or next do-not-disturb time of one person. */
export const dndInfo: Method = {
  token: 'bot',
  scopes: ['dnd:read'],
  perMinute: tier.three,
  required: [],
  run({ args, workspace }) {
    const { id } = knownUser(workspace, stringOf(args.user) || workspace.bot.userId)
    return { ...doNotDisturb(workspace, id), snooze_enabled: false }
  },
}

/** docs.slack.dev/reference/methods/dnd.teamInfo: "for up to 50 users". */
const mostAskedAtOnce = 50

/** The same of several people; one who is not visible makes the whole call fail. */
export const dndTeamInfo: Method = {
  token: 'bot',
  scopes: ['dnd:read'],
  perMinute: tier.two,
  required: [],
  run(call) {
    const { workspace } = call
    const ids = stringArg(call, 'users').split(',').filter(Boolean)
    if (ids.length === 0) throw new SlackError('no_users_provided')
    if (ids.length > mostAskedAtOnce) {
      throw SlackError.withMessages('invalid_arguments', [
        `[ERROR] no more than ${mostAskedAtOnce} items allowed [json-pointer:/users]`,
      ])
    }
    if (ids.some((id) => !workspace.users.has(id))) throw new SlackError('user_not_visible')
    return { users: Object.fromEntries(ids.map((id) => [id, doNotDisturb(workspace, id)])) }
  },
}

/** 1 and 1 when there is none, as Slack answers; what is over is not told. */
function doNotDisturb({ doNotDisturb: times, clock }: Workspace, id: string) {
  const known = times.get(id)
  const quiet = known && known.until > clock.now() ? known : undefined
  const seconds = (date?: Date) => (date ? Math.floor(date.getTime() / 1000) : 1)
  return {
    dnd_enabled: quiet !== undefined,
    next_dnd_start_ts: seconds(quiet?.from),
    next_dnd_end_ts: seconds(quiet?.until),
  }
}
