import type { Locator, Page } from 'playwright-core'

/** What people do in the page, by what they see and hear. */

export async function say(page: Page, text: string, channel = '#launch'): Promise<void> {
  const composer = page.getByRole('combobox', { name: `Message ${channel}` })
  await composer.fill(text)
  await composer.press('Enter')
}

/** The block that shows an item, in the channel. */
export function item(page: Page, text: string): Locator {
  return page.getByRole('log', { name: 'Messages' }).locator('.block.section', { hasText: text })
}

export function dialog(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title })
}

export async function toggle(page: Page, fault: string): Promise<void> {
  await page.getByRole('region', { name: 'Faults' }).getByText(fault).click()
}

export async function shows(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' })
}

export function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement)
}

export function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= element.ownerDocument.documentElement.clientHeight
  })
}
