import { copyOf, type Dict, stringOf } from '../json.ts'
import { verificationToken } from '../payloads.ts'
import { madeUpId, type Workspace } from '../workspace.ts'

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
