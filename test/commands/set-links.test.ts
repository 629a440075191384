import { expect, it } from 'vitest'
import { digestOfLink, setLinks } from '../../src/commands/set-links.ts'
import { onEachDialect } from '../support/databases.ts'
import { anEmergency, emergencyOf } from '../support/emergencies.ts'
import {
  aLaunch,
  ana,
  boardOf,
  bob,
  emptyOutbox,
  outboxOf,
  recordOf,
  refusalOf,
} from '../support/launches.ts'

const logs = { title: 'Logs', url: 'https://logs.example/' }
const errors = { title: 'Errors', url: 'https://errors.example/' }
const runbook = { title: 'Runbook', url: 'https://runbook.example/' }
const asText = (...links: (typeof logs)[]) =>
  links.map(({ title, url }) => `${title}: ${url}`).join('\n')

onEachDialect('the links of a launch', (open) => {
  it('are kept, shown and recorded, once', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await emptyOutbox(context.db)
    const wish = { launchId: launch.id, text: asText(logs, errors), seen: [] }
    await setLinks(context, bob, wish)
    await setLinks(context, bob, wish)
    expect((await boardOf(started)).launch.links).toEqual([logs, errors])
    const changes = (await recordOf(started)).filter(({ type }) => type === 'links.changed')
    expect(changes).toMatchObject([{ data: { added: [logs, errors], removed: [] } }])
    expect((await outboxOf(context.db)).map(({ key }) => key)).toEqual([`board:${launch.id}`])
  })

  it('that somebody else added meanwhile stay', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const launchId = launch.id
    await setLinks(context, ana, { launchId, text: asText(logs), seen: [] })
    const seen = [digestOfLink(logs)]
    await setLinks(context, bob, { launchId, text: asText(logs, errors), seen })
    await setLinks(context, ana, { launchId, text: asText(runbook), seen })
    expect((await boardOf(started)).launch.links).toEqual([runbook, errors])
  })

  it('can be changed while an emergency runs, whose message then shows them', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await anEmergency(started)
    await emptyOutbox(context.db)
    await setLinks(context, bob, { launchId: launch.id, text: asText(logs), seen: [] })
    const { id } = await emergencyOf(started)
    expect((await outboxOf(context.db)).map(({ key }) => key)).toContain(`emergency:${id}`)
  })

  it('are refused as a whole when a line is none', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const text = `${asText(logs)}\nask Ops`
    expect(
      await refusalOf(setLinks(context, bob, { launchId: launch.id, text, seen: [] })),
    ).toEqual({ code: 'faults', faults: { links: { code: 'line-without-link', line: 2 } } })
    expect((await boardOf(started)).launch.links).toEqual([])
  })
})
