// Plain JavaScript that an old Node can read, so that it can say what is wrong.
// With no Slack token there is nothing to connect to: the sandbox starts instead.
const needed = 24
const major = Number(process.versions.node.split('.')[0])
if (major < needed) {
  process.stderr.write(
    `golive needs Node.js ${needed} or newer, and this is ${process.versions.node}. "npm ci" installs a fitting one, which "npm start" then uses.\n`,
  )
  process.exitCode = 1
} else {
  const { main } = await (process.env.SLACK_BOT_TOKEN || process.env.SLACK_APP_TOKEN
    ? import('./main.ts')
    : import('./sandbox/main.ts'))
  await main()
}
