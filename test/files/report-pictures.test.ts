import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { burnUpChart, markLines } from '../../src/files/burn-up-chart.ts'
import { reportPdf } from '../../src/files/report-pdf.ts'
import { aLongReport } from '../support/reports.ts'

const named = (id: string) => (id === 'U1ANA' ? 'Ana Müller' : id)

test.each([
  [false, 0, 484],
  [true, 0, 604],
  [true, 30, 904],
])('the chart is a PNG of twice its size (list %s, %i more marks)', (hasList, marks, height) => {
  const png = Buffer.from(burnUpChart(aLongReport(marks), { hasList }))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 2 * height])
})

test('a chart lists its marks with when they were', () => {
  const lines = markLines(aLongReport(80))
  expect(lines[2]).toBe('3  Tue 1 Dec, 18:00  Roll call: No-go')
  expect(lines.at(-1)).toBe('and 29 more')
})

test('the PDF has pages of A4, a title, a language, and text that can be read', async () => {
  const pdf = Buffer.from(await reportPdf(aLongReport(), named))
  const source = pdf.toString('latin1')
  expect(source.startsWith('%PDF-')).toBe(true)
  expect(source.match(/\/Type \/Page\b/g)).toHaveLength(2)
  expect(source).toContain('/MediaBox [0 0 595.28 841.89]')
  expect(source).toContain('/Lang (en)')
  const info = source.match(/\/Author (\d+) 0 R/)?.[1]
  expect(source).toContain(`\n${info} 0 obj\n(golive)`)
  const shown = charactersIn(pdf)
  for (const character of 'Жü✓Ä') expect(shown).toContain(character)
})

test('the same report gives the same bytes', async () => {
  const [one, other] = [
    await reportPdf(aLongReport(), named),
    await reportPdf(aLongReport(), named),
  ]
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
})

/** The characters that the fonts of a PDF say they show, by which its text is copied and searched. */
function charactersIn(pdf: Buffer): string {
  const source = pdf.toString('latin1')
  const streams = [...source.matchAll(/\/FlateDecode\s*>>\s*stream\n/g)].flatMap(
    ({ 0: head, index }) => {
      const start = index + head.length
      const end = source.indexOf('\nendstream', start)
      const text = inflateSync(pdf.subarray(start, end)).toString('latin1')
      return text.includes('beginbfrange') ? [text] : []
    },
  )
  const codes = streams.flatMap((text) =>
    [...text.matchAll(/<([0-9a-f]{4})>/g)].map(([, code]) => code),
  )
  return codes.map((code) => String.fromCharCode(Number.parseInt(code ?? '', 16))).join('')
}
