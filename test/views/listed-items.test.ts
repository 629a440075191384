import { expect, test } from 'vitest'
import type { ListedItem } from '../../src/domain/workload.ts'
import { listedBlocks, listedLines } from '../../src/views/listed-items.ts'
import { textsIn } from '../support/blocks.ts'
import { aLaunch, anItem, monday } from '../support/builders.ts'

const reader = { id: 'U1ANA', zone: 'Europe/Berlin', reading: 'today' } as const

function aListed(more: Partial<ListedItem> = {}): ListedItem {
  return {
    item: anItem(),
    launch: aLaunch({ name: 'Pay & go' }),
    phase: { id: 'phase-1', name: 'Pre-Launch', emergencyId: null, isOpen: true },
    section: { id: 'section-1', name: 'Database' },
    people: ['U1ANA'],
    snoozedUntil: null,
    remindedAt: null,
    given: null,
    ...more,
  }
}

const about = 'Pay &amp; go · Pre-Launch'

test.each([
  ['is put off', new Date('2026-12-04T08:00:00Z'), `${about} · snoozed until Fri 4 Dec, 09:00`],
  ['was put off until now', monday, about],
  ['was put off before', new Date('2026-11-20T08:00:00Z'), about],
  ['was never put off', null, about],
])('an item that %s', (_what, snoozedUntil, line) => {
  const listed = aListed({ snoozedUntil })
  expect(listedLines(listed, monday, reader)[1]).toBe(line)
  const [text] = textsIn(listedBlocks({ listed, why: 'soon' }, monday, reader))
  expect(text?.split('\n')[1]).toBe(line)
})

test('until when an item is put off is in its reader’s zone, after when it is due', () => {
  const due = { at: new Date('2026-11-24T16:00:00Z'), by: 'hand' as const }
  const listed = aListed({ item: anItem({ due }), snoozedUntil: new Date('2026-11-23T23:30:00Z') })
  const tokyo = { ...reader, zone: 'Asia/Tokyo' }
  expect(listedLines(listed, monday, tokyo)[1]).toMatch(
    /^Pay &amp; go · Pre-Launch · Wed 25 Nov[^·]* · snoozed until Tue 24 Nov, 08:30$/,
  )
})
