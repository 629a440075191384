import { fillIds } from './block-rules/fill-ids.ts'
import { checkMessageBlocks } from './block-rules/message-rules.ts'
import { type Dict, dictsOf, isDict, stringOf } from './json.ts'
import { SlackError } from './slack-error.ts'
import { madeUpId, type Workspace } from './workspace.ts'

/** docs.slack.dev/interactivity/handling-user-interaction: five uses in thirty minutes. */
const mostUses = 5
const lifetimeMs = 30 * 60_000
const mostRemembered = 10_000

interface ResponseUrl {
  channel: string
  user: string
  /** The message acted upon: what replace_original and delete_original mean. */
  messageTs?: string
  threadTs?: string
  issuedAt: number
  uses: number
}

/** The `response_url`s handed out with commands and interactions. */
export class ResponseUrls {
  readonly #workspace: Workspace
  readonly #baseUrl: () => string
  readonly #issued = new Map<string, ResponseUrl>()

  constructor(workspace: Workspace, baseUrl: () => string) {
    this.#workspace = workspace
    this.#baseUrl = baseUrl
  }

  issue(target: { channel: string; user: string; messageTs?: string; threadTs?: string }): string {
    const id = madeUpId(24)
    this.#issued.set(id, { ...target, issuedAt: this.#workspace.clock.now().getTime(), uses: 0 })
    const [oldest] = this.#issued.keys()
    if (oldest && this.#issued.size > mostRemembered) this.#issued.delete(oldest)
    return `${this.#baseUrl()}/response/${id}`
  }

  /** Answers a POST to a response_url; works where the bot is not a member. */
  use(id: string, body: Dict): { status: number; answer: Dict } {
    try {
      this.#respond(this.#claim(id), body)
      return { status: 200, answer: { ok: true } }
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const status = error.code === 'used_url' || error.code === 'expired_url' ? 404 : 400
      return { status, answer: { ok: false, error: error.code, ...error.more } }
    }
  }

  #claim(id: string): ResponseUrl {
    const url = this.#issued.get(id)
    if (!url) throw new SlackError('expired_url')
    if (this.#workspace.clock.now().getTime() - url.issuedAt > lifetimeMs)
      throw new SlackError('expired_url')
    if (url.uses >= mostUses) throw new SlackError('used_url')
    url.uses += 1
    return url
  }

  #respond(url: ResponseUrl, body: Dict): void {
    const original = url.messageTs && this.#workspace.message(url.channel, url.messageTs)
    if (body.delete_original === true) {
      if (original) this.#workspace.deleteMessage(url.channel, original.ts)
      return
    }
    const content = responseContent(body)
    if (body.replace_original === true && original) {
      const { metadata } = body
      this.#workspace.edit(original, { ...content, ...(isDict(metadata) ? { metadata } : {}) })
      return
    }
    postResponse(this.#workspace, url, body)
  }
}

/** Posts what came on an ack of a command or to a response_url: ephemeral unless `in_channel`. */
export function postResponse(
  workspace: Workspace,
  to: { channel: string; user: string; threadTs?: string },
  body: Dict,
): void {
  const content = responseContent(body)
  const inChannel = body.response_type === 'in_channel'
  workspace.post({
    channel: to.channel,
    author: workspace.bot.userId,
    ...content,
    // A threaded reply needs in_channel, thread_ts and replace_original: false.
    threadTs: inChannel ? stringOf(body.thread_ts) || undefined : to.threadTs,
    ephemeralFor: inChannel ? undefined : to.user,
  })
}

function responseContent(body: Dict): { text: string; blocks: Dict[]; attachments: Dict[] } {
  const text = stringOf(body.text)
  const blocks = body.blocks === undefined ? [] : body.blocks
  const attachments = dictsOf(body.attachments)
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format')
  if (text === '' && blocks.length === 0 && attachments.length === 0)
    throw new SlackError('no_text')
  checkMessageBlocks(blocks)
  return { text, blocks: fillIds(blocks), attachments }
}
