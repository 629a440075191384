/** A report as a PDF: A4, its text selectable, its structure tagged. */
import PDFDocument from 'pdfkit'
import type { Report } from '../domain/report.ts'
import { fullName } from '../views/launch-name.ts'
import { type ReportPart, reportWords } from '../views/report-parts.ts'
import { burnUpChart, markLines } from './burn-up-chart.ts'
import { fonts } from './fonts.ts'
import { chartWords, plainWording } from './report-words.ts'

type Pdf = InstanceType<typeof PDFDocument>

const margin = 42
const cellGap = 8

/**
 * Lays out a report; the same report gives the same bytes. `nameOf` says how a person is called.
 */
export async function reportPdf(
  report: Report,
  nameOf: (personId: string) => string,
): Promise<Uint8Array> {
  const words = reportWords(report, plainWording(report, nameOf))
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: 'en',
    tagged: true,
    displayTitle: true,
    font: fonts.regular,
    info: {
      Title: `Report: ${fullName(report.launch)}`,
      Author: 'golive',
      CreationDate: report.asOf,
    },
  })
  const chunks: Uint8Array[] = []
  const isDone = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => void chunks.push(chunk))
    document.on('end', resolve)
    document.on('error', reject)
  })
  heading(document, 'H1', words.title, 16)
  for (const fact of words.facts) paragraph(document, fact)
  chart(document, report)
  const lines = markLines(report)
  if (lines.length > 0) heading(document, 'H2', 'What the numbers mean', 11)
  for (const line of lines) paragraph(document, line, 8)
  for (const part of words.parts) table(document, part)
  document.end()
  await isDone
  return Buffer.concat(chunks)
}

function heading(document: Pdf, tag: 'H1' | 'H2', text: string, size: number): void {
  keepTogether(document, size * 3)
  if (tag === 'H2') document.moveDown(0.6)
  tagged(document, tag, () => {
    document.font(fonts.bold).fontSize(size).text(text, margin, document.y)
  })
  document.moveDown(0.3)
}

function paragraph(document: Pdf, text: string, size = 9): void {
  tagged(document, 'P', () => {
    document.font(fonts.regular).fontSize(size).text(text, margin, document.y)
  })
}

function chart(document: Pdf, report: Report): void {
  const width = roomOf(document)
  const png = Buffer.from(burnUpChart(report, { hasList: false }))
  const height = (width * png.readUInt32BE(20)) / png.readUInt32BE(16)
  document.moveDown(0.5)
  keepTogether(document, height)
  const top = document.y
  const figure = document.struct('Figure', { alt: chartWords(report) }, () => {
    document.image(png, margin, top, { width })
  })
  document.addStructure(figure)
  figure.end()
  document.y = top + height
}

function table(document: Pdf, { heading: title, columns, rows }: ReportPart): void {
  heading(document, 'H2', title, 11)
  const widths = widthsFor(document, columns.length)
  row(document, columns, widths, true)
  for (const cells of rows) row(document, cells, widths, false)
}

/** The first column has what people wrote, which is long. */
function widthsFor(document: Pdf, count: number): number[] {
  const room = roomOf(document) - cellGap * (count - 1)
  const first = room * (count > 3 ? 0.28 : 0.55)
  const other = (room - first) / Math.max(1, count - 1)
  return Array.from({ length: count }, (_, index) => (index === 0 ? first : other))
}

function row(
  document: Pdf,
  cells: readonly string[],
  widths: readonly number[],
  isHead: boolean,
): void {
  document.font(isHead ? fonts.bold : fonts.regular).fontSize(8)
  const heights = cells.map((cell, at) => document.heightOfString(cell, { width: widths[at] ?? 0 }))
  const height = Math.max(...heights) + 4
  keepTogether(document, height)
  const top = document.y
  let left = margin
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0
    tagged(document, 'P', () => {
      document.text(cell, left, top, { width })
    })
    left += width + cellGap
  }
  document.y = top + height
}

function tagged(document: Pdf, tag: 'H1' | 'H2' | 'P', draw: () => void): void {
  const part = document.struct(tag, {}, draw)
  document.addStructure(part)
  part.end()
}

function keepTogether(document: Pdf, height: number): void {
  if (document.y + height > document.page.height - margin) document.addPage()
}

function roomOf(document: Pdf): number {
  return document.page.width - 2 * margin
}
