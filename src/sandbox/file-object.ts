import type { Dict } from './json.ts'
import { madeUpId, type Workspace } from './workspace.ts'

export interface DescribedFile {
  id: string
  name: string
  title: string
  mimetype: string
  filetype: string
  size: number
  /** The id of the user whose file it is. */
  user: string
}

/** A file as payloads and messages give it (docs.slack.dev/reference/objects/file-object). */
export function fileObject(workspace: Workspace, file: DescribedFile): Dict {
  const { id, name, title, mimetype, filetype, size, user } = file
  const created = Math.floor(workspace.clock.now().getTime() / 1000)
  const path = name.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '_')
  const url = `${workspace.filesUrl}/files-pri/${workspace.team.id}-${id}/${path}`
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    mimetype,
    filetype,
    size,
    user,
    user_team: workspace.user(user).teamId,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `https://${workspace.team.domain}.slack.com/files/${user}/${id}/${path}`,
  }
}

/** An id of the kind Slack gives to files. */
export function madeUpFileId(): string {
  return `F${madeUpId(10).toUpperCase()}`
}
