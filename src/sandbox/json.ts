/** A JSON object as it came over the wire: nothing about its fields is known. */
export type Dict = Record<string, unknown>

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object, or an empty one. */
export function dictOf(value: unknown): Dict {
  return isDict(value) ? value : {}
}

/** The objects in a value which should be a list of them. */
export function dictsOf(value: unknown): Dict[] {
  return Array.isArray(value) ? value.filter(isDict) : []
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** The text of a text object (`{type, text}`), or ''. */
export function textOf(value: unknown): string {
  return stringOf(dictOf(value).text)
}

/** A deep copy, so that what the bot holds and what the sandbox holds never share an object. */
export function copyOf<T>(value: T): T {
  return structuredClone(value)
}
