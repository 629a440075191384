import type { LaunchFile } from '../domain/launch-file.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Report } from '../domain/report.ts'
import { readLaunchFile } from '../store/launch-file.ts'
import { readReport } from '../store/reports.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/** All of a launch as it is now: read in one transaction, so that it is of one moment. */
export async function wholeLaunch(context: Context, launchId: string): Promise<LaunchFile> {
  const file = await run(context, systemActor(''), ({ db }) => readLaunchFile(db, launchId))
  if (!file) throw new Refusal({ code: 'launch-unknown' })
  return file
}

/** What a launch came to so far; refuses ('launch-unknown') what is not there. */
export async function wholeReport(
  { db, clock }: Context,
  launchId: string,
  wish: { withPeople: boolean },
): Promise<Report> {
  const report = await readReport(db, launchId, clock.now(), wish)
  if (!report) throw new Refusal({ code: 'launch-unknown' })
  return report
}
