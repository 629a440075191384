// Plain JavaScript that an old Node can read, so that it can say what is wrong.
// `npm run golive` passes the word golive: then it is a tool of the command line. With no Slack token there is nothing to connect to: the sandbox starts instead.
import module from 'node:module'

const needed = 24
const major = Number(process.versions.node.split('.')[0])

/** @param {string} sentence */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

async function startSandbox() {
  try {
    const { main } = await import('./sandbox/main.ts')
    return main()
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw error
    giveUp(
      'No SLACK_BOT_TOKEN is set, and the sandbox that would start instead is not installed: set the token, or run "npm ci" with development packages.',
    )
  }
}

async function start() {
  if (process.argv[2] === 'golive') {
    const { main } = await import('./cli/main.ts')
    await main()
  } else if (process.env.SLACK_BOT_TOKEN || process.env.SLACK_APP_TOKEN) {
    const { main } = await import('./main.ts')
    await main()
  } else {
    await startSandbox()
  }
}

if (major < needed) {
  giveUp(
    `golive needs Node.js ${needed} or newer, and this is ${process.versions.node}. "npm ci" installs a fitting one, which "npm start" then uses.`,
  )
} else {
  // What was read once without its types and compiled is kept: the next start takes a fraction of the time.
  module.enableCompileCache()
  await start()
}
