/**
 * What the sandbox simulates, method by method; every other method answers `unknown_method` and is
 * recorded in `calls.unknown`.
 *
 * Known differences from Slack:
 * - Rate limits are exact windows (Slack tolerates bursts of unpublished size). chat.postMessage is
 *   one a second and channel, 300 a minute in all. Event and response_url rates are not limited.
 * - The sum of block text is refused past 9,000 characters; Slack's own limit is unpublished, higher.
 *   Markdown blocks and tables have their own documented limits and are not in that sum.
 * - Lengths count UTF-16 units of the text as sent; what Slack counts is not documented.
 * - Unknown ids in `initial_user`, `initial_channel` … are not refused. Nor are bad image URLs.
 * - Wordings of validation messages follow Slack's where known; only their code and pointer are firm.
 * - Blocks that are not simulated (card, carousel, container, data_table, plan, task_card,
 *   context_actions, video, file, call) are refused as unsupported everywhere. So are
 *   workflow_button, feedback_buttons and icon_button.
 * - Mrkdwn is kept as sent: Slack escapes, autolinks and unfurls; no notification is simulated.
 * - Posting to a deactivated user is `user_disabled`, to an outsider `user_not_visible`: Slack's
 *   codes for chat.postMessage there are not documented.
 * - thread_ts is not checked against the parent. reply_broadcast, username, icons, unfurl flags and
 *   markdown_text are ignored. Attachments are kept, not validated. Metadata has no size limit, and of
 *   another type than Slack allows it is ignored without the warning. That message_metadata_posted
 *   comes of DMs too is a guess; that of an edit (_updated, _deleted) does not come.
 * - views.push needs an open modal, but takes a trigger_id from anywhere. Group DMs do not exist
 *   (conversations.open with several people is refused). Pinning posts no "pinned" message.
 * - chat.update in an archived channel is `is_inactive`, in a public one the bot has left
 *   `not_in_channel`; `too_many_websockets` meets the eleventh connection.
 * - message.* events are not sent: the bot reads no messages. Threads have no reply counts.
 * - Event retries are not automatic: `dispatch.redeliver()` sends an event again when told to, and
 *   `dispatch.redeliverLost()` all that were not acked.
 * - should_escape: people as `<@U…>`, public channels as `<#C…|name>`, private ones as `<#C…|>`, links
 *   in `<…>`, as the page on slash commands says. Uncertain: its example has `<#C…>` without a name;
 *   apps in use have met `<@U…|handle>` too, so read both. Whether `&`, `<`, `>` become entities is not
 *   documented (they stay raw), nor what becomes of `example.com` or `@here` (they stay as typed).
 * - A view with a file_input is `missing_scope` without files:read: the documented condition; Slack's
 *   code for it is not published. Files over 10 MB or of another type cannot be attached.
 * - do-not-disturb is one stretch of time a person: no schedule, no snooze, no dnd_updated events.
 *   dnd.teamInfo answers `user_not_visible` for an unknown id and `invalid_arguments` past 50 ids; both
 *   are guesses. conversations.invite: `user_disabled` and, for outsiders where nothing is shared,
 *   `cant_invite` are guesses, and that with `force` the others come in and the answer is ok.
 * - Uploads: the message is there when files.completeUploadExternal answers, and its files have their
 *   types, which go by the name's extension. Slack posts and looks at files later, so the answer has
 *   neither types nor shares here either. Guesses: bytes of another length than announced are HTTP 400;
 *   not sent or completed before is `file_not_found`, as an unknown id is; a thread_ts that names no
 *   parent is `invalid_arguments`. Bytes can be sent again until completed; upload URLs do not expire.
 *   `channels` is refused, any snippet_type taken, alt_txt not kept, `highlight_type` ignored. There are
 *   no file_shared events, and no size limits but that of snippets. url_private of what
 *   the bot uploads leads nowhere: people read files on the page, tests in `files` of a message. Failures of the bytes' POST are ordered, and
 *   the POST is logged, as method `upload_url`.
 * - What Slack would refuse in an answer to block_suggestion is a problem, and no option is offered.
 * - Payloads of ephemeral messages carry no `message`; `response_urls` of modals stay empty, so
 *   response_url_enabled has no effect. A file_input gives file objects; of
 *   texts up to 1 MB url_private gives the contents to the bot's token, and to others a page to sign in.
 * - A client shows an acked form at once; Slack's client may show a spinner. A modal stays open for
 *   ever, over reloads and in every window: there is one client per person.
 * - Of Slack's own commands there is only `/invite`; whoever typed it is told what came of it.
 * - OAuth, token rotation, org installs, user groups, bookmarks, reactions, scheduled messages,
 *   conversations.history/list, files.info/list/delete and search are not simulated. Interactivity is
 *   always enabled.
 */
export const coverage: Readonly<Record<string, string>> = {
  'apps.connections.open': 'one-time URL; app token only; at most ten connections',
  'auth.test': 'whole answer of a bot token',
  'chat.delete': "the bot's own messages",
  'chat.getPermalink': 'channel messages and threads',
  'chat.postEphemeral': 'members only; seen by one person until they reload',
  'chat.postMessage':
    'channels by id or #name, users by id; threads, blocks, attachments, metadata, truncation',
  'chat.update': 'replaces text and blocks; keeps attachments and metadata unless sent',
  'conversations.info': 'public, private and DM; include_num_members',
  'conversations.invite':
    'people into channels the bot is in; all or none, but for force; errors by person',
  'conversations.join': 'public channels',
  'conversations.members': 'with cursor and limit',
  'conversations.open': 'DM with one person; return_im',
  'dnd.info': 'what workspace.doNotDisturb says; no snooze',
  'dnd.teamInfo': 'the same of at most 50 people',
  'files.completeUploadExternal':
    'private, or in one channel or thread that the bot is in; initial_comment or blocks',
  'files.getUploadURLExternal': 'filename and length; the URL takes raw bytes or a form',
  'pins.add': 'messages, at most 100 a channel',
  'pins.list': 'messages',
  'pins.remove': 'messages',
  'users.info': 'zone, guest, deleted, bot and outsider flags',
  'views.open': 'by trigger; replaces an open stack',
  'views.publish': 'App Home, by hash',
  'views.push': 'by trigger, three deep',
  'views.update':
    'by view_id or external_id, by hash; inputs with the same ids keep what was typed',
}
