/** How risky a launch is, from the least on: a riskier one needs all that a less risky one needs. */
export const tiers = ['low', 'normal', 'high'] as const
export type Tier = (typeof tiers)[number]

/** The tier that words name: "medium" is what others call normal. */
export function tierOf(words: string): Tier | null {
  const plain = words
    .trim()
    .toLowerCase()
    .replace(/\s*risk$|^tier\s*/g, '')
  if (plain === 'medium') return 'normal'
  return tiers.find((tier) => tier === plain) ?? null
}

/** Whether a launch of one tier needs what is there from another tier on. */
export function needsTier(launch: Tier, item: Tier): boolean {
  return tiers.indexOf(launch) >= tiers.indexOf(item)
}
