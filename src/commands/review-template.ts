/** What past launches say about a template: read, nothing is changed. */
import { followUpSection } from '../domain/emergency.ts'
import { loadReader } from '../domain/load-reader.ts'
import { mayLook } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Measure, measuresToAdd, type Review, reviewOf } from '../domain/review.ts'
import { countArchived } from '../store/archives.ts'
import { readStakes } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import {
  type LaunchOfTemplate,
  listFollowUps,
  listLaunchesOfTemplate,
  listPastItems,
} from '../store/past-launches.ts'
import { listVersions, type TemplateVersion } from '../store/templates.ts'

export type TemplateReview = {
  newest: TemplateVersion
  review: Review
  measures: Measure[]
  archived: number
}

/**
 * Looks at the launches with a template that have ended and that the actor may look at; rehearsals, drills
 * and what was given up say nothing. Refuses a template that is not there ('template-unknown').
 */
export async function reviewTemplate(
  db: Db,
  actor: Actor,
  templateId: string,
): Promise<TemplateReview> {
  const { readTemplate } = await loadReader()
  const [newest] = await listVersions(db, templateId)
  if (!newest) throw new Refusal({ code: 'template-unknown' })
  const { template } = readTemplate(newest.source)
  const all = await listLaunchesOfTemplate(db, actor.workspaceId, templateId)
  const launches: LaunchOfTemplate[] = []
  for (const launch of all) {
    const stakes = await readStakes(db, launch.id)
    if (stakes && mayLook(actor, stakes)) launches.push(launch)
  }
  const past = launches.flatMap(({ ended, ...launch }) => (ended ? { ...launch, ended } : []))
  const items = await listPastItems(
    db,
    past.map(({ id }) => id),
  )
  // Many launches have one version.
  const read = new Map(
    [...new Set(past.map(({ source }) => source))].map((source) => [
      source,
      readTemplate(source).template,
    ]),
  )
  const review = reviewOf(
    template,
    past.map(({ id, source, ended }) => {
      return { template: read.get(source) ?? template, ended, items: items.get(id) ?? [] }
    }),
  )
  const names = new Map(launches.map(({ id, name }) => [id, name]))
  const followUps = await listFollowUps(db, [...names.keys()], followUpSection)
  const measures = followUps.map(({ launchId, ...measure }) => {
    return { ...measure, launchName: names.get(launchId) ?? '' }
  })
  const archived = await countArchived(db, actor.workspaceId, templateId)
  return { newest, review, measures: measuresToAdd(template, measures), archived }
}
