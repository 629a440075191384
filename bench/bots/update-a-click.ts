/** The obvious bot: each click is one durable transaction, and one chat.update of its message. */
import { App } from '@slack/bolt'
import Database from 'better-sqlite3'

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT } = process.env
const db = new Database(process.env.DATABASE_URL?.slice('file:'.length))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec(
  'create table if not exists clicks (id integer primary key, item text, person text, at text)',
)
const insert = db.prepare('insert into clicks (item, person, at) values (?, ?, ?)')

const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(SLACK_APP_TOKEN ? { appToken: SLACK_APP_TOKEN, socketMode: true } : {}),
  signingSecret: SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  installerOptions: { clientOptions: { slackApiUrl: SLACK_API_URL } },
})
app.action(/.*/, async ({ ack, body, client }) => {
  if (body.type !== 'block_actions') return
  insert.run(body.trigger_id, body.user.id, new Date().toISOString())
  await ack()
  const { message, channel } = body
  if (!message || !channel) return
  await client.chat.update({
    channel: channel.id,
    ts: message.ts,
    text: 'ticked',
    blocks: message.blocks,
  })
})
await app.start(Number(PORT))
process.on('SIGTERM', () => process.exit(0))
