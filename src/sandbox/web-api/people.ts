import { stringOf } from '../json.ts'
import { userObject } from '../slack-objects.ts'
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

/** The next (or present) do-not-disturb time; 1 and 1 when there is none, as Slack answers. */
export const dndInfo: Method = {
  token: 'bot',
  scopes: ['dnd:read'],
  perMinute: tier.three,
  required: [],
  run({ args, workspace }) {
    const { id } = knownUser(workspace, stringOf(args.user) || workspace.bot.userId)
    const quiet = workspace.doNotDisturb.get(id)
    const seconds = (date?: Date) => (date ? Math.floor(date.getTime() / 1000) : 1)
    return {
      dnd_enabled: quiet !== undefined,
      next_dnd_start_ts: seconds(quiet?.from),
      next_dnd_end_ts: seconds(quiet?.until),
      snooze_enabled: false,
    }
  },
}
