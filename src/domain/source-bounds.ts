/** What is not even parsed: it would take more time and stack than any checklist is worth. */
import { limits } from './limits.ts'
import type { Problem } from './template.ts'

/** Characters by which a text could be made to look like another, or like nothing. */
const hidden = /[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/u
/** What Slack would make a mention of. */
const mention = /<(?:!(?:channel|here|everyone|subteam\^|date\^)|[@#][A-Z0-9]{3,})[^<>\n]*>/i
/** What opens a block of its own, so that it adds nothing to the paragraph above. */
const block = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|$)/
/** Lists that begin within a list, on its line. */
const lists = /^\s*(?:>\s?)*(?:[-*+]|\d{1,9}[.)])\s+(?:[-*+]|\d{1,9}[.)])\s/
const row = /^\s*\|/
/** Signs that a parser pairs with all others of their paragraph. */
const marks = /[*_~`[<]+/g
const comments = /<[!?]/g

/** What stands together, so that it is parsed at once. */
type Run = { characters: number; marks: number; comments: number; rows: number }
const none: Run = { characters: 0, marks: 0, comments: 0, rows: 0 }

/** Why a source is refused before it is read; null: it can be read in bounded time. */
export function sourceProblem(source: string): Problem | null {
  const most = (count: number) => `at most ${count.toLocaleString('en')} are possible.`
  if (source.length > limits.templateSource) {
    const length = source.length.toLocaleString('en')
    const problem = `${length} characters are too many; ${most(limits.templateSource)}`
    return { line: 1, problem }
  }
  const lines = source.split(/\r\n|\r|\n/)
  if (lines.length > limits.templateLines) {
    const count = lines.length.toLocaleString('en')
    return { line: 1, problem: `${count} lines are too many; ${most(limits.templateLines)}` }
  }
  if (lines.filter((text) => lists.test(text)).length > limits.listsInList) {
    const line = lines.findIndex((text) => lists.test(text)) + 1
    return { line, problem: 'Too many lines begin several lists at once: write each on its own.' }
  }
  let run = none
  let pairs = 0
  for (const [index, text] of lines.entries()) {
    const before = startsAnew(text) ? { ...none, rows: row.test(text) ? run.rows : 0 } : run
    run = runWith(before, text)
    pairs += run.marks ** 2 - before.marks ** 2
    const problem = lineProblem(text) ?? runProblem(run) ?? pairsProblem(pairs)
    if (problem) return { line: index + 1, problem }
  }
  return null
}

/** The rows of a table are parsed one by one, their signs with those of their cell alone. */
function startsAnew(text: string): boolean {
  return block.test(text) || row.test(text)
}

function runWith(run: Run, text: string): Run {
  return {
    characters: run.characters + text.length,
    marks: run.marks + (text.match(marks)?.length ?? 0),
    comments: run.comments + (text.match(comments)?.length ?? 0),
    rows: run.rows + (row.test(text) ? 1 : 0),
  }
}

function pairsProblem(pairs: number): string | null {
  if (pairs <= limits.markPairs) return null
  return 'Too many signs such as * _ [ and < up to here: use fewer, or divide long paragraphs by empty lines.'
}

function runProblem(run: Run): string | null {
  const divide = 'divide it by empty lines.'
  if (run.rows > limits.items + 2) return `This table has more than ${limits.items} rows: ${divide}`
  if (run.characters > limits.paragraph) {
    return `This paragraph has more than ${limits.paragraph} characters: ${divide}`
  }
  if (run.marks > limits.marks) {
    return `This paragraph has more than ${limits.marks} signs such as * _ [ and <: ${divide}`
  }
  if (run.comments > limits.comments) {
    return `This paragraph has more than ${limits.comments} comments: ${divide}`
  }
  return null
}

function lineProblem(text: string): string | null {
  if (isTooDeep(text)) return 'This line is nested too deeply: move it, and those around it, out.'
  const code = hidden.exec(text)?.[0].codePointAt(0)
  if (code !== undefined) {
    const name = code.toString(16).toUpperCase().padStart(4, '0')
    return `This line has a character that cannot be seen, U+${name}: delete it.`
  }
  const named = mention.exec(text)?.[0]
  if (named) return `“${named.slice(0, 60)}” would call people in Slack: write it without < and >.`
  return null
}

function isTooDeep(line: string): boolean {
  const [indentation = ''] = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line) ?? []
  return (
    indentation.length < line.trimEnd().length &&
    indentation.replaceAll('\t', '    ').length > limits.indentation
  )
}
