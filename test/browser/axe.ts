import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * Serious and critical findings, each with where it is. Left out is the UI library's own live region:
 * for some seconds it names busy buttons, which may be gone by then.
 */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
