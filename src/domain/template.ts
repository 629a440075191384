import type { Procedure } from './procedure.ts'
import type { Window } from './window.ts'
import type { WordedGate } from './worded-gates.ts'

/**
 * A checklist, as read from Markdown by read-template.ts. Names are plain words; the texts of items
 * and whatever else is read are inline Markdown.
 */
export type Template = {
  name: string
  phases: TemplatePhase[]
  signOff: SignOff | null
  emergency: Procedure | null
  /** Those that it names; others follow from its windows. */
  gates: WordedGate[]
  /** What the checklist says about itself. */
  notes: string[]
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
