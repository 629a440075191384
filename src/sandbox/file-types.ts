/** Slack's word for the type of a file, and its MIME type, by the extension of its name. */
const known: Readonly<Record<string, { filetype: string; mimetype: string }>> = {
  csv: { filetype: 'csv', mimetype: 'text/csv' },
  html: { filetype: 'html', mimetype: 'text/html' },
  jpg: { filetype: 'jpg', mimetype: 'image/jpeg' },
  log: { filetype: 'text', mimetype: 'text/plain' },
  md: { filetype: 'markdown', mimetype: 'text/plain' },
  pdf: { filetype: 'pdf', mimetype: 'application/pdf' },
  png: { filetype: 'png', mimetype: 'image/png' },
  txt: { filetype: 'text', mimetype: 'text/plain' },
}
const unknown = { filetype: 'binary', mimetype: 'application/octet-stream' }

/** What a file with this name is; the type of a snippet is what the bot says. */
export function fileType(
  name: string,
  snippetType: string,
): { filetype: string; mimetype: string } {
  if (snippetType !== '') return { filetype: snippetType, mimetype: 'text/plain' }
  return known[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? unknown
}

/** Whether a file of this MIME type can be read as text. */
export function isText(mimetype: string): boolean {
  return mimetype.startsWith('text/')
}

/** Whether a file of this MIME type can be shown as a picture: nothing in it runs. */
export function isPicture(mimetype: string): boolean {
  return mimetype === 'image/png' || mimetype === 'image/jpeg'
}
