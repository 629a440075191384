/** A name as it is compared: without marks, doubled spaces and capitals. */
export function plainName(words: string): string {
  return words.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
}
