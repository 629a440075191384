/** What people already write into an item or a heading, and what it means to golive. */
import type { TemplateItem } from './template.ts'
import { type Tier, tierOf } from './tier.ts'
import { dueMarkOf } from './window.ts'

const mayBe =
  '(?:applicable|needed|necessary|required|relevant|any|available|appropriate|possible|used)'
const optionalMarks = [
  new RegExp(`[([][^()[\\]]*\\b(?:if|where|when|as) ${mayBe}\\b[^()[\\]]*[)\\]]`, 'i'),
  /\b(?:if|where|when|as) applicable\b/i,
  /[([]\s*(?:optional|nice[ -]to[ -]have)\s*[)\]]/i,
  /[([](?:only )?if [^()[\]]+[)\]]/i,
  /^\W*optional\W*[:–—-]/i,
]

/** "(if applicable)", "(optional)", "(only if …)", "Optional: …". */
export function isOptional(text: string): boolean {
  return optionalMarks.some((mark) => mark.test(text))
}

const evidenceMark =
  /[([](?:(?:evidence|screenshots?|proof|links?)(?: is| are)? (?:required|needed)|attach [^()[\]]+)[)\]]/i

/** "(evidence required)", "(screenshot needed)", "(attach the report)". */
export function asksEvidence(text: string): boolean {
  return evidenceMark.test(text)
}

const tierMark = /[([](?:for )?(low|normal|medium|high)[ -]risk(?: launches)?(?: only)?[)\]]/i

/** "(high risk only)". */
export function tierIn(text: string): Tier | null {
  return tierOf(tierMark.exec(text)?.[1] ?? '')
}

const namedOwner = /[([](?:owners?|responsible|dri|assignees?|who)\s*:\s*([^()[\]]+)[)\]]/i
const handles = /(?:^|[\s(,&])@([a-z][\w.-]{0,40})(?=(?:[\s),&]+@[\w.-]+)*[\s).]*$)/gi
const shouted = /^(?:channel|here|everyone)$/i
const titleInFront =
  /^\s*(?:\*\*|__)?([\p{L}][\p{L}\p{N} /&.-]{1,38})(?:\*\*|__)?\s*:(?:\*\*|__)?\s+\S/u
const title =
  /(?:^|\s)(?:lead|manager|owner|engineer|master|officer|director|team|on-?call|dba|devops|qa|sre|pm|po)$/i

/** "(owner: Security)", "@handle" at the end, "Tech lead: …" in front. */
export function ownersIn(text: string): string[] {
  const named = namedOwner.exec(text)?.[1]
  if (named) return ownersNamed(named)
  const called = [...text.matchAll(handles)].flatMap(([, name]) =>
    name && !shouted.test(name) ? `@${name.replace(/[.]+$/, '')}` : [],
  )
  if (called.length > 0) return [...new Set(called)]
  const front = titleInFront.exec(text)?.[1]?.trim()
  return front && title.test(front) ? [front] : []
}

/** The owners that a cell or a mark names. */
export function ownersNamed(words: string): string[] {
  const names = words.split(/[,;&+\n]|\s\/\s/).map((name) => name.replace(/[<>]/g, '').trim())
  return [...new Set(names.filter((name) => /[\p{L}\p{N}]/u.test(name) && !isNobody.test(name)))]
}

const isNobody = /^(?:n\/?a|none|tbd|tba|todo|tbc|unassigned)$/i

/** What an item's words say of it. */
type Said = Pick<TemplateItem, 'text' | 'optional' | 'needsEvidence' | 'due' | 'owners'>

/** All that words say of the item that they are. */
export function saidBy(text: string): Said {
  return {
    text,
    optional: isOptional(text),
    needsEvidence: asksEvidence(text),
    due: dueMarkOf(text),
    owners: ownersIn(text),
  }
}

/** An item in other words: what its old ones said is gone, what the new ones say counts, the rest stays. */
export function reworded(item: Said, text: string): Said {
  const [was, is] = [saidBy(item.text), saidBy(text)]
  return {
    text,
    optional: is.optional || (item.optional && !was.optional),
    needsEvidence: is.needsEvidence || (item.needsEvidence && !was.needsEvidence),
    due: is.due ?? (was.due ? null : item.due),
    owners: is.owners.length > 0 ? is.owners : was.owners.length > 0 ? [] : item.owners,
  }
}
