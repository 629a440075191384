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
    return { user: userObject(user, call.workspace.clock.now()) }
  },
}

/** Nobody in the sandbox has a do-not-disturb schedule. */
export const dndInfo: Method = {
  token: 'bot',
  scopes: ['dnd:read'],
  perMinute: tier.three,
  required: [],
  run(call) {
    knownUser(call.workspace, stringArg(call, 'user') || call.workspace.bot.userId)
    return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: false }
  },
}
