import type { Receipt } from '../bot-link/link.ts'
import { type Dict, isDict } from '../json.ts'
import { slashCommand } from '../payloads.ts'
import { postResponse } from '../response-urls.ts'
import type { Channel, User } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { builtInCommands } from './built-in-commands.ts'
import { escapedText } from './escaped-text.ts'
import type { Stage } from './stage.ts'

/** Does Slack's own commands; sends the app's, and shows what came with the ack, or Slack's own words for what went wrong. */
export async function runCommand(
  stage: Stage,
  user: User,
  channel: Channel,
  typed: string,
): Promise<void> {
  const { workspace, triggers, responseUrls, dispatch } = stage
  const [command = ''] = typed.split(/\s/, 1)
  const rest = typed.slice(command.length).trim()
  const builtIn = builtInCommands.find((each) => each.command === command)
  if (builtIn) {
    const words = await builtIn.run(stage, user, channel, rest)
    if (words) noticeFromSlack(stage, user, channel, words)
    return
  }
  const spec = workspace.installation.commands?.find((each) => each.command === command)
  const unknown = workspace.installation.commands && !spec
  if (unknown || user.kind === 'outsider') {
    noticeFromSlack(stage, user, channel, `${command} is not a valid command.`)
    return
  }
  const payload = slashCommand(workspace, {
    user,
    channel,
    command,
    text: spec?.shouldEscape ? escapedText(workspace, user, rest) : rest,
    triggerId: triggers.issue(user.id),
    responseUrl: responseUrls.issue({ channel: channel.id, user: user.id }),
  })
  const receipt = await dispatch.send({ kind: 'slash_commands', payload, takesAnswer: true })
  showAnswer(stage, user, channel, command, receipt)
  await stage.settle()
}

function showAnswer(
  stage: Stage,
  user: User,
  channel: Channel,
  command: string,
  receipt: Receipt,
): void {
  if (!receipt.acked) {
    noticeFromSlack(stage, user, channel, `${command} failed with the error "${receipt.error}"`)
    return
  }
  const body = answerBody(receipt.body)
  if (!body) return
  try {
    postResponse(stage.workspace, { channel: channel.id, user: user.id }, body)
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    stage.calls.problems.push(
      `The ack of ${command} carried a message that Slack refuses: ${error.code}`,
    )
    noticeFromSlack(stage, user, channel, `${command} failed with the error "dispatch_failed"`)
  }
}

/** Text or a message on the ack; nothing when the ack was bare. */
function answerBody(body: unknown): Dict | undefined {
  if (typeof body === 'string') return { text: body }
  return isDict(body) && Object.keys(body).length > 0 ? body : undefined
}

/** What Slack itself says to one person. */
export function noticeFromSlack(
  stage: Stage,
  user: User,
  channel: Channel,
  text: string,
  threadTs?: string,
): void {
  stage.workspace.post({
    channel: channel.id,
    author: 'USLACKBOT',
    text,
    ephemeralFor: user.id,
    threadTs,
  })
}
