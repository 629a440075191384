/** A launch with emergencies, row by row, and what anybody reads in its checklist. */
import type { NewEvent } from '../../src/domain/event.ts'
import type { ItemState } from '../../src/domain/item.ts'
import type { Db } from '../../src/store/database.ts'
import type { Schema } from '../../src/store/schema.ts'
import { allRows } from './databases.ts'

/** What the launch day says of deploying, and what a checklist without such words says in its place. */
const deploying = { backup: 'Final backup made', migrations: 'Migrations run', done: 'Deployed' }
const quietly = { backup: 'Old copy kept', migrations: 'Tables filled', done: 'Switch flipped' }

/** `quiet`: it says nothing about backups, migrations and deployments. */
export const checklists = { spoken: checklistOf(deploying), quiet: checklistOf(quietly) }
export type ChecklistName = keyof typeof checklists

function checklistOf({ backup, migrations, done }: typeof deploying): string {
  return `# Emergencies

## Before (2 weeks before)

### Servers
- [ ] Servers ready
- [ ] Cache warmed

## Launch day (D-Day)

### Pre-Launch (Morning)
- [ ] Everybody is there

### Deployment
- [ ] ${backup}
- [ ] ${migrations}
- [ ] ${done}

### After
- [ ] Announced

## First 24 Hours

### Watch
- [ ] Errors are few

## Emergency Procedures

1. **Assess the Situation**
   - Check health
   - Review logs
2. **Communicate**
   - Tell support
3. **Quick Fixes**
   - Restart
4. **Rollback Decision Tree**
   - Critical bug? → Rollback
   - Slow? → Scale up or rollback
5. **Post-Incident**
   - Document what happened
   - Hold a post-mortem

## Sign-Off

- [ ] **READY FOR PRODUCTION**

**Approved by:**
- Technical Lead: ________ Date: _____
- Security Lead: ________ Date: _____
`
}

export const sectionsBefore = ['Servers', 'Pre-Launch (Morning)']
export const gatedSection = 'Deployment'
/** What is undone by rolling back. */
const sectionsFromDeployment = [gatedSection, 'After', 'Watch']
export const followUpPoints = ['Document what happened', 'Hold a post-mortem']

/** The pages outside of the tree, with what can be said on them. */
const plainPages: Record<string, { text: string; choices: string[] }> = {
  '1.1': { text: 'Check health', choices: ['fine', 'bad', 'unclear'] },
  '1.2': { text: 'Review logs', choices: ['fine', 'bad', 'unclear'] },
  '2.1': { text: 'Tell support', choices: ['posted', 'sent', 'not-needed'] },
  '3.1': { text: 'Restart', choices: ['helped', 'no-help', 'not-tried'] },
}
const questions = ['Critical bug?', 'Slow?']

/** A page's text; a question's with the round in which it was asked. */
export function textOfPage(page: string): string | null {
  const [, id, round] = /^question:(\d+)#(\d+)$/.exec(page) ?? []
  const question = questions[Number(id) - 1]
  return question ? `${question}#${round}` : (plainPages[page]?.text ?? null)
}

export const isQuestion = (text: string) => questions.includes(text)

export const pagesIn = (round: number) => [
  ...Object.keys(plainPages),
  ...questions.map((_, index) => `question:${index + 1}#${round}`),
]

export const choicesOn = (page: string) => plainPages[page]?.choices ?? ['Yes', 'No']

type Answers = readonly Pick<Schema['emergency_answers'], 'page' | 'choice'>[]

/** What can be decided after these answers of a round, and on which page; null: nothing yet. */
export function outcomesAfter(
  answers: Answers,
  round: number,
): { page: string; outcomes: string[] } | null {
  const said = (id: number) =>
    answers.find(({ page }) => page === `question:${id}#${round}`)?.choice ?? null
  if (said(1) === 'Yes') return { page: `outcome:1:Yes#${round}`, outcomes: ['Rollback'] }
  if (said(1) === null || said(2) === null) return null
  const outcomes = said(2) === 'Yes' ? ['Scale up', 'Rollback'] : ['Rollback', 'Scale up']
  return { page: `outcome:2:${said(2)}#${round}`, outcomes }
}

/** Whether a page is on the way of a round. */
export function isOnTheWay(page: string, answers: Answers, round: number): boolean {
  if (page in plainPages || page === `question:1#${round}`) return true
  const isNo = answers.some((each) => each.page === `question:1#${round}` && each.choice === 'No')
  return page === `question:2#${round}` && isNo
}

/** One entry of the record. */
export type Entry = NewEvent & Pick<Schema['events'], 'id' | 'place' | 'at' | 'by' | 'item_id'>

export type Facts = Awaited<ReturnType<typeof readFacts>>
export type EmergencyFacts = ReturnType<typeof emergencyIn>

/** Everything there is, and the launch of it that there is. */
export async function readFacts(db: Db) {
  const all = await allRows(db)
  const rows = <T extends keyof Schema>(table: T) =>
    (all[table] ?? []).map((row) => JSON.parse(String(row)) as Schema[T])
  const [launch] = rows('launches')
  if (!launch) throw new Error('the launch is gone')
  const events = rows('events').map(
    ({ data, ...row }) => ({ ...row, data: JSON.parse(data) as unknown }) as Entry,
  )
  return {
    /** What is compared when nothing may have changed. */
    whole: JSON.stringify(all),
    launch,
    phases: rows('phases').sort((one, other) => one.position - other.position),
    sections: rows('sections'),
    items: rows('items').sort((one, other) => one.position - other.position),
    owners: rows('item_owners'),
    roles: rows('roles').sort((one, other) => one.position - other.position),
    signOffs: rows('sign_offs'),
    rollCalls: rows('roll_calls').sort((one, other) => one.position - other.position),
    overrides: rows('overrides'),
    emergencies: rows('emergencies').sort((one, other) => one.number - other.number),
    answers: rows('emergency_answers'),
    decisions: rows('emergency_decisions').sort((one, other) => one.round - other.round),
    asks: rows('emergency_asks'),
    events: events.sort((one, other) => one.place - other.place),
  }
}

/** An emergency with what belongs to it. */
export function emergencyIn(facts: Facts, id: string) {
  const of = <T extends { emergency_id: string }>(rows: readonly T[]) =>
    rows.filter(({ emergency_id }) => emergency_id === id)
  const decisions = of(facts.decisions)
  const last = decisions.at(-1)
  return {
    row: facts.emergencies.find((each) => each.id === id),
    answers: of(facts.answers),
    decisions,
    standing: last && !isOver(last) ? last : null,
    round: decisions.filter(isOver).length + 1,
    asks: of(facts.asks),
  }
}

function isOver({ answer, dropped_at }: Facts['decisions'][number]): boolean {
  return dropped_at !== null || answer === 'declined'
}

export const isSettled = (state: ItemState) => state === 'done' || state === 'not-applicable'

export const runningIn = ({ emergencies }: Facts) =>
  emergencies.find(({ resolved_at }) => resolved_at === null) ?? null

export function boxOf({ items }: Facts) {
  const box = items.find(({ section_id }) => section_id === null)
  if (!box) throw new Error('the final box is gone')
  return box
}

export function itemsIn({ sections, items }: Facts, names: readonly string[]) {
  const ids = sections.filter(({ name }) => names.includes(name)).map(({ id }) => id)
  return items.filter(({ section_id }) => section_id !== null && ids.includes(section_id))
}

export const itemsFromDeployment = (facts: Facts) => itemsIn(facts, sectionsFromDeployment)

/** What a phase of an emergency asks to be done, and what is left of the launch without these. */
export function splitByPhase(facts: Facts) {
  const phaseIds = facts.phases
    .filter(({ emergency_id }) => emergency_id !== null)
    .map(({ id }) => id)
  const sectionIds = facts.sections
    .filter(({ phase_id }) => phaseIds.includes(phase_id))
    .map(({ id }) => id)
  const isOfEmergency = ({ section_id }: Facts['items'][number]) =>
    section_id !== null && sectionIds.includes(section_id)
  return {
    items: facts.items.filter((item) => !isOfEmergency(item)),
    phases: facts.phases.filter(({ emergency_id }) => emergency_id === null),
    ofEmergencies: facts.items.filter(isOfEmergency),
  }
}

/** Why rolling back is not open, read off the launch day; null: it is. */
export function rollBackShut(facts: Facts): 'nothing-deployed' | 'no-backup' | null {
  const find = (text: string) => facts.items.find((item) => item.text === text)
  const done = find(deploying.done)
  if (!done) return null
  const isDone = (text: string) => find(text)?.state === 'done'
  const isDeployed =
    facts.launch.live_at !== null || [deploying.done, deploying.migrations].some(isDone)
  if (!isDeployed) return 'nothing-deployed'
  return isDone(deploying.migrations) && !isDone(deploying.backup) ? 'no-backup' : null
}

/** Who may say a second word on rolling back. */
export const secondsIn = ({ launch, roles }: Facts, decidedBy: string) =>
  [...new Set([launch.lead_id, ...roles.flatMap(({ person_id }) => person_id ?? [])])].filter(
    (id) => id !== decidedBy,
  )
