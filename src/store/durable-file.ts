/** Files that are there whole or not at all, whatever dies meanwhile. */
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Gives a file its own name, in place of what had it; the name, too, is on the disk when it returns. */
export async function putInPlace(part: string, file: string): Promise<void> {
  await flush(part)
  await rename(part, file)
  await flush(dirname(file))
}

/** What was written to a file, or to the list of names of a folder, is on the disk when it returns. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
