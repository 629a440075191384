/** A template as Markdown, from which the same template is read. */
import { stringify } from 'yaml'
import { expiryText } from './expiry.ts'
import { asksEvidence, isOptional, ownersIn, tierIn } from './item-words.ts'
import { escapeMarkdown } from './parse-markdown.ts'
import type { Procedure, Question } from './procedure.ts'
import type { SignOff, Template, TemplateItem, TemplatePhase } from './template.ts'
import { dueMarkOf, type Window, windowOf, windowText } from './window.ts'

/**
 * Prints a template. What its words do not say themselves is said in annotations, which rendered Markdown
 * does not show. `readTemplate` reads the same template from it, except for the lines of its gates.
 */
export function printTemplate(template: Template): string {
  const { name, notes, phases, emergency, gates, signOff } = template
  const blocks = [
    ...frontMatter(template),
    `# ${escapeMarkdown(name)}`,
    ...notes.map((note) => `> ${note}`),
    ...phases.flatMap(phaseBlocks),
    ...(emergency ? emergencyBlocks(emergency) : []),
    ...(gates.length > 0
      ? ['## Gates', lines(gates.map(({ opens, needs }) => gateLine(opens, needs)))]
      : []),
    ...(signOff ? signOffBlocks(signOff) : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

function frontMatter({ conditions }: Template): string[] {
  if (conditions.length === 0) return []
  const asked = Object.fromEntries(conditions.map(({ name, question }) => [name, question]))
  return [`---\n${stringify({ conditions: asked }, { lineWidth: 0 })}---`]
}

function phaseBlocks({ name, window, sections }: TemplatePhase): string[] {
  return [
    heading(2, name, window),
    ...sections.flatMap((section, index) => {
      const isOwn = index === 0 && section.name === name && section.window === null
      const items = section.items.map(itemLines).join('\n')
      return isOwn ? [items] : [heading(3, section.name, section.window), items]
    }),
  ]
}

function heading(depth: number, name: string, window: Window | null): string {
  const said = windowOf(name)
  const isSaid = isSame(said, window)
  const due = window && !isSaid ? ` <!-- due: ${windowText(window)} -->` : ''
  return `${'#'.repeat(depth)} ${escapeMarkdown(name)}${due}`
}

function itemLines(item: TemplateItem): string {
  const said = annotationOf(item)
  const first = `- [ ] ${item.text}${said.length > 0 ? ` <!-- ${said.join('; ')} -->` : ''}`
  const why = (item.why ?? '').split('\n').filter(Boolean)
  return [
    first,
    ...why.flatMap((line) => (line.startsWith('- ') ? [`  ${line}`] : ['', `  ${line}`, ''])),
  ].join('\n')
}

/** What an item's words do not say of it. */
function annotationOf(item: TemplateItem): string[] {
  const { text, owners, due, tier } = item
  return [
    ...(isSame(owners, ownersIn(text)) ? [] : [`owner: ${owners.join(', ')}`]),
    ...(due && !isSame(due, dueMarkOf(text)) ? [`due: ${windowText(due)}`] : []),
    ...(item.needsEvidence && !asksEvidence(text) ? ['evidence'] : []),
    ...(item.optional && !isOptional(text) ? ['optional'] : []),
    ...(tier === (tierIn(text) ?? 'low') ? [] : [`tier: ${tier}`]),
    ...(item.condition ? [`if: ${item.condition}`] : []),
    ...(item.expires ? [`expires: ${expiryText(item.expires)}`] : []),
  ]
}

function emergencyBlocks({ name, steps, questions, measures }: Procedure): string[] {
  const all = steps.map((step, index) => {
    const mark = `${index + 1}. `
    const indent = ' '.repeat(mark.length)
    const points = step.points.map((point) => `${indent}- ${point}`)
    const tree = step.kind === 'decide' ? treeLines(questions, indent) : []
    return [`${mark}**${escapeMarkdown(step.name)}**`, ...points, ...tree].join('\n')
  })
  return [
    `## ${escapeMarkdown(name)}`,
    all.join('\n\n'),
    ...measures.flatMap(({ outcome, items }) => [
      `### ${escapeMarkdown(outcome)}`,
      lines(items.map((item) => `- [ ] ${item}`)),
    ]),
  ]
}

/** Every question with each of its answers, so that nothing follows from what is not there. */
function treeLines(questions: readonly Question[], indent: string): string[] {
  const print = (question: Question, depth: string): string[] => {
    const below = questions.filter(({ id }) => isDirectlyBelow(question.id, id))
    // Each answer has the questions from the one that it leads to, up to the next answer's.
    const firsts = question.answers.map(({ leads }) =>
      below.findIndex(({ id }) => 'question' in leads && id === leads.question),
    )
    const answers = question.answers.flatMap(({ label, leads }, index) => {
      const lead = `${depth}  - ${escapeMarkdown(label)}`
      if ('outcomes' in leads) {
        return [`${lead} → ${leads.outcomes.map(escapeMarkdown).join(' or ')}`]
      }
      const first = firsts[index] ?? -1
      if (first >= 0 && firsts.indexOf(first) === index) {
        const end = Math.min(below.length, ...firsts.filter((each) => each > first))
        const own = below.slice(first, end)
        return [`${lead}:`, ...own.flatMap((each) => print(each, `${depth}    `))]
      }
      const next = questions.find(({ id }) => id === leads.question)
      return [`${lead} → ${escapeMarkdown(next?.text ?? '')}`]
    })
    return [`${depth}- ${escapeMarkdown(question.text)}`, ...answers]
  }
  return questions
    .filter(({ id }) => !id.includes('.'))
    .flatMap((question) => print(question, indent))
}

function isDirectlyBelow(above: string, id: string): boolean {
  return id.startsWith(`${above}.`) && !id.slice(above.length + 1).includes('.')
}

function gateLine(opens: string, needs: readonly string[]): string {
  return `- ${escapeMarkdown(opens)} needs ${needs.map(escapeMarkdown).join(', ')}`
}

function signOffBlocks({ statement, finalBox, roles }: SignOff): string[] {
  return [
    '## Sign-Off',
    ...(statement ? [statement] : []),
    ...(finalBox ? [`- [ ] ${finalBox}`] : []),
    ...(roles.length > 0
      ? [
          '**Approved by:**',
          lines(roles.map((role) => `- ${escapeMarkdown(role)}: ____ Date: ____`)),
        ]
      : []),
  ]
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
