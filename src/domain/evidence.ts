import type { Mark } from './launch.ts'
import type { Fault } from './refusal.ts'

/** What shows that an item is done. */
export type Evidence = {
  id: string
  itemId: string
  kind: 'link' | 'message' | 'file'
  url: string
  /** The words to show; null: the address itself. */
  title: string | null
  /** Who wrote the message, and when; null for links and files. */
  written: Mark | null
  added: Mark
}

export type NewEvidence = Pick<Evidence, 'kind' | 'url' | 'title' | 'written'>

/** The longest web address that is taken. */
const urlLimit = 2000

/** Only complete web addresses are links that everybody can follow. */
export function linkFault(text: string): Fault | null {
  if (text.length > urlLimit) return { code: 'too-long', limit: urlLimit, length: text.length }
  const url = URL.parse(text)
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  return isWeb ? null : { code: 'link-unfit' }
}
