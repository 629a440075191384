import { describe, expect, test } from 'vitest'
import type { ItemState } from '../../src/domain/item.ts'
import { rollbackFactsOf } from '../../src/domain/rollback.ts'
import { aLaunch, anItem, aPhase, aSection, monday } from '../support/builders.ts'

type Words = Record<string, ItemState>

function phase(words: Words, isOnTheDay: boolean) {
  const items = Object.entries(words).map(([text, state]) => anItem({ id: text, text, state }))
  return aPhase({
    window: isOnTheDay ? { kind: 'day' } : { kind: 'before', fromDays: 7, toDays: 0 },
    sections: [aSection({ items })],
  })
}

function facts(onTheDay: Words, before: Words = {}, isLive = false) {
  const launch = aLaunch({ live: isLive ? { at: monday, by: 'U1ANA' } : null })
  return rollbackFactsOf({ launch, phases: [phase(before, false), phase(onTheDay, true)] })
}

const day = (backup: ItemState, migration: ItemState, deployment: ItemState): Words => ({
  'Final backup of current system': backup,
  'Database migrations applied': migration,
  'Application deployed': deployment,
})

describe('rolling back', () => {
  test.each([
    ['open', 'open', 'open', 'nothing-deployed'],
    ['done', 'open', 'open', 'nothing-deployed'],
    ['done', 'done', 'open', null],
    ['done', 'open', 'done', null],
    ['open', 'open', 'done', null],
    ['open', 'done', 'open', 'no-backup'],
    ['not-applicable', 'done', 'done', 'no-backup'],
  ] as const)('with backup %s, migrations %s, deployment %s: shut by %s', (...states) => {
    const [backup, migration, deployment, shut] = states
    expect(facts(day(backup, migration, deployment)).shut).toBe(shut)
  })

  test('what is live is deployed, whatever was ticked', () => {
    expect(facts(day('done', 'open', 'open'), {}, true).shut).toBeNull()
  })

  test('what an emergency has to do, or leaves to do, is none of it', () => {
    const items = [anItem({ text: 'Previous version is deployed again' })]
    const own = aPhase({ emergencyId: 'emergency', sections: [aSection({ items })] })
    const { shut } = rollbackFactsOf({ launch: aLaunch(), phases: [own] })
    expect(shut).toBeNull()
  })

  test('a checklist that speaks of none of it shuts nothing', () => {
    expect(facts({ 'Tell everybody': 'open' })).toEqual({
      facts: [],
      pointOfNoReturn: null,
      shut: null,
    })
  })
})

test('the point of no return is the migration that was done, or what says so itself', () => {
  expect(facts(day('done', 'open', 'done')).pointOfNoReturn).toBeNull()
  expect(facts(day('done', 'done', 'done')).pointOfNoReturn?.text).toBe(
    'Database migrations applied',
  )
  const own = facts({ 'DNS moved (point of no return)': 'done' })
  expect(own.pointOfNoReturn?.text).toBe('DNS moved (point of no return)')
})

test('what the launch day says of something counts before what was said earlier', () => {
  const both = facts(day('open', 'done', 'done'), { 'Backup tested': 'done' })
  expect(both.shut).toBe('no-backup')
  const { 'Final backup of current system': _, ...without } = day('open', 'done', 'done')
  expect(facts(without, { 'Backup tested': 'done' }).shut).toBeNull()
})
