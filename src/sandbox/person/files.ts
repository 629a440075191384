import type { Dict } from '../json.ts'
import { madeUpId, type Workspace } from '../workspace.ts'

/** A file of the person's own machine, as far as the sandbox wants to know it. */
export interface OwnFile {
  name: string
  mimetype: string
  size: number
}

/** docs.slack.dev/reference/block-kit/block-elements/file-input-element: 10 MB. */
const largestFile = 10_000_000

/** Whether Slack's client takes this file into an input for these extensions (none: all). */
export function isWelcome(file: OwnFile, filetypes: readonly string[]): boolean {
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  return file.size <= largestFile && (filetypes.length === 0 || filetypes.includes(extension))
}

/**
 * A file as `state.values` of a file_input gives it (docs.slack.dev/reference/objects/file-object).
 * Its bytes are not kept: no method that would fetch them is simulated.
 */
export function fileObject(workspace: Workspace, user: string, file: OwnFile): Dict {
  const id = `F${madeUpId(10).toUpperCase()}`
  const created = Math.floor(workspace.clock.now().getTime() / 1000)
  const filetype = file.name.split('.').at(-1) ?? ''
  const url = `https://files.slack.com/files-pri/${workspace.team.id}-${id}/${file.name}`
  return {
    id,
    created,
    timestamp: created,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype,
    size: file.size,
    user,
    user_team: workspace.user(user).teamId,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `https://${workspace.team.domain}.slack.com/files/${user}/${id}/${file.name}`,
  }
}
