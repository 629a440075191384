/** What of a checklist a launch needs: by how risky it is, and by what it has. */
import { isSameOwner, type Owner } from './owner.ts'
import { plainName } from './plain-name.ts'
import type { Template, TemplateItem } from './template.ts'
import { needsTier, type Tier } from './tier.ts'

/** How a launch's checklist was chosen from its template. */
export type Tailoring = {
  tier: Tier
  /** The names of the conditions that do not hold. */
  absent: string[]
  /** How many items were left out. */
  leftOut: number
}

/** Of a launch that needs everything. */
export const whole: Tailoring = { tier: 'high', absent: [], leftOut: 0 }

/** Why an item is left out: only riskier launches need it, or what it is for is not there. */
export type WhyLeftOut = { kind: 'tier'; tier: Tier } | { kind: 'condition'; question: string }

export type LeftOut = { phase: string; section: string; text: string; why: WhyLeftOut }

/**
 * The template without what a launch of this tier and without these conditions has no use for; sections
 * and phases of which nothing is left are gone, too. In `leftOut` each item with the reason.
 */
export function tailor(
  template: Template,
  { tier, absent }: Omit<Tailoring, 'leftOut'>,
): { template: Template; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const why = (item: TemplateItem): WhyLeftOut | null => {
    if (item.condition !== null && absent.includes(item.condition)) {
      const { condition } = item
      const asked = template.conditions.find(({ name }) => name === condition)
      return { kind: 'condition', question: asked?.question ?? condition }
    }
    return needsTier(tier, item.tier) ? null : { kind: 'tier', tier: item.tier }
  }
  const phases = template.phases.flatMap((phase) => {
    const sections = phase.sections.flatMap((section) => {
      const items = section.items.filter((item) => {
        const reason = why(item)
        if (reason) {
          const place = { phase: phase.name, section: section.name }
          leftOut.push({ ...place, text: item.text, why: reason })
        }
        return reason === null
      })
      return items.length > 0 ? [{ ...section, items }] : []
    })
    return sections.length > 0 ? [{ ...phase, sections }] : []
  })
  return { template: { ...template, phases }, leftOut }
}

/** How many items a launch of each tier has, and how many hang on each condition. */
export function sizesOf(template: Template): {
  tiers: Record<Tier, number>
  conditions: ReadonlyMap<string, number>
} {
  const items = template.phases.flatMap(({ sections }) => sections.flatMap((it) => it.items))
  const count = (tier: Tier) => items.filter((item) => needsTier(tier, item.tier)).length
  const conditions = new Map<string, number>()
  for (const { condition } of items) {
    if (condition !== null) conditions.set(condition, (conditions.get(condition) ?? 0) + 1)
  }
  return { tiers: { low: count('low'), normal: count('normal'), high: count('high') }, conditions }
}

/** The role that a checklist's word for an owner means: "Tech lead" is the Technical Lead. */
export function roleNamed<R extends { name: string }>(
  owner: string,
  roles: readonly R[],
): R | undefined {
  return roles.find(({ name }) => roleKey(name) === roleKey(owner))
}

function roleKey(name: string): string {
  return plainName(name)
    .replace(/^@/, '')
    .replace(/\btechnical\b/g, 'tech')
    .replace(/^pm$/, 'project manager')
    .replace(/[\s._-]+/g, ' ')
}

/** So many of those who are no role are asked for when a launch starts. */
const askedFor = 8

/** Who sees to items and fills no role of the template: those with the most items, and how many. */
export function otherOwners(template: Template): { owner: string; items: number }[] {
  const roles = (template.signOff?.roles ?? []).map((name) => ({ name }))
  const items = template.phases.flatMap(({ sections }) => sections.flatMap((it) => it.items))
  const counts = new Map<string, { owner: string; items: number }>()
  for (const owner of items.flatMap(({ owners }) => owners)) {
    if (roleNamed(owner, roles)) continue
    const counted = counts.get(roleKey(owner)) ?? { owner, items: 0 }
    counts.set(roleKey(owner), { ...counted, items: counted.items + 1 })
  }
  return [...counts.values()].sort((one, other) => other.items - one.items).slice(0, askedFor)
}

/** Who was named for a checklist's word for an owner. */
export type NamedOwner = { owner: string; personId: string | null }

/** Who sees to what, as far as it is known who that is: those who fill a role, and who was named for a word. */
export function ownersOf(
  items: readonly { id: string; owners: readonly string[] }[],
  roles: readonly { id: string; name: string }[],
  named: readonly NamedOwner[],
): { itemId: string; owners: Owner[] }[] {
  const ownerOf = (word: string): Owner[] => {
    const role = roleNamed(word, roles)
    if (role) return [{ kind: 'role', id: role.id }]
    const personId = named.find(({ owner }) => roleKey(owner) === roleKey(word))?.personId
    return personId ? [{ kind: 'person', id: personId }] : []
  }
  return items.flatMap(({ id, owners: words }) => {
    const owners = words.flatMap(ownerOf)
    const isFirst = (owner: Owner, index: number) =>
      owners.findIndex((each) => isSameOwner(each, owner)) === index
    return owners.length > 0 ? [{ itemId: id, owners: owners.filter(isFirst) }] : []
  })
}
