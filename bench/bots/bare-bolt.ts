/** A Bolt app that acknowledges every click and does nothing else. */
import { App } from '@slack/bolt'

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT } = process.env
const app = new App({
  token: SLACK_BOT_TOKEN,
  ...(SLACK_APP_TOKEN ? { appToken: SLACK_APP_TOKEN, socketMode: true } : {}),
  signingSecret: SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  installerOptions: { clientOptions: { slackApiUrl: SLACK_API_URL } },
})
app.action(/.*/, ({ ack }) => ack())
await app.start(Number(PORT))
process.on('SIGTERM', () => process.exit(0))
