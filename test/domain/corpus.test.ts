/** Checklists in the styles that people write them in, each with the outline that is expected of it. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { expiryText } from '../../src/domain/expiry.ts'
import { printTemplate } from '../../src/domain/print-template.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import type { Problem, Template, TemplateItem } from '../../src/domain/template.ts'
import { type Window, windowText } from '../../src/domain/window.ts'
import { withoutLines } from '../support/template-problems.ts'

const folder = join(import.meta.dirname, '../corpus')
const names = globSync(join(folder, '*.md')).map((path) => basename(path, '.md'))

test('there are enough of them', () => {
  expect(names.length).toBeGreaterThanOrEqual(25)
})

test.each(names)('%s', (name) => {
  const source = readFileSync(join(folder, `${name}.md`), 'utf8')
  const { template, unplaced } = readTemplate(source)
  const outline = readFileSync(join(folder, `${name}.outline.txt`), 'utf8')
  expect(outlineOf(template, unplaced)).toBe(outline)
})

test.each(names)('%s is read back from what is printed', (name) => {
  const { template } = readTemplate(readFileSync(join(folder, `${name}.md`), 'utf8'))
  const again = readTemplate(printTemplate(template))
  expect(withoutLines(again.template)).toEqual(withoutLines(template))
  expect(again.unplaced).toEqual([])
})

function outlineOf(template: Template, unplaced: readonly Problem[]): string {
  const { name, conditions, notes, phases, gates, emergency, signOff } = template
  const statement = signOff?.statement ? `: ${signOff.statement}` : ''
  const lines = [
    `NAME ${name}`,
    ...conditions.map((each) => `ASK ${each.name}: ${each.question}`),
    ...notes.map((note) => `NOTE ${note}`),
    ...phases.flatMap((phase) => [
      `PHASE ${phase.name}${windowIn(phase.window)}`,
      ...phase.sections.flatMap((section) => [
        `  ${section.name}${windowIn(section.window)}`,
        ...section.items.map((item) => `    ${item.text}${marksOf(item)}`),
      ]),
    ]),
    ...gates.map(({ opens, needs }) => `GATE ${opens} needs ${needs.join(', ')}`),
    ...(emergency
      ? [`EMERGENCY ${emergency.name}: ${emergency.steps.map((step) => step.name).join(', ')}`]
      : []),
    ...(signOff ? [`SIGN ${signOff.roles.join(', ')}${statement}`] : []),
    ...unplaced
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, problem }) => `LEFT ${line} ${problem}`),
  ]
  return `${lines.join('\n')}\n`
}

function windowIn(window: Window | null): string {
  return window ? ` [${windowText(window)}]` : ''
}

function marksOf(item: TemplateItem): string {
  const marks = [
    item.optional && 'optional',
    item.needsEvidence && 'evidence',
    item.owners.length > 0 && `owner: ${item.owners.join(', ')}`,
    item.due && `due: ${windowText(item.due)}`,
    item.tier !== 'low' && `tier: ${item.tier}`,
    item.condition && `if: ${item.condition}`,
    item.expires && `expires: ${expiryText(item.expires)}`,
    item.why && `why: ${item.why.replaceAll('\n', ' ⏎ ')}`,
  ].filter(Boolean)
  return marks.length > 0 ? ` {${marks.join('; ')}}` : ''
}
