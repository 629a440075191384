import { fileObject, madeUpFileId } from '../file-object.ts'
import type { Dict } from '../json.ts'
import type { Workspace } from '../workspace.ts'

/** A file of the person's own machine, as far as the sandbox wants to know it. */
export interface OwnFile {
  name: string
  mimetype: string
  size: number
  /** Of a text, for whoever has its url_private. */
  content?: string | undefined
}

/** docs.slack.dev/reference/block-kit/block-elements/file-input-element: 10 MB. */
const largestFile = 10_000_000

/** Whether Slack's client takes this file into an input for these extensions (none: all). */
export function isWelcome(file: OwnFile, filetypes: readonly string[]): boolean {
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  return file.size <= largestFile && (filetypes.length === 0 || filetypes.includes(extension))
}

/**
 * A file as `state.values` of a file_input gives it. What it contains is served at its url_private.
 */
export function attachedFile(workspace: Workspace, user: string, file: OwnFile): Dict {
  const { name, mimetype, size, content } = file
  const filetype = name.split('.').at(-1) ?? ''
  const id = madeUpFileId()
  if (content !== undefined) workspace.attached.set(id, content)
  return fileObject(workspace, { id, name, title: name, mimetype, filetype, size, user })
}
