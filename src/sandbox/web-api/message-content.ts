import { fillIds } from '../block-rules/fill-ids.ts'
import { checkMessageBlocks } from '../block-rules/message-rules.ts'
import { type Dict, dictOf, isDict } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { type MethodCall, stringArg } from './method.ts'

/** The blocks argument: undefined when not sent, checked by Block Kit's rules, ids filled in. */
export function blocksArg(call: MethodCall): Dict[] | undefined {
  const blocks = call.args.blocks
  if (blocks === undefined || blocks === null || blocks === '') return undefined
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format')
  checkMessageBlocks(blocks)
  return fillIds(blocks)
}

export function attachmentsArg(call: MethodCall): Dict[] | undefined {
  const { attachments } = call.args
  if (attachments === undefined || attachments === '') return undefined
  if (!Array.isArray(attachments) || !attachments.every(isDict)) {
    throw new SlackError('invalid_attachments')
  }
  if (attachments.length > 100) throw new SlackError('too_many_attachments')
  return attachments
}

/** What docs.slack.dev/messaging/message-metadata allows; metadata of another type is ignored. */
const metadataType = /^[\w-]+$/

/** Metadata needs event_type and event_payload; `{}` (on update) takes it away. */
export function metadataArg(call: MethodCall): Dict | undefined {
  const { metadata } = call.args
  if (metadata === undefined || metadata === '') return undefined
  const given = dictOf(metadata)
  if (Object.keys(given).length === 0) return {}
  if (typeof given.event_type !== 'string' || !isDict(given.event_payload)) {
    throw new SlackError('invalid_metadata_format')
  }
  return metadataType.test(given.event_type) ? given : undefined
}

/** `no_text` when there is nothing to show. */
export function requireContent(call: MethodCall): void {
  const { blocks, attachments } = call.args
  const some = (value: unknown) => Array.isArray(value) && value.length > 0
  const wrongFormat = typeof blocks === 'string' && blocks !== ''
  if (stringArg(call, 'text') === '' && !some(blocks) && !some(attachments) && !wrongFormat) {
    throw new SlackError('no_text')
  }
}
