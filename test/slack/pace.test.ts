import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pace, type PacedMethod } from '../../src/slack/pace.ts'
import { ManualClock } from '../support/manual-clock.ts'

const limits: [PacedMethod, number][] = [
  ['chat.update', 50],
  ['pins.add', 20],
  ['chat.postMessage', 200],
]

const hour = 3_600_000

test.each(limits)(
  '%s is never called more often than Slack allows in any minute',
  (method, limit) => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4000 }), { minLength: 100, maxLength: 400 }), (pauses) => {
        const clock = new ManualClock()
        const pace = new Pace(clock)
        const calls: number[] = []
        for (const [index, pause] of pauses.entries()) {
          clock.moveBy(pause % 7 === 0 ? pause : 0)
          const channel = `C${index}`
          clock.moveTo(pace.readyAt(method, channel))
          pace.spend(method, channel)
          calls.push(clock.now().getTime())
        }
        for (const [index, call] of calls.entries()) {
          const inMinute = calls.slice(index).filter((other) => other < call + 60_000)
          expect(inMinute.length).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 40 },
    )
  },
)

test.each(limits)(
  '%s is called no more often in any minute in which the clock is set back an hour',
  (method, limit) => {
    const pauses = fc.array(fc.nat({ max: 4000 }), { minLength: 100, maxLength: 300 })
    fc.assert(
      fc.property(pauses, fc.nat({ max: 99 }), (all, setBackAt) => {
        const clock = new ManualClock()
        const pace = new Pace(clock)
        const calls: number[] = []
        let elapsed = 0
        for (const [index, pause] of all.entries()) {
          if (index === setBackAt) clock.moveBy(-hour)
          const rest = pause % 7 === 0 ? pause : 0
          clock.moveBy(rest)
          const readyAt = pace.readyAt(method, `C${index}`)
          elapsed += rest + readyAt.getTime() - clock.now().getTime()
          clock.moveTo(readyAt)
          pace.spend(method, `C${index}`)
          calls.push(elapsed)
        }
        for (const [index, call] of calls.entries()) {
          const inMinute = calls.slice(index).filter((other) => other < call + 60_000)
          expect(inMinute.length).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 40 },
    )
  },
)

test.each(limits)('%s waits no hour because the clock was set back by one', (method) => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  const waitMs = () => pace.readyAt(method, 'C1').getTime() - clock.now().getTime()
  for (let count = 0; count < 10; count++) {
    clock.moveTo(pace.readyAt(method, 'C1'))
    pace.spend(method, 'C1')
  }
  clock.moveBy(-hour)
  expect(waitMs()).toBeLessThan(5000)
  pace.block(method, 30)
  expect(waitMs()).toBeGreaterThanOrEqual(30_000)
  clock.moveBy(-hour)
  expect(waitMs()).toBeLessThan(5000)
})

test('a channel gets at most one message a second', () => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  pace.spend('chat.postMessage', 'C1')
  expect(pace.readyAt('chat.postMessage', 'C1').getTime()).toBeGreaterThanOrEqual(
    clock.now().getTime() + 1000,
  )
  expect(pace.readyAt('chat.postMessage', 'C2')).toEqual(clock.now())
  expect(pace.readyAt('chat.update', 'C1')).toEqual(clock.now())
})

test('what Slack said about waiting is kept, for that method only', () => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  pace.block('chat.update', 30)
  expect(pace.readyAt('chat.update', 'C1').getTime()).toBeGreaterThanOrEqual(
    clock.now().getTime() + 30_000,
  )
  expect(pace.readyAt('pins.add', 'C1')).toEqual(clock.now())
})

test('in a rush most of what may come at once is kept for the moment after it', () => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  const burst = (): number => {
    for (let calls = 0; ; calls++) {
      if (pace.readyAt('chat.update', 'C1') > clock.now()) return calls
      pace.spend('chat.update', 'C1')
    }
  }
  pace.noteChange()
  expect(burst()).toBe(2)
  clock.moveBy(400)
  pace.noteChange()
  expect(pace.readyAt('chat.update', 'C1').getTime()).toBe(clock.now().getTime() + 1000)
  clock.moveBy(1000)
  expect(burst()).toBe(8)
})

test('what Slack did not tolerate is not tried again for hours: less at once, then more slowly', () => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  const gap = (): number => {
    clock.moveTo(pace.readyAt('chat.update', 'C1'))
    pace.spend('chat.update', 'C1')
    return pace.readyAt('chat.update', 'C1').getTime() - clock.now().getTime()
  }
  const limit = (times: number): void => {
    for (let count = 0; count < times; count++) {
      pace.block('chat.update', 1)
      clock.moveBy(1000)
    }
  }
  limit(3)
  gap()
  // 49 a minute, and never two at once.
  expect(gap()).toBe(Math.ceil(60_000 / 49))
  limit(1)
  gap()
  expect(gap()).toBe(Math.ceil(60_000 / 49 / 0.8))
  limit(50)
  gap()
  expect(gap()).toBeLessThan(13_000)
  clock.moveBy(6 * hour)
  expect(gap()).toBe(0)
})

test('several calls that are limited together teach one thing', () => {
  const clock = new ManualClock()
  const pace = new Pace(clock)
  for (let calls = 0; calls < 8; calls++) pace.block('chat.update', 1)
  clock.moveBy(60_000)
  for (let calls = 0; calls < 5; calls++) {
    expect(pace.readyAt('chat.update', 'C1')).toEqual(clock.now())
    pace.spend('chat.update', 'C1')
  }
  expect(pace.readyAt('chat.update', 'C1').getTime()).toBeGreaterThan(clock.now().getTime())
})

test.each([
  [0, 1, 1],
  [1, 0.5, 1],
  [2, 0.2, 1],
  [3, 0.1, 1],
  [4, 0.1, 0.8],
])(
  'refused %i times, it says that it sends %d of a burst, at %d of its pace',
  (refusals, burst, pace) => {
    const clock = new ManualClock()
    const it = new Pace(clock)
    for (let refusal = 0; refusal < refusals; refusal++) {
      it.block('chat.update', 10)
      clock.moveBy(10_000)
    }
    expect(it.shares()).toContainEqual({ method: 'chat.update', burst, pace })
  },
)
