import fc from 'fast-check'

/** What people write, from any script to what is meant to break Slack's markup. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        ...['&', '<', '>', '|', '&amp;', '<!channel>', '<!here|here>', '<@U1ANA>', '<#C1>', '\n'],
        ...[
          '**',
          '*',
          '_',
          '~~',
          '`',
          '[',
          '](',
          ')',
          '![',
          '# ',
          '- ',
          '> ',
          '\\',
          '🚀',
          '👩‍👩‍👧',
        ],
        ...['[a](https://a.example/?b&c)', '[<!channel>](https://a.example)', '**b**', '~~s~~'],
        ...['[x](javascript:alert)', '<https://a.example|x>', 'https://a.example/<b>', '`x|y`'],
        ...['[a|b](https://a.example/|x)', '![](x)', '[](x)', 'a@b.example', 'www.a.example'],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** What no text may have outside golive's own marks: raw angle brackets, and half an entity. */
export function rawMarksIn(mrkdwn: string): string[] {
  const withoutOurs = mrkdwn.replace(/<https?:\/\/[^<>|\s]+\|[^<>|]*>/g, '')
  return withoutOurs.match(/[<>]|&(?!(?:amp|lt|gt);)/g) ?? []
}
