import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestPart, partsOf, replacePart } from '../../src/domain/template-parts.ts'

const shipped = readFileSync('templates/production-go-live.md', 'utf8')

test('the shipped checklist is changed by its phases', () => {
  const titles = partsOf(shipped)?.map(({ title }) => title)
  expect(titles).toEqual([
    'Production Go-Live Checklist',
    'Pre-Launch Phase (1-2 weeks before)',
    'Launch Day (D-Day)',
    'Post-Launch (First 24 Hours)',
    'Post-Launch (First Week)',
    'Ongoing (Monthly)',
    'Emergency Procedures',
    'Sign-Off',
  ])
})

test('a part knows its line, and what stands in code is no heading', () => {
  const source = '# T\n\n```\n## not one\n```\n## Phase\n- [ ] a'
  expect(partsOf(source)).toEqual([
    { title: 'T', line: 1, text: '# T\n\n```\n## not one\n```' },
    { title: 'Phase', line: 6, text: '## Phase\n- [ ] a' },
  ])
})

test('a phase that is too long is cut at its sections, and one without any at its lines', () => {
  const item = `- [ ] ${'x'.repeat(90)}`
  const many = Array.from({ length: 25 }, () => item).join('\n')
  const bySections = partsOf(`# T\n## Phase\n### One\n${many}\n### Two\n${many}`) ?? []
  expect(bySections.map(({ title }) => title)).toEqual(['T', 'Phase', 'One', 'Two'])
  const byLines = partsOf(`# T\n## Phase\n${many}\n${many}`) ?? []
  expect(byLines.length).toBe(3)
})

test('a line that no field takes cannot be changed there', () => {
  expect(partsOf('x'.repeat(longestPart + 1))).toBeNull()
})

test('parts fit, and joined are the source; one that is replaced changes nothing else', () => {
  const line = fc.oneof(
    fc.constantFrom('# T', '## P', '### S', '#### D', '```', '', '- [ ] a', '- [ ] b <!-- why -->'),
    fc.string({ maxLength: 400 }).map((text) => text.replaceAll('\n', ' ')),
  )
  const source = fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(source, fc.nat(), (text, pick) => {
      const parts = partsOf(text)
      if (!parts) throw new Error('no line is that long')
      expect(parts.map((part) => part.text).join('\n')).toBe(text)
      expect(parts.every((part) => part.text.length <= longestPart)).toBe(true)
      const lines = text.split('\n')
      for (const part of parts) expect(lines[part.line - 1]).toBe(part.text.split('\n')[0])
      const index = pick % parts.length
      const before = parts.slice(0, index).map((part) => `${part.text}\n`)
      const after = parts.slice(index + 1).map((part) => `\n${part.text}`)
      expect(replacePart(text, index, 'NEW')).toBe([...before, 'NEW', ...after].join(''))
    }),
  )
})
