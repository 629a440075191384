import type { Item } from '../domain/launch.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { asPlainText } from './markdown.ts'
import { cut } from './text.ts'

/** Makes whoever clicks the owner of an item that nobody owns. */
export function takeButton(item: Item) {
  const hint = cut(`I'll take it: ${asPlainText(item.text)}`, 75)
  return button(actions.takeItem, "I'll Take It", { itemId: item.id }, { hint })
}
