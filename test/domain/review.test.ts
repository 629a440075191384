import { addDays } from 'date-fns/addDays'
import { addMinutes } from 'date-fns/addMinutes'
import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/domain/event.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import {
  measuresToAdd,
  type PastItem,
  type PastLaunch,
  type Review,
  reviewOf,
} from '../../src/domain/review.ts'
import { anEvent, monday } from '../support/builders.ts'

const source = `# T
## P
### S
- [ ] One
- [ ] Two
- [ ] Three
- [ ] Four
- [ ] Five
`
const { template } = readTemplate(source)
const ended = addDays(monday, 30)
const moved = { text: 'x', from: 'open', to: 'done', reason: null, reasonBefore: null } as const
const at = (type: 'item.ticked' | 'item.undone' | 'item.blocked' | 'item.started', days: number) =>
  anEvent(type, moved, { at: addDays(monday, days) })
const past = (text: string, more: Partial<PastItem> = {}): PastItem => ({
  ...{ phase: 'P', section: 'S', text, state: 'done', changed: addDays(monday, 1) },
  ...{ due: addDays(monday, 10), opened: monday, isRemoved: false, history: [] },
  ...more,
})
const launches = (...all: PastItem[][]): PastLaunch[] =>
  all.map((items) => ({ template, ended, items }))
const suggested = ({ suggestions }: Review) =>
  suggestions.map(({ kind, item }) => `${kind} ${item.text}`)
const of = (review: Review, text: string) => review.items.find((item) => item.text === text)

describe('what past launches say about a checklist', () => {
  test.each([
    ['not applicable', { state: 'not-applicable' }, 'cut'],
    ['removed', { isRemoved: true, state: 'open' }, 'cut'],
    ['left open', { state: 'open', due: null }, 'cut'],
    ['done after it was due', { due: monday }, 'earlier'],
    ['blocked', { history: [at('item.blocked', 0)] }, 'split'],
    ['ticked and taken back', { history: [at('item.ticked', 0), at('item.undone', 1)] }, 'clarify'],
  ] as const)('what is often %s', (_, more, kind) => {
    const one = past('One', more as Partial<PastItem>)
    const review = reviewOf(template, launches([one], [one], [past('One')], [past('One')]))
    expect(suggested(review)).toEqual([`${kind} One`])
    const rare = launches([one], [past('One')], [past('One')])
    expect(suggested(reviewOf(template, rare))).toEqual([])
    expect(suggested(reviewOf(template, launches([one])))).toEqual([])
  })

  test('what was late was done or left open after it was due', () => {
    const review = reviewOf(
      template,
      launches([
        past('One', { due: monday }),
        past('Two', { state: 'blocked' }),
        past('Three', { state: 'not-applicable', due: monday }),
        past('Four', { state: 'open', due: addDays(ended, 1) }),
        past('Five', { due: null }),
      ]),
    )
    expect(review.items.map(({ late }) => late)).toEqual([1, 1, 0, 0, 0])
  })

  test('a slip of the finger is nobody\u2019s fault', () => {
    const history = (minutes: number): Event[] => [
      at('item.ticked', 0),
      anEvent('item.undone', moved, { at: addMinutes(monday, minutes) }),
    ]
    const review = reviewOf(
      template,
      launches([past('One', { history: history(4) }), past('Two', { history: history(5) })]),
    )
    expect(of(review, 'One')?.undone).toBe(0)
    expect(of(review, 'Two')?.undone).toBe(1)
  })

  test('how long it took is counted from when somebody began, at the median', () => {
    const took = (days: number, history: Event[] = []) =>
      past('One', { changed: addDays(monday, days), history })
    const review = reviewOf(
      template,
      launches([took(1)], [took(9)], [took(5, [at('item.started', 3)])]),
    )
    expect(of(review, 'One')?.took).toBe(2 * 24 * 60 * 60_000)
    expect(of(review, 'Two')).toMatchObject({ launches: 0, took: null })
  })

  test('what takes far longer than the others is to be split', () => {
    const all = (one: number) => [
      past('One', { changed: addDays(monday, one) }),
      ...['Two', 'Three', 'Four'].map((text) => past(text)),
    ]
    expect(suggested(reviewOf(template, launches(all(4), all(4))))).toEqual(['split One'])
    expect(suggested(reviewOf(template, launches(all(3), all(3))))).toEqual([])
  })

  test('items are known again by the words that they had', () => {
    const newest = readTemplate(source.replace('One', 'Ones').replace('### S', '### Z')).template
    const reworded = anEvent('item.reworded', { text: 'Eins', before: 'Two' })
    const review = reviewOf(
      newest,
      launches([
        past('One', { state: 'not-applicable' }),
        past('Eins', { history: [reworded] }),
        past('Three', { section: 'Elsewhere' }),
      ]),
    )
    expect(review.items.map(({ text, launches }) => `${text} ${launches}`)).toEqual([
      ...['Ones 1', 'Two 1', 'Three 1', 'Four 0', 'Five 0'],
    ])
    expect(review.items[0]).toMatchObject({ section: 'Z', notApplicable: 1 })
  })

  test('what people added by hand is counted by its words; what a version added is no news', () => {
    const place = { phase: 'P', section: 'S' }
    const byHand = anEvent('item.added', { text: 'Six', ...place })
    const byVersion = anEvent('item.added', { text: 'Five', ...place, version: 2 })
    const review = reviewOf(
      template,
      launches(
        [past('Six', { history: [byHand] }), past('Five', { history: [byVersion] })],
        [past('six', { history: [byHand] }), past('Seven', { history: [byHand] })],
      ),
    )
    expect(review.added).toEqual([
      { text: 'Six', ...place, launches: 2 },
      { text: 'Seven', ...place, launches: 1 },
    ])
    expect(of(review, 'Five')?.launches).toBe(1)
  })

  test('measures are those that the checklist does not have', () => {
    const withProcedure = readTemplate(
      `${source}\n## Emergency Procedures\n\n3. **Afterwards**\n   - Write it down\n`,
    ).template
    expect(withProcedure.emergency?.steps).toMatchObject([{ kind: 'follow-up' }])
    const measure = (text: string) => ({ text, launchName: 'L', emergency: 1, isDone: false })
    const texts = ['Write it down', ' one ', 'Alert on queue length'].map(measure)
    expect(measuresToAdd(withProcedure, texts).map(({ text }) => text)).toEqual([
      'Alert on queue length',
    ])
  })
})
