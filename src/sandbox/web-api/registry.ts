import * as change from './chat-change.ts'
import * as post from './chat-post.ts'
import * as conversations from './conversations.ts'
import * as files from './files.ts'
import { type Method, tier } from './method.ts'
import * as people from './people.ts'
import * as pins from './pins.ts'
import * as views from './views.ts'

const connectionsOpen: Method = {
  token: 'app',
  scopes: [],
  perMinute: tier.three,
  required: [],
  run: (call) => ({ url: call.socketUrl() }),
}

/** Every Web API method that the sandbox answers; any other is `unknown_method`. */
export const methods: Readonly<Record<string, Method>> = {
  'apps.connections.open': connectionsOpen,
  'auth.test': people.authTest,
  'chat.delete': change.remove,
  'chat.getPermalink': change.getPermalink,
  'chat.postEphemeral': post.postEphemeral,
  'chat.postMessage': post.postMessage,
  'chat.update': change.update,
  'conversations.info': conversations.info,
  'conversations.invite': conversations.invite,
  'conversations.join': conversations.join,
  'conversations.members': conversations.members,
  'conversations.open': conversations.open,
  'dnd.info': people.dndInfo,
  'dnd.teamInfo': people.dndTeamInfo,
  'files.completeUploadExternal': files.completeUploadExternal,
  'files.getUploadURLExternal': files.getUploadURLExternal,
  'pins.add': pins.add,
  'pins.list': pins.list,
  'pins.remove': pins.remove,
  'users.info': people.usersInfo,
  'views.open': views.open,
  'views.publish': views.publish,
  'views.push': views.push,
  'views.update': views.update,
}
