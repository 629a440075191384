/**
 * Emergencies and drills, of people who answer, decide, confirm, change their minds and go on with
 * their launch, in any order: no answer is lost, rolling back takes two, and nothing passes a gate.
 * What is promised is worked out from the rows and the record alone (test/support/emergency-promises.ts).
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onEachDialect } from '../support/databases.ts'
import { callRoll, change, live, open, sign } from '../support/emergency-acts.ts'
import { deeds, inEmergency, weights } from '../support/emergency-deeds.ts'
import { gatedSection, itemsIn, sectionsBefore } from '../support/emergency-facts.ts'
import { aWorld, lead, type World } from '../support/emergency-world.ts'

/** Where a history begins; each is reached by what people do. */
const starts = ['fresh', 'ticked', 'live', 'deployed'] as const

async function begin(world: World, start: (typeof starts)[number]): Promise<void> {
  const reach = starts.indexOf(start)
  if (reach >= 1) {
    await open(world, lead)
    for (const item of itemsIn(world.facts, sectionsBefore)) await change(world, lead, item, 'tick')
    for (const place of [0, 1]) await sign(world, place, 'go')
    await callRoll(world)
  }
  if (reach >= 2) await live(world, lead)
  if (reach >= 3) {
    for (const item of itemsIn(world.facts, [gatedSection])) await change(world, lead, item, 'tick')
  }
}

/** What runs at the beginning already. */
const openings = ['nothing', 'drill', 'emergency', 'rolling back', 'rolled back'] as const

async function openWith(world: World, opening: (typeof openings)[number]): Promise<void> {
  if (opening === 'nothing') return
  await inEmergency.start(world, { who: 3, a: opening === 'drill' ? 0 : 1, b: 1, c: 1 })
  const answered = { 'rolling back': 0, 'rolled back': 2 }
  if (opening === 'rolling back' || opening === 'rolled back') {
    await inEmergency.rollBack(world, { who: 3, a: answered[opening], b: 1, c: 1 })
  }
}

const number = fc.nat({ max: 5039 })
const aHistory = fc.record({
  checklist: fc.constantFrom('spoken' as const, 'spoken' as const, 'quiet' as const),
  start: fc.constantFrom(...starts, 'deployed' as const),
  opening: fc.constantFrom(...openings),
  deeds: fc.array(
    fc.record({
      kind: fc.oneof(
        ...Object.entries(weights).map(([kind, weight]) => {
          return { weight, arbitrary: fc.constant(kind) }
        }),
      ),
      who: number,
      a: number,
      b: number,
      c: number,
    }),
    { minLength: 12, maxLength: 32, size: 'max' },
  ),
})

/** What many of so many histories reach on SQLite: a test that does not would keep every promise. */
const worthReaching = [
  'started: real',
  'started: drill',
  'emergency.answered',
  'emergency.led',
  'emergency.noted',
  'emergency.told',
  'emergency.watched-on',
  'replaced an answer',
  'refused: page-answered',
  'refused: page-unknown',
  'refused: decided-already',
  'refused: not-permitted',
  'refused: launch-unknown',
  'refused: emergency-runs',
  'refused: emergency-over',
  'refused: not-rolled-back',
  'decided: Rollback',
  'decided: Scale up',
  'second: confirmed',
  'asked: confirm',
  'asked: update',
  'asked: watch',
  'real: goes-on',
  'a second emergency',
  'launch.live',
]

/** How many histories are tried: one on Postgres takes as long as many on SQLite. */
const runs = { sqlite: 50, postgres: 3 }

onEachDialect('what is promised of emergencies', (openDatabase) => {
  test('is kept, whatever people do', async () => {
    const isPostgres = expect.getState().currentTestName?.includes('Postgres')
    const reached = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(aHistory, async ({ checklist, start, opening, deeds: tried }) => {
        const world = await aWorld(await openDatabase(), checklist, reached)
        try {
          await begin(world, start)
          await openWith(world, opening)
          for (const { kind, ...numbers } of tried) await deeds[kind]?.(world, numbers)
        } catch (error) {
          const told = [`${checklist}, from ${start}`, ...world.history].join('\n  ')
          throw new Error(`${error instanceof Error ? error.message : error}\n  ${told}`, {
            cause: error,
          })
        }
      }),
      { numRuns: isPostgres ? runs.postgres : runs.sqlite },
    )
    if (isPostgres) return
    for (const name of worthReaching) expect(reached.get(name) ?? 0, name).toBeGreaterThan(0)
  })
})
