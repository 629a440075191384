import { expect, it } from 'vitest'
import { addItem } from '../../src/commands/edit-list.ts'
import { abortLaunch, closeLaunch } from '../../src/commands/end-launch.ts'
import { resolveEmergency } from '../../src/commands/resolve-emergency.ts'
import { reviewTemplate } from '../../src/commands/review-template.ts'
import { followUpSection } from '../../src/domain/emergency.ts'
import { findVersionOfLaunch } from '../../src/store/templates.ts'
import { onEachDialect } from '../support/databases.ts'
import { anEmergency } from '../support/emergencies.ts'
import { does, reachesLive } from '../support/go-no-go.ts'
import { aLaunch, ana, boardOf, kim, refusalOf, type StartedLaunch } from '../support/launches.ts'

const reviewed = async ({ context, launch }: StartedLaunch, actor = ana) => {
  const { templateId } = await findVersionOfLaunch(context.db, launch.id)
  return reviewTemplate(context.db, actor, templateId)
}
const closes = async (started: StartedLaunch) => {
  await reachesLive(started)
  await closeLaunch(started.context, ana, {
    launchId: started.launch.id,
    reason: 'Nothing else is worth it',
  })
}

onEachDialect('a review of past launches', (open) => {
  it('counts launches that have ended, with what was done to their items', async () => {
    const db = await open()
    const started = await aLaunch(db)
    const sectionId = (await boardOf(started)).phases[0]?.sections[0]?.id ?? ''
    const wish = { launchId: started.launch.id, sectionId, itemId: 'own', text: 'Told support' }
    await addItem(started.context, ana, wish)
    await does(started, 'exclude', 'Told support', { reason: 'Nobody is there' })
    await does(started, 'block', 'Backup tested', { reason: 'No disk' })
    await closes(started)
    const { review } = await reviewed(started)
    expect(review.launches).toBe(1)
    const items = new Map(review.items.map((item) => [item.text, item]))
    expect(items.get('Backup tested')).toMatchObject({ launches: 1, blocked: 1, late: 0 })
    expect(items.get('Deployed')).toMatchObject({ launches: 1, leftOpen: 1 })
    expect(review.added).toMatchObject([{ text: 'Told support', launches: 1 }])
  })

  it('leaves out those that run, were aborted, or were rehearsals, and private ones of others', async () => {
    const running = await aLaunch(await open())
    expect((await reviewed(running)).review.launches).toBe(0)
    const aborted = await aLaunch(await open())
    const { id: launchId } = aborted.launch
    await abortLaunch(aborted.context, ana, { launchId, reason: 'No money' })
    expect((await reviewed(aborted)).review.launches).toBe(0)
    const rehearsal = await aLaunch(await open(), { isRehearsal: true })
    await closes(rehearsal)
    expect((await reviewed(rehearsal)).review.launches).toBe(0)
    const secret = await aLaunch(await open(), { isPrivate: true })
    await closes(secret)
    expect((await reviewed(secret)).review.launches).toBe(1)
    const stranger = { ...kim, channelId: 'C-OTHER' }
    expect((await reviewed(secret, stranger)).review.launches).toBe(0)
  })

  it.each([
    [false, ['Alert on queue length']],
    [true, []],
  ])('lists what emergencies asked for; of drills (%s) nothing', async (isDrill, measures) => {
    const started = await aLaunch(await open())
    const emergency = await anEmergency(started, { isDrill })
    await resolveEmergency(started.context, ana, {
      ...{ emergencyId: emergency.id, how: 'goes-on', words: 'It works again' },
      ...{ measures: ['Alert on queue length'], t0: null },
    })
    const sections = (await boardOf(started)).phases.flatMap((phase) => phase.sections)
    expect(sections.map(({ name }) => name)).toContain(followUpSection)
    const found = await reviewed(started)
    expect(found.measures.map(({ text }) => text)).toEqual(expect.arrayContaining(measures))
    if (isDrill) expect(found.measures).toEqual([])
    for (const measure of found.measures) {
      expect(measure).toMatchObject({ launchName: 'Payments 2.0', emergency: 1, isDone: false })
    }
  })

  it('refuses a checklist that is not there', async () => {
    const { context } = await aLaunch(await open())
    expect(await refusalOf(reviewTemplate(context.db, ana, 'nothing'))).toEqual({
      code: 'template-unknown',
    })
  })
})
