import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  channelLink,
  cut,
  escaped,
  mention,
  moment,
  mrkdwn,
  plain,
  plural,
  safe,
  wordsFor,
} from '../../src/views/text.ts'
import { anyText, rawMarksIn } from '../support/texts.ts'

const size = fc.integer({ min: 1, max: 80 })
const wellFormed = anyText.filter((text) => text.isWellFormed())

test('the three signs that Slack reads are escaped, and a text that is escaped already too', () => {
  expect(escaped('<!channel> & &amp;')).toBe('&lt;!channel&gt; &amp; &amp;amp;')
})

test('a pseudonym is a plain name, and nobody is mentioned', () => {
  expect(mention('U0ERIN')).toBe('<@U0ERIN>')
  expect(mention('pseudonym:Person <7>')).toBe('Person &lt;7&gt;')
})

describe('a text of a person, made safe', () => {
  test('is whole when it fits once it is escaped', () => {
    expect(safe(' a  <b>\n& c ', 21)).toBe('a &lt;b&gt; &amp; c')
    expect(safe('&&', 10)).toBe('&amp;&amp;')
  })

  test('is cut before the sign that has no room, never inside of it', () => {
    expect(safe('&&', 9)).toBe('&amp;…')
    expect(safe('&&', 5)).toBe('…')
    expect(safe('🚀🚀', 3)).toBe('🚀…')
    expect(safe('🚀🚀', 2)).toBe('…')
  })

  test('has no mark, broadcast or half entity, is one line and never too long', () => {
    fc.assert(
      fc.property(anyText, size, (text, most) => {
        const result = safe(text, most)
        expect(rawMarksIn(result)).toEqual([])
        expect(result.length).toBeLessThanOrEqual(most)
        expect(result).not.toContain('\n')
      }),
    )
  })

  test('has no half character that the text did not have', () => {
    fc.assert(
      fc.property(wellFormed, size, (text, most) => {
        expect(safe(text, most).isWellFormed()).toBe(true)
        expect(cut(text, most).isWellFormed()).toBe(true)
      }),
    )
  })
})

test('raw text is cut to its size, and told to be', () => {
  expect(cut(' a\n b ', 3)).toBe('a b')
  expect(cut('<abc>', 5)).toBe('<abc>')
  expect(cut('abcdef', 5)).toBe('abcd…')
  fc.assert(
    fc.property(anyText, size, (text, most) => {
      expect(cut(text, most).length).toBeLessThanOrEqual(most)
    }),
  )
})

test('golive is not mentioned: it is nobody’s account', () => {
  expect(mention('U1ANA')).toBe('<@U1ANA>')
  expect(mention('golive')).toBe('golive')
  expect(channelLink('C1')).toBe('<#C1>')
})

describe('a moment', () => {
  const date = new Date('2026-12-07T09:00:30.900Z')

  test('is shown in the reader’s zone, and in words where that cannot be', () => {
    const words = 'Mon 7 Dec 2026, 10:00 GMT+1'
    expect(moment(date, 'Europe/Berlin')).toBe(
      `<!date^1796634030^{date_short_pretty} at {time}|${words}>`,
    )
  })

  test.each([
    ['UTC', 'Mon 7 Dec 2026, 09:00 UTC'],
    ['America/New_York', 'Mon 7 Dec 2026, 04:00 GMT-5'],
    ['Asia/Kathmandu', 'Mon 7 Dec 2026, 14:45 GMT+5:45'],
    ['Pacific/Auckland', 'Mon 7 Dec 2026, 22:00 GMT+13'],
  ])('in words names its zone: %s', (zone, words) => {
    expect(wordsFor(date, zone)).toBe(words)
  })

  test('in words follows the clocks of its zone', () => {
    const summer = new Date('2026-07-01T09:00:00Z')
    expect(wordsFor(summer, 'Europe/Berlin')).toBe('Wed 1 Jul 2026, 11:00 GMT+2')
  })
})

test('Slack is told to make nothing of its own out of a text', () => {
  expect(mrkdwn('a')).toEqual({ type: 'mrkdwn', text: 'a', verbatim: true })
  expect(plain(':a:')).toEqual({ type: 'plain_text', text: ':a:', emoji: false })
})

test.each([
  [0, '0 items'],
  [1, '1 item'],
  [2, '2 items'],
])('%i is counted as %s', (count, words) => {
  expect(plural(count, 'item')).toBe(words)
})
