/** Checklists on the command line, so that a team can keep its own in its repository. */
import { createHash } from 'node:crypto'
import { systemActor } from '../commands/context.ts'
import { saveTemplate } from '../commands/keep-templates.ts'
import {
  compareTemplates,
  type TemplateChange,
  type TemplatePlace,
} from '../domain/compare-templates.ts'
import { readTemplate } from '../domain/read-template.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Problem, Template } from '../domain/template.ts'
import { findTemplateNamed, listTemplates, listVersions } from '../store/templates.ts'
import { refusalText } from '../views/refusal-text.ts'
import { plural } from '../views/text.ts'
import {
  type CliCommand,
  contextOf,
  misused,
  textIn,
  withDatabase,
  withNewDatabase,
} from './terminal.ts'

const lint: CliCommand = {
  usage: 'template lint [--strict] FILE…',
  does: 'says what a checklist (Markdown) has, and what of it has no place. Exits with 1 when one cannot be read, with --strict also when something is left out.',
  async run(args, terminal) {
    const isStrict = args.includes('--strict')
    const files = args.filter((arg) => arg !== '--strict')
    if (files.length === 0) return misused(lint, terminal)
    let code = 0
    for (const file of files) {
      const source = await textIn(file, terminal)
      if (source === null) return 2
      const read = readIn(source)
      const problems = 'problems' in read ? read.problems : read.unplaced
      for (const { line, problem } of problems) terminal.out(`${file}:${line}: ${problem}`)
      if ('template' in read) terminal.out(`${file}: ${sizeText(read.template)}`)
      if ('problems' in read || (isStrict && problems.length > 0)) code = 1
    }
    return code
  },
}

const diff: CliCommand = {
  usage: 'template diff BEFORE AFTER',
  does: 'says what is different for a launch between two checklists. Exits with 1 when something is.',
  async run(args, terminal) {
    const [before, after, ...more] = args
    if (!before || !after || more.length > 0) return misused(diff, terminal)
    const templates: Template[] = []
    for (const file of [before, after]) {
      const source = await textIn(file, terminal)
      const read = source === null ? null : readIn(source)
      if (!read) return 2
      if ('problems' in read) {
        for (const { line, problem } of read.problems) terminal.err(`${file}:${line}: ${problem}`)
        return 2
      }
      templates.push(read.template)
    }
    const [one, other] = templates
    const changes = one && other ? compareTemplates(one, other) : []
    for (const change of changes) terminal.out(changeText(change))
    return changes.length > 0 ? 1 : 0
  },
}

const list: CliCommand = {
  usage: 'template list',
  does: 'lists the checklists that golive keeps, with their newest versions.',
  run: (_args, terminal) =>
    withDatabase(terminal, async (db) => {
      for (const { template, newest } of await listTemplates(db)) {
        const state = template.retired ? 'retired' : `version ${newest.number}`
        terminal.out(`${template.name}: ${state}, saved ${newest.saved.at.toISOString()}`)
      }
      return 0
    }),
}

const exportOne: CliCommand = {
  usage: 'template export NAME [VERSION]',
  does: 'writes a checklist that golive keeps to the standard output, as it was saved.',
  async run(args, terminal) {
    const [name, version, ...more] = args
    if (!name || more.length > 0) return misused(exportOne, terminal)
    return withDatabase(terminal, async (db) => {
      const template = await findTemplateNamed(db, name)
      const versions = template ? await listVersions(db, template.id) : []
      const wanted = version
        ? versions.find(({ number }) => String(number) === version)
        : versions[0]
      if (!wanted) {
        terminal.err(`There is no ${version ? `version ${version} of ` : ''}“${name}”.`)
        return 2
      }
      terminal.out(wanted.source.replace(/\n$/, ''))
      return 0
    })
  },
}

const importOne: CliCommand = {
  usage: 'template import FILE [NOTE]',
  does: 'saves a checklist: as a new one, or as a new version of the one with its title. The same again saves nothing.',
  async run(args, terminal) {
    const [file, note = null, ...more] = args
    if (!file || more.length > 0) return misused(importOne, terminal)
    const source = await textIn(file, terminal)
    if (source === null) return 2
    return withNewDatabase(terminal, async (db) => {
      const context = contextOf(db)
      try {
        const { name } = readTemplate(source).template
        const kept = await findTemplateNamed(db, name)
        const [newest] = kept ? await listVersions(db, kept.id) : []
        const seen = newest?.number ?? null
        const key = `${kept?.id ?? name}\n${seen}\n${source}`
        const { version, before, unplaced } = await saveTemplate(context, systemActor(''), {
          formId: createHash('sha256').update(key).digest('hex'),
          templateId: kept?.id ?? null,
          ...{ seen, source, note },
        })
        for (const { line, problem } of unplaced) terminal.err(`${file}:${line}: ${problem}`)
        const isNew = before?.id !== version.id
        terminal.out(`${name}: ${isNew ? 'saved as' : 'is'} version ${version.number}`)
        return 0
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        terminal.err(`${file}: ${refusalText(error.reason, 'UTC')}`)
        return 1
      }
    })
  },
}

export const templateCommands: readonly CliCommand[] = [lint, diff, list, exportOne, importOne]

function readIn(
  source: string,
): { template: Template; unplaced: Problem[] } | { problems: readonly Problem[] } {
  try {
    return readTemplate(source)
  } catch (error) {
    if (error instanceof Refusal && error.reason.code === 'template-unreadable') {
      return { problems: error.reason.problems }
    }
    throw error
  }
}

function sizeText({ name, phases, signOff }: Template): string {
  const items = phases.flatMap(({ sections }) => sections.flatMap((section) => section.items))
  const roles = signOff?.roles.length ?? 0
  return `“${name}”, ${plural(items.length, 'item')} in ${plural(phases.length, 'phase')}, ${plural(roles, 'sign-off')}`
}

function changeText(change: TemplateChange): string {
  switch (change.kind) {
    case 'added':
      return `+ ${change.text} (${placeText(change)})`
    case 'removed':
      return `- ${change.text} (${placeText(change)})`
    case 'reworded':
      return `~ ${change.before} → ${change.text} (${placeText(change)})`
    case 'moved':
      return `> ${change.text} (${placeText(change.from)} → ${placeText(change)})`
    case 'marked':
      return `~ ${change.text}: ${change.marks.join(', ')} (${placeText(change)})`
    case 'role-added':
      return `+ sign-off by ${change.name}`
    case 'role-removed':
      return `- sign-off by ${change.name}`
    case 'window':
      return `~ when ${placeText(change)} is`
    case 'named':
      return `~ the checklist ${change.before} is called ${change.name}`
    case 'renamed':
      return `~ ${change.before} is called ${change.name}`
    case 'reordered':
      return '~ the order of the items'
    default:
      return `~ ${wholes[change.kind]}`
  }
}

const wholes = {
  conditions: 'what is asked when a launch starts',
  signOff: 'what the sign-off says',
  gates: 'the gates',
  emergency: 'the emergency procedures',
  notes: 'the notes',
} as const

function placeText({ phase, section }: TemplatePlace): string {
  return section === phase ? phase : `${phase}, ${section}`
}
