/** The name that stands for a person whose own is not kept any more. */
import { pseudonymMark } from './person.ts'

/** Who gives way, by all names that they are written by in words, and to which name: "Person 7". */
export type Veil = { personId: string; names: readonly string[]; pseudonym: string }

/** What somebody has to do in a launch that runs: `name` is of the role, the item or the emergency. */
export type Held = {
  launch: string
  what: 'lead' | 'role' | 'deputy' | 'item' | 'emergency'
  name: string
}

/** What stands where an id stood. */
export function veiledId(id: string, { personId, pseudonym }: Veil): string {
  return id === personId ? `${pseudonymMark}${pseudonym}` : id
}

/** Mentions, the id and the names as whole words, as they are written, give way. */
export function veiledWords(text: string, { personId, names, pseudonym }: Veil): string {
  const mentions = new RegExp(`<@${escaped(personId)}(\\|[^>]*)?>`, 'g')
  const longestFirst = [personId, ...names].sort((one, other) => other.length - one.length)
  return longestFirst.reduce(
    (words, name) => words.replace(wholeWord(name), () => pseudonym),
    text.replace(mentions, () => pseudonym),
  )
}

/** The same in keys, which are in small letters. */
export function veiledKey(key: string, veil: Veil): string {
  const names = veil.names.map((name) => name.toLowerCase())
  return veiledWords(key, { ...veil, names, pseudonym: veil.pseudonym.toLowerCase() })
}

/** The same in what is kept as JSON, in whatever order: a text that is the id is one. */
export function veiledJson(json: string, veil: Veil): string {
  return JSON.stringify(veiledValue(JSON.parse(json), veil))
}

function veiledValue(value: unknown, veil: Veil): unknown {
  if (typeof value === 'string') {
    return value === veil.personId ? veiledId(value, veil) : veiledWords(value, veil)
  }
  if (Array.isArray(value)) return value.map((each) => veiledValue(each, veil))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => {
    return [veiledValue(key, veil), veiledValue(each, veil)]
  })
  return Object.fromEntries(entries)
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu')
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
