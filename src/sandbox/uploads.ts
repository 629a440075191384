import { madeUpId, type Workspace } from './workspace.ts'

/** The `upload_url`s that files.getUploadURLExternal hands out, each for the bytes of one file. */
export class Uploads {
  readonly #workspace: Workspace
  readonly #baseUrl: () => string
  readonly #issued = new Map<string, string>()

  constructor(workspace: Workspace, baseUrl: () => string) {
    this.#workspace = workspace
    this.#baseUrl = baseUrl
  }

  issue(fileId: string): string {
    const ticket = madeUpId(24)
    this.#issued.set(ticket, fileId)
    return `${this.#baseUrl()}/upload/${ticket}`
  }

  /** Which file the URL is for, while it still takes bytes. */
  fileOf(ticket: string): string {
    return this.#issued.get(ticket) ?? ''
  }

  /** Takes a POST to an upload_url: raw bytes, or a form with one file, as the SDK sends it. */
  async receive(
    ticket: string,
    body: Buffer,
    contentType: string,
  ): Promise<{ status: number; answer: string }> {
    const file = this.#workspace.files.get(this.fileOf(ticket))
    if (!file || file.isComplete) return { status: 404, answer: 'No upload is open here' }
    const bytes = await fileBytes(body, contentType)
    if (!bytes) return { status: 400, answer: 'The form has no file' }
    if (bytes.length !== file.size) {
      return { status: 400, answer: `${file.size} bytes were announced, ${bytes.length} came` }
    }
    file.bytes = bytes
    return { status: 200, answer: `OK - ${bytes.length}` }
  }
}

async function fileBytes(body: Buffer, contentType: string): Promise<Uint8Array | undefined> {
  if (!contentType.startsWith('multipart/form-data')) return body
  try {
    const response = new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    })
    const parts = [...(await response.formData()).values()]
    return await parts.find((part) => part instanceof File)?.bytes()
  } catch {
    return undefined
  }
}
