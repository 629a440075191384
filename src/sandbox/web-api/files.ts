import { fileObject, madeUpFileId } from '../file-object.ts'
import { fileType } from '../file-types.ts'
import { type Dict, dictOf, stringOf } from '../json.ts'
import type { Channel, Upload } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { isMember, visibleChannel } from './access.ts'
import { blocksArg } from './message-content.ts'
import { type Method, type MethodCall, stringArg, tier } from './method.ts'

/** docs.slack.dev/reference/methods/files.getUploadURLExternal: alt_txt_too_large, snippet_too_large. */
const longestAltText = 1000
const largestSnippet = 1_000_000

export const getUploadURLExternal: Method = {
  token: 'bot',
  scopes: ['files:write'],
  perMinute: tier.four,
  required: ['filename', 'length'],
  run(call) {
    const size = lengthArg(call)
    const snippetType = stringArg(call, 'snippet_type')
    if (stringArg(call, 'alt_txt').length > longestAltText) {
      throw new SlackError('alt_txt_too_large')
    }
    if (snippetType !== '' && size > largestSnippet) throw new SlackError('snippet_too_large')
    const id = madeUpFileId()
    const name = stringArg(call, 'filename')
    const type = fileType(name, snippetType)
    call.workspace.files.set(id, { id, name, size, ...type, isComplete: false })
    return { upload_url: call.uploadUrl(id), file_id: id }
  },
}

export const completeUploadExternal: Method = {
  token: 'bot',
  scopes: ['files:write'],
  perMinute: tier.four,
  required: ['files'],
  run(call) {
    const { workspace } = call
    const uploads = uploadsArg(call)
    const place = placeArg(call)
    const comment = stringArg(call, 'initial_comment')
    const blocks = comment === '' ? blocksArg(call) : undefined
    const files = uploads.map(({ upload, title }) =>
      fileObject(workspace, { ...upload, title, user: workspace.bot.userId }),
    )
    for (const { upload } of uploads) upload.isComplete = true
    if (place) {
      const { channel, threadTs } = place
      const author = workspace.bot.userId
      workspace.post({ channel: channel.id, author, text: comment, blocks, files, threadTs })
    }
    return { files: files.map(unprocessed) }
  },
}

/** What Slack answers at once: it looks at a file, and shows it in its channel, only afterwards. */
function unprocessed(file: Dict): Dict {
  return { ...file, mimetype: '', filetype: '', channels: [], groups: [], ims: [], shares: {} }
}

function lengthArg(call: MethodCall): number {
  const length = stringArg(call, 'length')
  if (!/^\d+$/.test(length)) throw invalid('must be a number: length')
  if (Number(length) === 0) throw new SlackError('missing_argument')
  return Number(length)
}

/** The files that are to be completed: each was sent, and none was completed before. */
function uploadsArg(call: MethodCall): { upload: Upload; title: string }[] {
  const { files } = call.args
  if (!Array.isArray(files) || files.length === 0) throw invalid('must be a list: files')
  return files.map((each) => {
    const { id, title } = dictOf(each)
    const upload = call.workspace.files.get(stringOf(id))
    if (!upload?.bytes || upload.isComplete) throw new SlackError('file_not_found')
    return { upload, title: stringOf(title) || upload.name }
  })
}

/** Where the files are shown: nowhere without a channel. Membership is needed, chat:write.public is not enough. */
function placeArg(call: MethodCall): { channel: Channel; threadTs?: string } | undefined {
  if (stringArg(call, 'channels') !== '') throw invalid('not simulated: channels')
  const id = stringArg(call, 'channel_id')
  if (id === '') return undefined
  const channel = visibleChannel(call.workspace, id)
  if (!isMember(call.workspace, channel)) throw new SlackError('not_in_channel')
  if (channel.archived) throw new SlackError('is_archived')
  const threadTs = stringArg(call, 'thread_ts')
  if (threadTs === '') return { channel }
  const parent = call.workspace.message(channel.id, threadTs)
  const isReply = parent?.threadTs !== undefined && parent.threadTs !== threadTs
  if (!parent || parent.ephemeralFor || isReply) throw invalid('no such message: thread_ts')
  return { channel, threadTs }
}

function invalid(what: string): SlackError {
  return SlackError.withMessages('invalid_arguments', [`[ERROR] ${what}`])
}
