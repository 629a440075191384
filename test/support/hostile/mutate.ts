/** What is done to well-formed payloads, wherever in them it falls, also inside values and metadata. */
import fc from 'fast-check'

type Json = unknown
type Step = string | number

/** Deep enough to be noticed by whoever descends by calling themselves. */
const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as Json

const junk: readonly Json[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 53, 1e300, '', ' ', '0', 'null', '{', '{}', '[]', '-1e999'],
  ...[[], {}, [null], [[]], { id: null }, { id: {} }, { id: '' }, [{}], { value: 7 }],
  ...['x'.repeat(70_000), '🦓'.repeat(5000), '\u0000', '\ud800', '\udc00x', '\u202e\u2066*_~`'],
  ...['<!channel> <@U1> <https://a.example|b>', "'; DROP TABLE items; --", '%00', '../../etc'],
  ...['constructor', '__proto__', 'toString', 'NaN', '9'.repeat(400), '2026-99-99', '25:61'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', 8.64e12, -8.64e12, 8.65e12],
  deep,
  JSON.parse('{"__proto__":{"standing":"member"},"constructor":{"prototype":{}}}') as Json,
]

/** `at`: the place, counted through the payload and again from its start; `junk`: which, in the same way. */
export type Mutation = { how: (typeof ways)[number]; at: number; junk: number }

const ways = ['set', 'set', 'set', 'delete', 'wrap', 'as-text', 'twice', 'pollute'] as const

export const mutation: fc.Arbitrary<Mutation> = fc.record(
  {
    how: fc.constantFrom(...ways),
    at: fc.integer({ min: 0, max: 1000 }),
    junk: fc.nat({ max: junk.length - 1 }),
  },
  { noNullPrototype: true },
)

/** A copy of a payload with one thing wrong. Texts that are JSON are opened, and closed again. */
export function mutate<T extends Json>(payload: T, mutation: Mutation): T {
  const opened = open(payload)
  const paths = pathsOf(opened)
  const path = paths[mutation.at % paths.length]
  return close(path ? changed(opened, path, mutation) : opened) as T
}

const inside = 'JSON inside'

function open(value: Json): Json {
  if (typeof value === 'string' && value.startsWith('{')) {
    try {
      return { [inside]: JSON.parse(value) as Json }
    } catch {
      return value
    }
  }
  if (Array.isArray(value)) return value.map(open)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, open(each)]))
}

function close(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(close)
  if (inside in value) return JSON.stringify(value[inside])
  const closed = Object.entries(value).map(([key, each]) => [key, close(each)] as const)
  return Object.fromEntries(closed)
}

function pathsOf(value: Json, path: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))
  return path.length > 0 ? [path, ...below] : below
}

function changed(value: Json, [step, ...rest]: readonly Step[], mutation: Mutation): Json {
  if (step === undefined || typeof value !== 'object' || value === null) return value
  const copy: Record<Step, Json> = Array.isArray(value) ? ([...value] as never) : { ...value }
  if (rest.length > 0) copy[step] = changed(copy[step], rest, mutation)
  else if (mutation.how === 'delete') delete copy[step]
  else copy[step] = spoilt(copy[step], mutation)
  return copy
}

function spoilt(value: Json, mutation: Mutation): Json {
  switch (mutation.how) {
    case 'set':
      return junk[mutation.junk]
    case 'wrap':
      return [value]
    case 'as-text':
      return String(value)
    case 'twice':
      return typeof value === 'string' ? value + value : [value, value]
    case 'pollute':
      return JSON.parse(`{"__proto__":{"polluted":true},"was":${JSON.stringify(value) ?? 'null'}}`)
    case 'delete':
      return undefined
  }
}

/** A copy of a payload that names one thing where it named another, also inside values and metadata. */
export function forge<T extends Json>(
  payload: T,
  names: readonly (readonly [string, string])[],
): T {
  const forged = names.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    JSON.stringify(payload),
  )
  return JSON.parse(forged) as T
}
