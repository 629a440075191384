import { type Dict, dictsOf, isDict, stringOf } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { blockList } from './blocks.ts'
import type { At } from './rule.ts'

const mostBlocks = 50
const mostMarkdown = 12_000
const mostTableText = 10_000

/**
 * Slack publishes no limit for the sum of all block text, but refuses somewhere between 9,600 and
 * 11,300 characters (bolt-js/issues/2509): the sandbox refuses past the safe budget.
 */
const blockTextBudget = 9000

/** `invalid_blocks` with JSON pointers, or `msg_blocks_too_long`. */
export function checkMessageBlocks(blocks: unknown[]): void {
  const at: At = { pointer: '/blocks', surface: 'message', findings: [] }
  blockList(mostBlocks)(blocks, at)
  if (at.findings.length > 0) throw invalidBlocks(at)
  const known = dictsOf(blocks)
  checkMarkdownAndTables(known, at)
  if (at.findings.length > 0) throw invalidBlocks(at)
  const counted = known.filter(({ type }) => type !== 'markdown' && type !== 'table')
  if (textLength(counted) > blockTextBudget) throw new SlackError('msg_blocks_too_long')
}

/** Markdown blocks count together; one table a message (docs.slack.dev/reference/block-kit/blocks). */
function checkMarkdownAndTables(blocks: Dict[], at: At): void {
  const ofType = (type: string) => blocks.filter((block) => block.type === type)
  if (textLength(ofType('markdown')) > mostMarkdown) {
    at.findings.push({
      text: `must be less than ${mostMarkdown + 1} characters`,
      pointer: at.pointer,
    })
  }
  const tables = ofType('table')
  if (tables.length > 1) at.findings.push({ text: 'only_one_table_allowed', pointer: at.pointer })
  if (textLength(tables) > mostTableText) {
    at.findings.push({
      text: `must be less than ${mostTableText + 1} characters`,
      pointer: at.pointer,
    })
  }
}

/** chat.* puts the plain findings into `errors` and the `[ERROR]` ones into response_metadata. */
function invalidBlocks({ findings }: At): SlackError {
  const errors = findings.map(({ text, pointer }) => `${text} [json-pointer:${pointer}]`)
  const messages = errors.map((each) => `[ERROR] ${each}`)
  return new SlackError('invalid_blocks', { errors, response_metadata: { messages } })
}

/** The length of every `text` string in the value, however deep. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0)
  if (!isDict(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      sum +
      (name === 'text' && typeof each === 'string' ? stringOf(each).length : textLength(each)),
    0,
  )
}
