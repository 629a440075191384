import { type Dict, isDict, stringOf } from '../json.ts'

export type Surface = 'message' | 'modal' | 'home'

/** Where a rule looks: reports go to the JSON pointer of the value. */
export interface At {
  pointer: string
  surface: Surface
  findings: Finding[]
}

interface Finding {
  text: string
  pointer: string
}

/** Checks one value and reports what Slack would refuse, in Slack's words where they are known. */
export type Rule = (value: unknown, at: At) => void

export interface OptionalField {
  optional: Rule
}

export type Fields = Record<string, Rule | OptionalField>

export function report(at: At, text: string): void {
  at.findings.push({ text, pointer: at.pointer })
}

export function under(at: At, key: string | number): At {
  return { ...at, pointer: `${at.pointer}/${key}` }
}

export function optional(rule: Rule): OptionalField {
  return { optional: rule }
}

/** A string of at most `max` characters (UTF-16 units), not empty unless `min` is 0. */
export function string(max: number, min = 1): Rule {
  return (value, at) => {
    if (typeof value !== 'string') report(at, 'must be a string')
    else if (value.length < min) report(at, `must be more than ${min - 1} characters`)
    else if (value.length > max) report(at, `must be less than ${max + 1} characters`)
  }
}

export function matching(pattern: RegExp, what: string): Rule {
  return (value, at) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(at, `must be ${what}`)
  }
}

export function integer(min: number, max: number): Rule {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) report(at, 'must be an integer')
    else if (value < min || value > max) report(at, `must be between ${min} and ${max}`)
  }
}

export const number: Rule = (value, at) => {
  if (typeof value !== 'number') report(at, 'must be a number')
}

export const boolean: Rule = (value, at) => {
  if (typeof value !== 'boolean') report(at, 'must be a boolean')
}

export function oneOf(...values: string[]): Rule {
  return (value, at) => {
    if (!values.includes(stringOf(value))) report(at, `must be one of: ${values.join(', ')}`)
  }
}

export function list(rule: Rule, { min = 1, max }: { min?: number; max: number }): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return report(at, 'must be an array')
    if (value.length < min) report(at, `no fewer than ${min} items allowed`)
    if (value.length > max) report(at, `no more than ${max} items allowed`)
    for (const [index, each] of value.entries()) rule(each, under(at, index))
  }
}

/** An object with these fields and no others (`byType` has taken `type` off); `also` checks across fields. */
export function object(fields: Fields, also: (value: Dict, at: At) => void = () => {}): Rule {
  return (value, at) => {
    if (!isDict(value)) return report(at, 'must provide an object')
    for (const [name, field] of Object.entries(fields)) {
      const rule = typeof field === 'function' ? field : field.optional
      if (value[name] !== undefined) rule(value[name], under(at, name))
      else if (typeof field === 'function') report(at, `missing required field: ${name}`)
    }
    for (const name of Object.keys(value)) {
      if (!(name in fields)) report(at, `invalid additional property: ${name}`)
    }
    also(value, at)
  }
}

/** The rule of the object's `type`; a type that is unknown or out of place is refused. */
export function byType(rules: Record<string, Rule>, allowed = Object.keys(rules)): Rule {
  return (value, at) => {
    if (!isDict(value)) return report(at, 'must provide an object')
    if (value.type === undefined) return report(at, 'missing required field: type')
    const { type, ...fields } = value
    const rule = allowed.includes(stringOf(type)) ? rules[stringOf(type)] : undefined
    if (rule) rule(fields, at)
    else report(under(at, 'type'), `unsupported type: ${stringOf(type)}`)
  }
}
