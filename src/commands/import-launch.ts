import { isDeepStrictEqual } from 'node:util'
import type { LaunchFile } from '../domain/launch-file.ts'
import { Refusal } from '../domain/refusal.ts'
import { findArchive, forgetArchive } from '../store/archives.ts'
import type { Db } from '../store/database.ts'
import { isConstraintViolation } from '../store/dialect.ts'
import {
  insertLaunchFile,
  insertTemplateOf,
  insertVersionOf,
  readLaunchFile,
} from '../store/launch-file.ts'
import {
  findTemplate,
  findTemplateNamed,
  findVersion,
  findVersionOfKey,
} from '../store/templates.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/**
 * Puts a launch out of a file into the database, with its template where that is not there. It rests: the
 * clock does nothing in it and Slack is told nothing, until somebody in its channel resends its
 * messages. One that is there with the same record stays as it is ('there'). Refuses one that is there with
 * another ('file-differs'), and what does not fit ('file-clashes').
 */
export async function importLaunch(
  context: Context,
  file: LaunchFile,
): Promise<'imported' | 'there'> {
  const { name, id, workspaceId } = file.launch
  try {
    return await run(context, systemActor(workspaceId), async ({ db, now }) => {
      const here = await readLaunchFile(db, id)
      if (here && isDeepStrictEqual(here.record, file.record)) return 'there'
      if (here) {
        const [one, other] = [here.record.head.place, file.record.head.place]
        throw new Refusal({ code: 'file-differs', name, here: one, there: other })
      }
      const archived = await findArchive(db, id)
      if (archived && archived.head.hash !== file.record.head.hash) {
        const [one, other] = [archived.head.place, file.record.head.place]
        throw new Refusal({ code: 'file-differs', name, here: one, there: other })
      }
      const versionId = await placeTemplate(db, now, file)
      await insertLaunchFile(db, file, { now, versionId })
      await forgetArchive(db, id)
      return 'imported'
    })
  } catch (error) {
    if (isConstraintViolation(error)) throw new Refusal({ code: 'file-clashes', name })
    throw error
  }
}

/**
 * The id of the launch's version of its template: the one that is here, or else the file's, brought in. A
 * template whose name is in use here is offered to nobody.
 */
async function placeTemplate(db: Db, now: Date, file: LaunchFile): Promise<string> {
  const { template, templateVersion: version, launch } = file
  const own = await findVersion(db, version.id)
  const same = own ?? (await findVersionOfKey(db, version.key))
  if (same && same.source === version.source) return same.id
  if (same) throw new Refusal({ code: 'file-clashes', name: launch.name })
  if (!(await findTemplate(db, template.id))) {
    const isTaken = !template.retiredAt && (await findTemplateNamed(db, template.name))
    const retired = isTaken ? { retiredAt: now.toISOString(), retiredBy: 'golive' } : {}
    await insertTemplateOf(db, { ...file, template: { ...template, ...retired } })
  }
  await insertVersionOf(db, file)
  return version.id
}
