/** Where the marks of a chart stand, so that no two are on top of each other. */

/** Marks that share a place: the numbers of the first and the last, counted from 1. */
export type MarkPlace = { x: number; first: number; last: number }

/** Gathers marks, in their order, that would stand nearer than `gap` to the one before. */
export function markPlaces(xs: readonly number[], gap: number): MarkPlace[] {
  const places: MarkPlace[] = []
  for (const [index, x] of xs.entries()) {
    const place = places.at(-1)
    if (place && x - place.x < gap) place.last = index + 1
    else places.push({ x, first: index + 1, last: index + 1 })
  }
  return places
}

export function placeLabel({ first, last }: Pick<MarkPlace, 'first' | 'last'>): string {
  return first === last ? String(first) : `${first}–${last}`
}
