import type { Dict } from './json.ts'

/** An `ok: false` answer: Slack's own error code and what else the answer carries. */
export class SlackError extends Error {
  readonly code: string
  readonly more: Dict

  constructor(code: string, more: Dict = {}) {
    super(code)
    this.code = code
    this.more = more
  }

  /** An argument or block error, with messages such as `[ERROR] … [json-pointer:/blocks/0]`. */
  static withMessages(code: string, messages: string[]): SlackError {
    return new SlackError(code, { errors: messages, response_metadata: { messages } })
  }
}
