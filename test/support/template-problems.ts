import { readTemplate } from '../../src/domain/read-template.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import type { Problem, Template } from '../../src/domain/template.ts'

/** Why a checklist is refused; nothing when it is read. Any other error is thrown. */
export function problemsOf(source: string): Problem[] {
  try {
    readTemplate(source)
    return []
  } catch (error) {
    if (error instanceof Refusal && error.reason.code === 'template-unreadable') {
      return error.reason.problems
    }
    throw error
  }
}

/** A template without where its gates stand in their document. */
export function withoutLines(template: Template): Template {
  return { ...template, gates: template.gates.map((gate) => ({ ...gate, line: 0 })) }
}
