import { parseDocument } from 'yaml'
import { z } from 'zod'
import { plainName } from './plain-name.ts'
import type { Condition, Problem } from './template.ts'

/** What a checklist says above itself, between two lines of `---`. */
export type FrontMatter = {
  name: string | null
  roles: string[]
  conditions: Condition[]
  unplaced: Problem[]
  problems: Problem[]
  /** How many characters of the source it takes. */
  length: number
}

const none: FrontMatter = {
  name: null,
  roles: [],
  conditions: [],
  unplaced: [],
  problems: [],
  length: 0,
}

const text = z.union([z.string(), z.number()]).transform(String)
const known = {
  name: text,
  title: text,
  roles: z.array(text),
  conditions: z.union([z.array(text), z.record(z.string(), text)]),
}

const fenced = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/** Reads the front matter of a source: `name`, `roles`, and `conditions` with what is asked for each. */
export function readFrontMatter(source: string): FrontMatter {
  const [all, body = ''] = fenced.exec(source) ?? []
  if (all === undefined || !/^\s*[\w-]+\s*:/m.test(body)) return none
  const document = parseDocument(body, { schema: 'core', prettyErrors: false })
  const [error] = document.errors
  if (error) {
    const line = body.slice(0, error.pos[0]).split('\n').length + 1
    const problem = `This is no YAML, as it has to be between the lines of “---”: ${error.message}.`
    return { ...none, problems: [{ line, problem }], length: all.length }
  }
  const values = z.record(z.string(), z.unknown()).safeParse(toJs(document))
  if (!values.success) return none
  const read: FrontMatter = { ...none, unplaced: [], problems: [], length: all.length }
  for (const [key, value] of Object.entries(values.data)) {
    const line = body.split('\n').findIndex((each) => each.startsWith(key)) + 2
    if (!takeKey(read, key, value)) {
      const why = key in known ? 'is not written as golive reads it' : 'is not for golive'
      read.unplaced.push({ line: Math.max(2, line), problem: `“${key.slice(0, 60)}” ${why}.` })
    }
  }
  return read
}

/** Plain values; nothing where aliases would make them grow beyond measure. */
function toJs(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 10 })
  } catch (error) {
    if (error instanceof ReferenceError) return null
    throw error
  }
}

function takeKey(read: FrontMatter, key: string, value: unknown): boolean {
  switch (key) {
    case 'name':
    case 'title': {
      const name = known.name.safeParse(value)
      if (name.success && (key === 'name' || read.name === null)) read.name = tidy(name.data)
      return name.success
    }
    case 'roles': {
      const roles = known.roles.safeParse(value)
      if (roles.success) read.roles = roles.data.map(tidy)
      return roles.success
    }
    case 'conditions': {
      const conditions = known.conditions.safeParse(value)
      if (!conditions.success) return false
      const pairs = Array.isArray(conditions.data)
        ? conditions.data.map((name) => [name, questionOf(name)] as const)
        : Object.entries(conditions.data)
      read.conditions = pairs.map(([name, question]) => ({
        name: plainName(name),
        question: tidy(question),
      }))
      return true
    }
    default:
      return false
  }
}

function tidy(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}

/** What is asked about a condition that only its name is known of. */
export function questionOf(name: string): string {
  const words = tidy(name)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
