import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asMrkdwn, asPlainText } from '../../src/views/markdown.ts'
import { anyText, rawMarksIn } from '../support/texts.ts'

const size = fc.integer({ min: 1, max: 120 })

test.each([
  ['Backups tested', 'Backups tested', 'Backups tested'],
  ['**bold** _it_ *it* ~~gone~~', '*bold* _it_ _it_ ~gone~', 'bold it it gone'],
  ['`APP_DEBUG=false`', '`APP_DEBUG=false`', 'APP_DEBUG=false'],
  ['`a < b && c`', '`a &lt; b &amp;&amp; c`', 'a < b && c'],
  ['[Guide](https://a.example/x)', '<https://a.example/x|Guide>', 'Guide'],
  ['[a|b](https://a.example/?c&d)', '<https://a.example/?c&amp;d|a¦b>', 'a|b'],
  ['**[Guide](https://a.example/x)**', '*<https://a.example/x|Guide>*', 'Guide'],
  ['[**Guide**](https://a.example/x)', '*<https://a.example/x|Guide>*', 'Guide'],
  ['**_both_**', '_both_', 'both'],
  ['![Diagram](https://a.example/d.png)', '<https://a.example/d.png|Diagram>', 'Diagram'],
  ['A & B <c>', 'A &amp; B &lt;c&gt;', 'A & B <c>'],
  ['AT&amp;T &lt;x&gt;', 'AT&amp;T &lt;x&gt;', 'AT&T <x>'],
  ['2 \\* 3', '2 * 3', '2 * 3'],
  [' two\n  lines ', 'two lines', 'two lines'],
])('%j is shown as %j', (markdown, shown, words) => {
  expect(asMrkdwn(markdown, 300)).toBe(shown)
  expect(asPlainText(markdown)).toBe(words)
})

test.each([
  '# not a heading',
  '- not a list',
  '> not a quote',
  '1. not a number',
  '[a]: not-a-link',
])('what is more than a line of text is shown as it was written: %j', (markdown) => {
  expect(asPlainText(markdown)).toBe(markdown)
  expect(asMrkdwn(markdown, 300)).toBe(markdown.replace('>', '&gt;'))
})

test.each(['![](x)', '[](https://a.example)', '&nbsp;', '![](https://a.example/d.png)'])(
  'what would leave no words is shown as it was written: %j',
  (markdown) => {
    expect(asPlainText(markdown)).toBe(markdown)
    expect(asMrkdwn(markdown, 300)).toBe(markdown.replaceAll('&', '&amp;'))
  },
)

describe('a link that is none of the web', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:a@b.example',
    'slack://open',
    '/here',
    '#there',
    '!channel',
  ])('%s is left to its words', (url) => {
    expect(asMrkdwn(`[words](${url})`, 300)).toBe('words')
  })

  test.each(['<!channel>', '<!here|here>', '<@U1ANA>', '<#C1>'])(
    'Slack’s own marks are words: %s',
    (mark) => {
      const words = mark.replace('<', '&lt;').replace('>', '&gt;')
      expect(asMrkdwn(mark, 300)).toBe(words)
      expect(asMrkdwn(`[${mark}](https://a.example)`, 300)).toContain(words.replace('|', '¦'))
    },
  )

  test('an address cannot end its own link early', () => {
    const shown = asMrkdwn('[a](<https://a.example/|b><!channel>)', 300)
    expect(rawMarksIn(shown)).toEqual([])
  })
})

describe('what is too long', () => {
  test('is cut in its words, its marks closed', () => {
    expect(asMrkdwn('**bold words**', 8)).toBe('*bold …*')
    expect(asMrkdwn('`code` and words', 12)).toBe('`code` and …')
  })

  test('loses a link’s address before its words', () => {
    const guide = 'See [the guide](https://a.example/a/very/long/address) first'
    expect(asMrkdwn(guide, 50)).toBe('See the guide first')
    expect(asMrkdwn(guide, 12)).toBe('See the gui…')
  })

  test('never ends within an entity or a mark, even where it fits to the letter', () => {
    expect(asMrkdwn('a & [b](https://a.example)', 8)).toBe('a &amp;…')
    expect(asMrkdwn('**ab**`cd`', 4)).toBe('*a…*')
  })
})

test('any text: no raw mark, no broadcast, no half entity, one line, never too long', () => {
  fc.assert(
    fc.property(anyText, size, (markdown, most) => {
      const shown = asMrkdwn(markdown, most)
      expect(rawMarksIn(shown)).toEqual([])
      expect(shown).not.toContain('\n')
      expect(shown.length).toBeLessThanOrEqual(most)
    }),
    { numRuns: 500 },
  )
})

test('any text that has words keeps some', () => {
  fc.assert(
    fc.property(anyText, (markdown) => {
      const isBlank = markdown.trim() === ''
      expect(asPlainText(markdown).trim() === '').toBe(isBlank)
    }),
    { numRuns: 500 },
  )
})

test('what fits is not cut', () => {
  fc.assert(
    fc.property(anyText, (markdown) => {
      const whole = asMrkdwn(markdown, 100_000)
      expect(asMrkdwn(markdown, Math.max(whole.length, 1))).toBe(whole)
    }),
  )
})
