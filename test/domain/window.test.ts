import { expect, test } from 'vitest'
import { type Window, windowOf, windowShape } from '../../src/domain/window.ts'

const before = (fromDays: number, toDays: number): Window => ({ kind: 'before', fromDays, toDays })
const after = (hours: number): Window => ({ kind: 'after', hours })
const every = (unit: Extract<Window, { kind: 'every' }>['unit']): Window => ({
  kind: 'every',
  unit,
})

const windows: [words: string, window: Window | null][] = [
  // Those of the shipped checklist.
  ['Pre-Launch Phase (1-2 weeks before)', before(14, 7)],
  ['Launch Day (D-Day)', { kind: 'day' }],
  ['Post-Launch (First 24 Hours)', after(24)],
  ['Post-Launch (First Week)', after(168)],
  ['Ongoing (Monthly)', every('month')],
  // Others that people write.
  ['Preparation (2-1 weeks before)', before(14, 7)],
  ['Preparation (2 – 4 weeks before)', before(28, 14)],
  ['Preparation (3—5 days before)', before(5, 3)],
  ['1 week before', before(7, 0)],
  ['3 DAYS BEFORE', before(3, 0)],
  ['1 month before launch day', before(30, 0)],
  ['Go-Live Day', { kind: 'day' }],
  ['golive day', { kind: 'day' }],
  ['T-0', { kind: 'day' }],
  ['First hour', after(1)],
  ['First 2 days', after(48)],
  ['First 3 weeks', after(504)],
  ['First month', after(720)],
  ['Daily checks', every('day')],
  ['Weekly', every('week')],
  ['QUARTERLY review', every('quarter')],
  // Those that name none.
  ['Preparation', null],
  ['', null],
  ['Before the launch', null],
  ['The first things', null],
  ['Bimonthly', null],
  ['D-Days', null],
]

test.each(windows)('%j', (words, window) => {
  expect(windowOf(words)).toEqual(window)
})

test.each(windows.flatMap(([, window]) => (window ? [window] : [])))(
  '%j can be stored',
  (window) => {
    expect(windowShape.parse(JSON.parse(JSON.stringify(window)))).toEqual(window)
  },
)
