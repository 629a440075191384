import { describe, expect, test } from 'vitest'
import { formatDate } from '../../src/sandbox/page/text/dates.ts'
import type { Inline } from '../../src/sandbox/page/text/mrkdwn-tree.ts'
import { parseMrkdwn } from '../../src/sandbox/page/text/parse-mrkdwn.ts'
import { sizeWords } from '../../src/sandbox/page/text/size.ts'
import { momentOf, wallTime } from '../../src/sandbox/page/text/zone.ts'

/** The tree as markup, for reading in a table. */
function shown(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ('inlines' in inline) return `<${inline.kind}>${shown(inline.inlines)}</${inline.kind}>`
      if (inline.kind === 'text') return inline.text
      if (inline.kind === 'break') return '/'
      if (inline.kind === 'link') return `[${shown(inline.label)}](${inline.url})`
      const { kind, ...rest } = inline
      return `{${[kind, ...Object.values(rest)].join(' ')}}`
    })
    .join('')
}

function read(text: string, verbatim = true): string {
  return parseMrkdwn(text, { verbatim })
    .map((each) =>
      each.kind === 'pre' ? `PRE(${each.text})` : `${each.kind}(${shown(each.inlines)})`,
    )
    .join(' ')
}

describe('mrkdwn', () => {
  test.each([
    [
      '*bold* _it_ ~gone~ `code *x*`',
      'lines(<bold>bold</bold> <italic>it</italic> <strike>gone</strike> {code code *x*})',
    ],
    ['*_both_*', 'lines(<bold><italic>both</italic></bold>)'],
    ['snake_case_name 2*3*4 a * b', 'lines(snake_case_name 2*3*4 a * b)'],
    ['*not closed', 'lines(*not closed)'],
    ['*over\nlines*', 'lines(*over/lines*)'],
    ['&lt;b&gt; &amp;amp;', 'lines(<b> &amp;)'],
    [
      '<@U0000000ANA> <#C0000LAUNCH|launch> <!here> <!subteam^S1|@ops>',
      'lines({user U0000000ANA} {channel C0000LAUNCH} {broadcast here} {group S1 @ops})',
    ],
    [
      '<https://a.example/?x=1&amp;y=2|*here*>',
      'lines([<bold>here</bold>](https://a.example/?x=1&y=2))',
    ],
    [
      '<!date^1700000000^{date_short} at {time}^https://a.example|then>',
      'lines({date 1700000000 {date_short} at {time} https://a.example then})',
    ],
    [
      '<!date^soon^{time}|x> <what is this>',
      'lines({unknown <!date^soon^{time}|x>} {unknown <what is this>})',
    ],
    [':white_check_mark: 10:30:45', 'lines({emoji white_check_mark} 10{emoji 30}45)'],
    ['&gt; one\n&gt; two\nthree', 'quote(one/two) lines(three)'],
    ['a\n```\nb *c*\n&lt;\n```\nd', 'lines(a/) PRE(b *c*\n<) lines(d)'],
    ['```open', 'lines(```open)'],
  ])('%j', (text, tree) => {
    expect(read(text)).toBe(tree)
  })

  test('plain URLs and broadcast names become links, unless the text is verbatim', () => {
    const text = 'see https://a.example/b. @channel'
    expect(read(text, false)).toBe('lines(see [](https://a.example/b). {broadcast channel})')
    expect(read(text)).toBe(`lines(${text})`)
  })
})

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1025, '2 KB'],
  [1_048_576, '1.0 MB'],
  [1_048_577, '1.1 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

describe('dates', () => {
  const now = new Date('2026-11-23T16:00:00Z')
  const zone = 'Europe/Lisbon'
  test.each([
    ['{date_num} {time_secs}', '2026-11-23T16:05:09Z', '2026-11-23 4:05:09 PM'],
    ['{date_short_pretty} at {time}', '2026-11-23T23:30:00Z', 'Today at 11:30 PM'],
    ['due {date_pretty}', '2026-11-24T00:30:00Z', 'due tomorrow'],
    ['{date_long_pretty}', '2026-12-22T10:00:00Z', 'Tuesday, December 22nd'],
    ['{date}', '2028-02-11T10:00:00Z', 'February 11th, 2028'],
    ['{date_short}', '2026-12-01T10:00:00Z', 'Dec 1, 2026'],
    ['{ago}', '2026-11-23T13:00:00Z', '3 hours ago'],
  ])('%s of %s', (format, at, words) => {
    expect(formatDate(format, { at: new Date(at), now, zone })).toBe(words)
  })

  test('a token that Slack does not know is not shown as one', () => {
    expect(formatDate('{nonsense}', { at: now, now, zone })).toBeNull()
    expect(formatDate('no token', { at: now, now, zone })).toBeNull()
  })

  test.each(['America/New_York', 'Asia/Kolkata', 'Europe/Prague', 'UTC'])(
    'wall time and moment are each other’s inverse in %s, summer and winter',
    (zone) => {
      for (const wall of ['2026-07-01T00:15', '2026-12-24T23:45', '2026-10-25T12:00']) {
        expect(wallTime(momentOf(wall, zone), zone)).toBe(wall)
      }
    },
  )
})
