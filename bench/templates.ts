/** How long a checklist of the largest size is read, and what is refused takes to be refused. */
import { limits } from '../src/domain/limits.ts'
import { printTemplate } from '../src/domain/print-template.ts'
import { readTemplate } from '../src/domain/read-template.ts'
import { Refusal } from '../src/domain/refusal.ts'
import { Report } from './support/report.ts'

const repetitions = 9

const sections = Array.from({ length: limits.items }, (_, index) => {
  const heading = index % 20 === 0 ? `\n### Section ${index / 20}\n` : ''
  return `${heading}- [ ] Item ${index + 1} was done and somebody has looked at it`
})
const plain = ['# Large', '', '## Before (2 weeks before)', ...sections].join('\n')
const marked = plain.replaceAll('somebody', '**somebody** [with](https://a.example) `eyes`')
const inParagraphs = (piece: string, count: number, most = Infinity) => {
  const paragraph = piece.repeat(count)
  const fitting = Math.floor((limits.templateSource - 100) / (paragraph.length + 2))
  const paragraphs = Array.from({ length: Math.min(fitting, most) }, () => paragraph)
  return `# T\n- [ ] a\n\n${paragraphs.join('\n\n')}`
}
const cases: [name: string, source: string][] = [
  [`${limits.items} items`, plain],
  [`${limits.items} items with marks`, marked],
  [`${limits.items} items, printed`, printTemplate(readTemplate(plain).template)],
  ['10 MB', 'x'.repeat(10_000_000)],
  ['more emphases than are read', inParagraphs('*a', limits.marks)],
  [
    'as many emphases as are read',
    inParagraphs('*a', limits.marks, Math.floor(limits.markPairs / limits.marks ** 2)),
  ],
  ['as many, a few in each paragraph', inParagraphs('*a', 26, 2900)],
  [
    'as many comments as are read',
    inParagraphs(`${'<!--'.repeat(limits.comments)}${'a'.repeat(7000)}`, 1),
  ],
  ['as many nested lists as are read', `# T\n${'- [ ] a\n  - b\n'.repeat(1900)}`],
]
const report = new Report('Reading a checklist')
for (const [name, source] of cases) {
  const all = Array.from({ length: repetitions }, () => timed(source))
  const times = all.map(({ ms }) => ms)
  const about = `${name}, ${source.length} characters: ${all[0]?.how}`
  report.add(about, 'ms', times, source === plain ? { most: 200 } : null)
}

function timed(source: string): { ms: number; how: string } {
  const startedAt = performance.now()
  let how = 'read'
  try {
    readTemplate(source)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    how = 'refused'
  }
  return { ms: performance.now() - startedAt, how }
}
