import type { Actor } from '../domain/person.ts'
import { findEvent } from '../store/events.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { run } from './run.ts'

/** Posts a launch's report in its channel, with its chart; the same form again posts nothing. */
export function postReport(
  context: Context,
  actor: Actor,
  { launchId, withPeople, formId }: { launchId: string; withPeople: boolean; formId: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    const stakes = await lockLaunchFor(work.db, actor, launchId)
    authorise('post-report', actor, stakes)
    if (await findEvent(work.db, formId)) return
    const { launch } = stakes
    await work.record(launch, { type: 'report.posted', data: { withPeople } }, formId)
    await work.announce(launch, formId)
    await work.uploadChart(launch, formId)
  })
}
