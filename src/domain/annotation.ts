/**
 * What HTML comments say, which nobody sees in rendered Markdown:
 * `<!-- owner: DevOps Lead; due: 3 days before; evidence; tier: high; if: database -->`.
 */
import { type Expiry, expiryOf } from './expiry.ts'
import { plainName } from './plain-name.ts'
import { type Tier, tierOf } from './tier.ts'
import { dueOf, type Window } from './window.ts'

export type Annotation = {
  owners?: string[]
  due?: Window
  evidence?: true
  optional?: true
  tier?: Tier
  condition?: string
  needs?: string[]
  expires?: Expiry
  why?: string
}

type Entry = (value: string) => Annotation | null

const listed = (value: string) =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

/** What each key says of a value; null: it cannot be read. */
const entries: Readonly<Record<string, Entry>> = {
  owner: (value) => (listed(value).length > 0 ? { owners: listed(value) } : null),
  due: (value) => {
    const due = dueOf(value)
    return due && { due }
  },
  evidence: (value) => (/^(?:required|yes)?$/i.test(value) ? { evidence: true } : null),
  optional: (value) => (/^(?:yes)?$/i.test(value) ? { optional: true } : null),
  tier: (value) => {
    const tier = tierOf(value)
    return tier && { tier }
  },
  if: (value) => (value ? { condition: plainName(value) } : null),
  gate: (value) => (listed(value).length > 0 ? { needs: listed(value) } : null),
  expires: (value) => {
    const expires = expiryOf(value)
    return expires && { expires }
  },
  why: (value) => (value ? { why: value.replace(/\s+/g, ' ') } : null),
}

const otherNames: Readonly<Record<string, string>> = {
  owners: 'owner',
  role: 'owner',
  'only if': 'if',
  risk: 'tier',
  needs: 'gate',
}

const entryPattern =
  /^\s*(owners?|role|due|evidence|optional|tier|risk|only if|if|gate|needs|expires|why)(?:\s*:\s*([\s\S]*)|\s*)$/i

/**
 * Reads what is between `<!--` and `-->`. Returns null when it is a comment of another kind; `unread` has
 * the entries that say nothing golive knows.
 */
export function readAnnotation(
  comment: string,
): { annotation: Annotation; unread: string[] } | null {
  const words = splitEntries(comment)
  if (!words.some((each) => parse(each) !== null)) return null
  const annotation: Annotation = {}
  const unread: string[] = []
  for (const each of words) {
    const said = parse(each)
    if (said) Object.assign(annotation, said)
    else unread.push(each)
  }
  return { annotation, unread }
}

/** Entries end at semicolons and lines; a reason goes to its end. */
function splitEntries(comment: string): string[] {
  const [, before = comment, why] =
    /^([\s\S]*?)(?:^|[;\n])\s*(why\s*:[\s\S]*)$/i.exec(comment) ?? []
  const words = [...before.split(/[;\n]/), ...(why ? [why] : [])]
  return words.map((each) => each.trim()).filter(Boolean)
}

function parse(words: string): Annotation | null {
  const [, key, value] = entryPattern.exec(words) ?? []
  if (!key) return null
  const name = key.toLowerCase()
  const read = entries[otherNames[name] ?? name]
  return read?.((value ?? '').trim()) ?? null
}
