/**
 * What a checklist says about emergencies: the steps to take, and the decision tree. Copied into a
 * launch when it starts, as data.
 */
import { z } from 'zod'

/** What is done at the points of a step. */
const stepKinds = [
  /** Each is looked at, and found fine or bad. */
  'assess',
  /** Each is a message to somebody. */
  'communicate',
  /** Each is tried, or not. */
  'fix',
  /** The decision tree; its points are its questions. */
  'decide',
  /** Each becomes a follow-up. */
  'follow-up',
  /** Each is done, or not. */
  'check',
] as const
export type StepKind = (typeof stepKinds)[number]

const stepShape = z.object({
  kind: z.enum(stepKinds),
  name: z.string(),
  /** Inline Markdown; of the decision tree, none. */
  points: z.array(z.string()),
})

/** Where an answer leads: to another question, or to the outcomes that one may choose from. */
const leadsShape = z.union([
  z.object({ question: z.string() }),
  z.object({ outcomes: z.array(z.string()).min(1) }),
])
export type Leads = z.infer<typeof leadsShape>

const questionShape = z.object({
  /** Its place in the tree: "1", "1.2". */
  id: z.string(),
  text: z.string(),
  answers: z.array(z.object({ label: z.string(), leads: leadsShape })).min(1),
})
export type Question = z.infer<typeof questionShape>

/** What is ticked when an outcome is carried out. */
const measureShape = z.object({ outcome: z.string(), items: z.array(z.string()) })

export const procedureShape = z.object({
  name: z.string(),
  steps: z.array(stepShape),
  /** The first is asked first. */
  questions: z.array(questionShape),
  /** Those that the checklist has boxes for. */
  measures: z.array(measureShape),
})
export type Procedure = z.infer<typeof procedureShape>
export type Step = Procedure['steps'][number]

/** Of a checklist that says nothing about emergencies. */
export const noProcedure: Procedure = {
  name: 'Emergency',
  steps: [
    { kind: 'assess', name: 'Assess', points: ['What do users notice?'] },
    { kind: 'communicate', name: 'Communicate', points: ['Tell everybody concerned'] },
    { kind: 'follow-up', name: 'Afterwards', points: ['Write down what happened'] },
  ],
  questions: [],
  measures: [],
}

const kindsByWords: readonly [StepKind, RegExp][] = [
  ['assess', /assess|situation|triage|diagnos/i],
  ['communicate', /communicat|notify|inform|tell/i],
  ['fix', /fix|mitigat/i],
  ['follow-up', /post.?incident|post.?mortem|afterwards|follow.?up|learn/i],
]

/** What is done at a step, by the words of its name; one with arrows is the decision tree. */
export function stepKindOf(name: string, hasArrows: boolean): StepKind {
  if (hasArrows) return 'decide'
  return kindsByWords.find(([, words]) => words.test(name))?.[0] ?? 'check'
}

/** The same for all spellings of an outcome: "Rollback", "roll-back", "**Roll back**". */
export function outcomeKey(words: string): string {
  const lower = words.trim().toLowerCase()
  return lower.replace(/[\s*_`~.,;:!?…'"“”‘’‐‑–—-]/g, '') || lower
}

/** The outcomes that the tree can end in, each once, question by question. */
export function outcomesOf({ questions }: Procedure): string[] {
  const outcomes = questions.flatMap(({ answers }) =>
    answers.flatMap(({ leads }) => ('outcomes' in leads ? leads.outcomes : [])),
  )
  return [...new Set(outcomes)]
}

export const outcomeKinds = ['roll-back', 'scale-up', 'monitor', 'other'] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

/** What carrying an outcome out comes to, by its words. */
export function outcomeKindOf(outcome: string): OutcomeKind {
  if (/roll\s*-?\s*back|revert|restore/i.test(outcome)) return 'roll-back'
  if (/scale/i.test(outcome)) return 'scale-up'
  return /monitor|watch|observe|wait/i.test(outcome) ? 'monitor' : 'other'
}
