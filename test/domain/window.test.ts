import { expect, test } from 'vitest'
import {
  dueMarkOf,
  dueOf,
  type Window,
  windowOf,
  windowShape,
  windowText,
} from '../../src/domain/window.ts'

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
  ['Deployment (Morning)', { kind: 'morning' }],
  ['Watching (First Hour)', after(1)],
  ['T-14', before(14, 0)],
  ['T-2 weeks', before(14, 0)],
  ['D-7', before(7, 0)],
  ['T-14 to T-7', before(14, 7)],
  ['T+1', after(24)],
  ['T-6h', { kind: 'at', hours: -6 }],
  ['Two weeks before launch', before(14, 0)],
  ['3 to 5 days prior', before(5, 3)],
  ['Twelve hours before', null],
  ['24 hours before', { kind: 'at', hours: -24 }],
  ['Launch Day', { kind: 'day' }],
  ['Release day', { kind: 'day' }],
  ['Day 0', { kind: 'day' }],
  // Those that name none.
  ['Preparation', null],
  ['', null],
  ['Before the launch', null],
  ['The first things', null],
  ['Bimonthly', null],
  ['D-Days', null],
  ['Good morning', null],
  ['Deployment (Mornings)', null],
]

test.each(windows)('%j', (words, window) => {
  expect(windowOf(words)).toEqual(window)
})

const marks: [words: string, window: Window | null][] = [
  ['Freeze the code (due 3 days before)', before(3, 3)],
  ['Freeze (Due 1 Week Before) at last', before(7, 7)],
  ['Freeze (due 1 month before)', before(30, 30)],
  ['Freeze (due 6 hours before)', { kind: 'at', hours: -6 }],
  ['Tell everybody (due 2 hours after)', { kind: 'at', hours: 2 }],
  ['Tell everybody (due 2 days after)', after(48)],
  ['Tell everybody (due 0 hours after)', { kind: 'at', hours: 0 }],
  ['Freeze (3 days before)', before(3, 3)],
  ['Freeze (2 hours before launch)', { kind: 'at', hours: -2 }],
  ['Freeze [T-14]', before(14, 14)],
  ['T-30m: freeze', { kind: 'at', hours: -0.5 }],
  ['T+2h – thaw', { kind: 'at', hours: 2 }],
  ['D+7 review', after(168)],
  // Those that say nothing.
  ['Ship the T-1000', null],
  ['Order T-shirts', null],
  ['Freeze 3 days before', null],
  ['Freeze (due days before)', null],
  ['Freeze (due 3 years before)', null],
  ['Freeze (due 3 days)', null],
  ['', null],
]

test.each(marks)('an item that says %j', (words, window) => {
  expect(dueMarkOf(words)).toEqual(window)
})

test.each([...windows, ...marks].flatMap(([, window]) => (window ? [window] : [])))(
  '%j can be stored',
  (window) => {
    expect(windowShape.parse(JSON.parse(JSON.stringify(window)))).toEqual(window)
  },
)

test.each([...windows, ...marks].flatMap(([, window]) => (window ? [window] : [])))(
  '%j is read from its words',
  (window) => {
    expect(dueOf(windowText(window))).toEqual(window)
  },
)
