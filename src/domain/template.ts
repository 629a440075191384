import type { Expiry } from './expiry.ts'
import type { Procedure } from './procedure.ts'
import type { Tier } from './tier.ts'
import type { Window } from './window.ts'
import type { WordedGate } from './worded-gates.ts'

/**
 * A checklist, as read from Markdown by read-template.ts. Names are plain words; the texts of items
 * and whatever else is read are inline Markdown.
 */
export type Template = {
  name: string
  /** What is asked when a launch starts; each is named by an item. */
  conditions: Condition[]
  phases: TemplatePhase[]
  signOff: SignOff | null
  emergency: Procedure | null
  /** Those that it names; others follow from its windows. */
  gates: WordedGate[]
  /** What the checklist says about itself. */
  notes: string[]
}

/** Something that a launch has or has not, such as a database. */
export type Condition = {
  /** By which items name it: plain, in small letters. */
  name: string
  question: string
}

export type TemplatePhase = {
  name: string
  window: Window | null
  sections: TemplateSection[]
}

type TemplateSection = {
  name: string
  /** Its own, where its heading says one; otherwise its phase's counts. */
  window: Window | null
  items: TemplateItem[]
}

export type TemplateItem = {
  text: string
  optional: boolean
  /** When it is due, where it says so itself. */
  due: Window | null
  needsEvidence: boolean
  /** Who sees to it, in the checklist's words: roles, mostly. */
  owners: string[]
  /** The least risky launch that needs it. */
  tier: Tier
  /** The name of the condition without which it does not apply. */
  condition: string | null
  /** Why it is there, or how it is done: a line each, as inline Markdown or a point "- …". */
  why: string | null
  /** How long its tick is good for; null: for ever. */
  expires: Expiry | null
}

export type SignOff = {
  /** The sentence that says what has to be true before the final box. */
  statement: string
  finalBox: string | null
  /** The names of the roles that approve, in their order. */
  roles: string[]
}

/** A place in a template's source that could not be read, or could not be placed. */
export type Problem = { line: number; problem: string }
