/** The items of a launch's file, with what belongs to each. */
import type { LaunchFile } from '../domain/launch-file.ts'
import type { NameOf } from './words.ts'

/** The items with where they stand, in the order of the checklist. */
export function placedItems(file: LaunchFile) {
  const phases = new Map(file.phases.map((phase) => [phase.id, phase]))
  const sections = new Map(file.sections.map((section) => [section.id, section]))
  return file.items
    .map((item) => {
      const section = item.sectionId === null ? undefined : sections.get(item.sectionId)
      const phase = section && phases.get(section.phaseId)
      const at = [phase?.position ?? Infinity, section?.position ?? Infinity, item.position]
      return { item, phase: phase?.name ?? '', section: section?.name ?? '', at }
    })
    .sort(({ at: one }, { at: other }) => {
      const key = one.findIndex((value, index) => value !== other[index])
      return key < 0 ? 0 : (one[key] ?? 0) < (other[key] ?? 0) ? -1 : 1
    })
}

/** How an item's owners are called, people and roles. */
export function ownersOf(file: LaunchFile, itemId: string, nameOf: NameOf): string[] {
  const roles = new Map(file.roles.map(({ id, name }) => [id, name]))
  return file.owners
    .filter((owner) => owner.itemId === itemId)
    .map(({ kind, holder }) => (kind === 'role' ? (roles.get(holder) ?? holder) : nameOf(holder)))
}

/** An item's evidence, without what was removed. */
export function evidenceOf(file: LaunchFile, itemId: string): LaunchFile['evidence'] {
  return file.evidence.filter((each) => each.itemId === itemId && each.removedAt === null)
}
