import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canBeCut, parseCut, parseMarkdown, parseWhole } from '../../src/domain/parse-markdown.ts'

const piece = fc.oneof(
  fc.constantFrom('# A', '## B', '### C <!-- due: T-3 -->', '#', '####### no', '---', '', '', ''),
  fc.constantFrom('- [ ] a', '- [x] b', '  - c', '1. d', '> e', '> # f', '    # g', '> - h', '\ti'),
  fc.constantFrom('| a | b |', '|--|--|', '| c | d |', '**i**', '<!-- j -->', '<b>', '</details>'),
  fc.constantFrom('<details>', '<div', '`', 'k  ', 'l\\', '~~m~~', '[n](https://a.example)', '==='),
  fc.string({ maxLength: 12 }),
)

test('a source that is parsed section by section is the same tree, with the same places', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (lines) => {
      const source = lines.join('\n')
      fc.pre(canBeCut(source))
      expect(parseCut(source).children).toEqual(parseWhole(source).children)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['code in fences', '```\n\n# a\n```'],
  ['a definition', '[a]\n\n# b\n\n[a]: https://a.example'],
  ['a comment over lines', '<!-- a\n\n# b\n-->'],
  ['HTML over empty lines', '<pre>\n\n# a\n</pre>'],
  ['lines that end otherwise', '- a\r\n\r\n# b'],
])('%s is not cut', (_, source) => {
  expect(canBeCut(source)).toBe(false)
  const long = `${source}\n\n${'# c\n\nd\n\n'.repeat(2000)}`
  expect(parseMarkdown(long)).toEqual(parseWhole(long))
})
