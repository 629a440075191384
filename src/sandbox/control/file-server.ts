import type { ServerResponse } from 'node:http'
import { isPicture, isText } from '../file-types.ts'
import type { Workspace } from '../workspace.ts'

/** Where the page finds a file: `/files/ID`. */
export function fileIdIn(path: string): string | undefined {
  return /^\/files\/(\w+)$/.exec(path)?.[1]
}

/**
 * Answers with a file that a message shows. Text is always plain text, whatever markup it has; a picture
 * is one; anything else is only ever saved.
 */
export function answerFile(workspace: Workspace, id: string, response: ServerResponse): void {
  const isShown = workspace.messages.some(({ files }) => files.some((file) => file.id === id))
  const file = isShown ? workspace.files.get(id) : undefined
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('No message shows this file\n')
    return
  }
  const safe = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' }
  response.writeHead(200, { ...headersFor(file.mimetype), ...safe }).end(file.bytes)
}

function headersFor(mimetype: string): Record<string, string> {
  if (isText(mimetype)) return { 'Content-Type': 'text/plain; charset=utf-8' }
  if (isPicture(mimetype)) return { 'Content-Type': mimetype }
  return { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment' }
}
