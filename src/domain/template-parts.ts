/** A template's source in parts that fit into a field, so that it can be changed where people talk. */

export type SourcePart = {
  /** The heading that it begins with, as plain as it is written; '' where there is none. */
  title: string
  /** Its first line, counted from 1. */
  line: number
  text: string
}

/** Characters; Slack's text fields take 3000. */
export const longestPart = 2900

const heading = /^(#{1,6})\s+(.+?)\s*#*$/
const fence = /^\s*(```|~~~)/

/**
 * Parts of at most `longestPart` characters, cut before headings where that is possible: as few as there
 * can be at the highest level of heading that does. Joined by line breaks they are the source. Null when a
 * single line is longer than a part may be.
 */
export function partsOf(source: string): SourcePart[] | null {
  const lines = source.split('\n')
  if (lines.some(({ length }) => length > longestPart)) return null
  return cut({ lines, line: 1 }, 2)
}

/** The source with one part in other words. */
export function replacePart(source: string, index: number, text: string): string {
  const parts = partsOf(source) ?? []
  return parts.map((part, at) => (at === index ? text : part.text)).join('\n')
}

type Run = { lines: string[]; line: number }

function cut(run: Run, depth: number): SourcePart[] {
  if (sizeOf(run) <= longestPart && depth > 2) return [partOf(run)]
  if (depth > 6) return byLines(run)
  return atHeadings(run, depth).flatMap((each) =>
    sizeOf(each) <= longestPart ? [partOf(each)] : cut(each, depth + 1),
  )
}

function atHeadings({ lines, line }: Run, depth: number): Run[] {
  const runs: Run[] = []
  let isCode = false
  // What stands above the first heading goes with it.
  let isBegun = false
  for (const [index, text] of lines.entries()) {
    if (fence.test(text)) isCode = !isCode
    const level = isCode ? 0 : (heading.exec(text)?.[1]?.length ?? 0)
    const isHeading = level > 0 && level <= depth
    const isCut = index === 0 || (isHeading && isBegun)
    isBegun ||= isHeading
    if (isCut) runs.push({ lines: [text], line: line + index })
    else runs.at(-1)?.lines.push(text)
  }
  return runs
}

function byLines({ lines, line }: Run): SourcePart[] {
  const runs: Run[] = []
  for (const [index, text] of lines.entries()) {
    const last = runs.at(-1)
    const isFull = !last || sizeOf(last) + text.length + 1 > longestPart
    if (isFull) runs.push({ lines: [text], line: line + index })
    else last.lines.push(text)
  }
  return runs.map(partOf)
}

function partOf({ lines, line }: Run): SourcePart {
  const first = lines.find((text) => heading.test(text)) ?? ''
  const title = (heading.exec(first)?.[2] ?? '').replace(/\s*<!--.*?-->/g, '')
  return { title, line, text: lines.join('\n') }
}

function sizeOf({ lines }: Run): number {
  return lines.reduce((sum, { length }) => sum + length + 1, -1)
}
