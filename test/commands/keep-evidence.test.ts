import { expect, it } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { dropEvidence, keepEvidence } from '../../src/commands/keep-evidence.ts'
import type { NewEvidence } from '../../src/domain/evidence.ts'
import { limits } from '../../src/domain/limits.ts'
import { listEvidence } from '../../src/store/evidence.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  bob,
  itemOf,
  kim,
  recordOf,
  refusalOf,
  type StartedLaunch,
  smallChecklist,
} from '../support/launches.ts'

const link = (url: string): NewEvidence => ({ kind: 'link', url, title: null, written: null })
const report = link('https://example.com/report')

async function keep(
  started: StartedLaunch,
  pieces: NewEvidence[],
  more: { isRequired?: boolean; tick?: number } = {},
) {
  const { id: itemId } = await itemOf(started, 'Servers')
  const { tick = null, ...rule } = more
  return keepEvidence(started.context, bob, { itemId, pieces, tick, ...rule })
}

async function evidenceOf(started: StartedLaunch): Promise<string[]> {
  const { id } = await itemOf(started, 'Servers')
  return (await listEvidence(started.context.db, id)).map(({ url }) => url)
}

onEachDialect('evidence', (open) => {
  it('is kept once, with who added it', async () => {
    const started = await aLaunch(await open())
    await keep(started, [report])
    await keep(started, [report])
    expect(await evidenceOf(started)).toEqual([report.url])
    expect((await itemOf(started, 'Servers')).evidence).toBe(1)
    const kept = (await recordOf(started)).filter(({ type }) => type === 'item.evidenced')
    expect(kept).toMatchObject([{ by: bob.id, data: { url: report.url, kind: 'link' } }])
  })

  it('has to be a web address', async () => {
    const started = await aLaunch(await open())
    for (const url of ['report', 'javascript:alert(1)', 'file:///etc/passwd', 'https://']) {
      const reason = await refusalOf(keep(started, [link(url)]))
      expect(reason, url).toEqual({ code: 'faults', faults: { link: { code: 'link-unfit' } } })
    }
    expect(await evidenceOf(started)).toEqual([])
  })

  it('is not more than fits', async () => {
    const started = await aLaunch(await open())
    const many = Array.from({ length: limits.evidence + 1 }, (_, index) =>
      link(`https://example.com/${index}`),
    )
    const reason = await refusalOf(keep(started, many))
    expect(reason).toMatchObject({ code: 'faults', faults: { link: { code: 'too-many' } } })
    await keep(started, many.slice(1))
    expect(await evidenceOf(started)).toHaveLength(limits.evidence)
  })

  it('that is required comes before the tick, and with it', async () => {
    const started = await aLaunch(await open())
    await keep(started, [], { isRequired: true })
    const { id: itemId, version } = await itemOf(started, 'Servers')
    const tick = { itemId, version, action: 'tick', reason: null } as const
    const missing = await refusalOf(changeItem(started.context, kim, tick))
    expect(missing).toMatchObject({ code: 'evidence-missing' })
    const none = await refusalOf(keep(started, [], { tick: version }))
    expect(none).toEqual({ code: 'faults', faults: { link: { code: 'evidence-needed' } } })
    await keep(started, [report], { tick: version })
    expect((await itemOf(started, 'Servers')).state).toBe('done')
  })

  it('that is taken off leaves the record as it was, and the item without it', async () => {
    const started = await aLaunch(await open())
    await keep(started, [report])
    const { id: itemId } = await itemOf(started, 'Servers')
    const [piece] = await listEvidence(started.context.db, itemId)
    await dropEvidence(started.context, kim, { evidenceId: piece?.id ?? '' })
    expect(await evidenceOf(started)).toEqual([])
    const types = (await recordOf(started)).map(({ type }) => type)
    expect(types.slice(-2)).toEqual(['item.evidenced', 'item.evidence-removed'])
    const again = dropEvidence(started.context, kim, { evidenceId: piece?.id ?? '' })
    expect(await refusalOf(again)).toEqual({ code: 'evidence-unknown' })
  })

  it('is required where the checklist says so', async () => {
    const checklist = smallChecklist.replace('Servers ready', 'Servers ready (evidence required)')
    const started = await aLaunch(await open(), { checklist })
    expect((await itemOf(started, 'Servers')).needsEvidence).toBe(true)
    expect((await itemOf(started, 'Backup')).needsEvidence).toBe(false)
  })
})
