import { addSeconds } from 'date-fns/addSeconds'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestWaitSeconds, methodOf, nextMessage } from '../../src/slack/next-message.ts'
import { Pace } from '../../src/slack/pace.ts'
import { ResponseUrls } from '../../src/slack/response-urls.ts'
import type { Message } from '../../src/store/outbox.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { aMessage, after as at, start } from '../support/rows.ts'

/** An edit that was asked for at the start and may go out. */
function aPending(key: string, more: Partial<Message> = {}): Message {
  const free = { attempts: 0, notBefore: start, leaseUntil: null }
  const edit = { priority: 0, ts: '1.1', isBoard: false }
  const asked = { revision: 1, createdAt: start, position: 0 }
  return {
    ...aMessage(key),
    ...free,
    ...asked,
    posts: false,
    ...edit,
    ...more,
  }
}

const aPost = (key: string, more: Partial<Message> = {}) => aPending(key, { posts: true, ...more })

/** What is next of what is pending, by its key, or when to look again. */
function next(pending: readonly Message[], now = start, pace = new Pace(clockAt(now))) {
  const found = nextMessage(pending, meansWith(pace, new ResponseUrls(clockAt(now))), now)
  return 'message' in found ? found.message.key : found.lookAgainAt
}

const meansWith = (pace: Pace, urls: ResponseUrls, sending = new Map<string, unknown>()) => {
  return { pace, urls, sending }
}

const clockAt = (time: Date) => new ManualClock(time.toISOString())

test.each([
  ['chat.update', aPending('edit')],
  ['chat.postMessage', aPost('post')],
  ['pins.add', aPending('pin', { kind: 'pin' })],
])('%s tells what is so told', (method, message) => {
  expect(methodOf(message)).toBe(method)
})

describe('what is next', () => {
  test('is the first that is pending, of those that may go out', () => {
    expect(next([aPending('click'), aPending('resend')])).toBe('click')
    expect(next([aPending('waiting', { notBefore: at(9) }), aPending('free')])).toBe('free')
    expect(next([aPending('leased', { leaseUntil: at(6) }), aPending('free')])).toBe('free')
  })

  test('is looked for again when the first of what waits may go out', () => {
    const waiting = [
      aPending('a', { notBefore: at(20) }),
      aPending('b', { leaseUntil: at(4) }),
      aPending('c', { notBefore: at(10), leaseUntil: at(6) }),
    ]
    expect(next(waiting)).toEqual(at(4))
    expect(next(waiting, at(4))).toBe('b')
    expect(next([])).toBeNull()
  })

  test('is not held up by a lease from before the clock was set back', () => {
    expect(next([aPending('held', { leaseUntil: at(3600) })])).toBe('held')
  })

  test('goes on with another method while Slack limits one', () => {
    const pace = new Pace(clockAt(start))
    pace.block('chat.update', 30)
    const edit = aPending('edit')
    expect(next([edit, aPost('post')], start, pace)).toBe('post')
    expect(next([edit], start, pace)).toBeInstanceOf(Date)
  })
})

describe('new messages of a channel', () => {
  test('go out as they were asked for, also when a click is listed before a resend', () => {
    const resend = aPost('resend')
    const click = aPost('click', { createdAt: at(1) })
    expect(next([click, resend], at(1))).toBe('resend')
    expect(next([click], at(1))).toBe('click')
  })

  test('go out by their position within one moment', () => {
    const [first, second] = [aPost('first'), aPost('second', { position: 1 })]
    expect(next([second, first])).toBe('first')
  })

  test.each([
    ['has to wait', { notBefore: at(6) }],
    ['is being told', { leaseUntil: at(6) }],
  ])('wait for the one before, which %s, and edits overtake', (_why, more) => {
    const pending = [aPost('first', more), aPost('second', { position: 1 })]
    expect(next(pending)).toEqual(at(6))
    expect(next([...pending, aPending('edit', { position: 2 })])).toBe('edit')
  })

  test('do not wait for another channel', () => {
    const first = aPost('first', { notBefore: at(60) })
    expect(next([first, aPost('second', { position: 1, channelId: 'C-OTHER' })])).toBe('second')
  })

  test('never overtake one another, however they are listed', () => {
    const message = fc.record({
      channelId: fc.constantFrom('C1', 'C2'),
      posts: fc.boolean(),
      createdAt: fc.nat({ max: 3 }).map(at),
      notBefore: fc.nat({ max: 9 }).map(at),
      leaseUntil: fc.option(fc.nat({ max: 9 }).map(at)),
    })
    const list = fc.array(message, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(list, (all) => {
        const pending = all.map((more, position) => aPending(`${position}`, { ...more, position }))
        const key = next(pending, at(4))
        const sent = pending.find((each) => each.key === key)
        const before = pending.filter(
          (each) =>
            sent?.posts &&
            each.posts &&
            each.channelId === sent.channelId &&
            (each.createdAt < sent.createdAt ||
              (Number(each.createdAt) === Number(sent.createdAt) && each.position < sent.position)),
        )
        expect(before).toEqual([])
      }),
    )
  })
})

describe('after a clock was set back by an hour', () => {
  const later = addSeconds(start, 3600)

  test('what was to wait until then goes out now', () => {
    expect(next([aPending('a', { createdAt: later, notBefore: later })])).toBe('a')
  })

  test('what has to wait as long as anything may still waits', () => {
    const longest = at(longestWaitSeconds)
    expect(next([aPending('a', { notBefore: longest })])).toEqual(longest)
    const tooLong = new Date(longest.getTime() + 1)
    expect(next([aPending('a', { notBefore: tooLong })])).toBe('a')
  })
})

describe('of what waits for one budget', () => {
  const asked = (key: string, second: number, more: Partial<Message> = {}) =>
    aPending(key, { createdAt: at(second), ts: `1.${key}`, ...more })

  test('what is being clicked goes first, then the board, then what has waited longest', () => {
    const clock = clockAt(at(3))
    const urls = new ResponseUrls(clock)
    urls.keep('C-LAUNCH', '1.clicked', 'https://a.example/')
    const pending = [
      asked('old', 0),
      asked('older', 1),
      asked('clicked', 2),
      asked('board', 3, { isBoard: true }),
    ]
    const order: string[] = []
    const sending = new Map<string, unknown>()
    for (;;) {
      const found = nextMessage(pending, meansWith(new Pace(clock), urls, sending), at(3))
      if (!('message' in found)) break
      order.push(found.message.key)
      sending.set(found.message.key, 'sending')
    }
    expect(order).toEqual(['clicked', 'board', 'old', 'older'])
  })

  test('nothing waits for ever behind a board that changes all the time', () => {
    const board = asked('board', 10, { isBoard: true })
    expect(next([asked('old', 0), board], at(10))).toBe('old')
    expect(next([asked('young', 6), board], at(10))).toBe('board')
  })

  test('the board of what is only sent again does not go ahead of a click', () => {
    const resent = asked('board', 0, { isBoard: true, priority: 1 })
    expect(next([asked('click', 3), resent], at(3))).toBe('click')
  })
})
