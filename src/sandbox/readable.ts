import { elementsOf, optionsOf } from './element-walk.ts'
import { type Dict, dictOf, dictsOf, stringOf, textOf } from './json.ts'

/** The blocks as a person would read them, a line each part; mrkdwn is left as it is. */
export function linesOf(blocks: Dict[]): string {
  return blocks
    .map(blockLines)
    .filter((lines) => lines !== '')
    .join('\n')
}

/** One block as text, buttons in [brackets], selects by their placeholder or choice. */
export function blockLines(block: Dict): string {
  const words = [
    ...blockWords(block),
    ...elementsOf([block]).map(({ element }) => elementWords(element)),
  ]
  return words.filter((each) => each !== '').join('\n')
}

function blockWords(block: Dict): string[] {
  switch (block.type) {
    case 'divider':
      return ['---']
    case 'input':
      return [textOf(block.label), textOf(block.hint)]
    case 'section':
      return [textOf(block.text), ...dictsOf(block.fields).map((field) => stringOf(field.text))]
    case 'context':
      return [
        dictsOf(block.elements)
          .map((each) => stringOf(each.text) || stringOf(each.alt_text))
          .join(' '),
      ]
    case 'image':
      return [textOf(block.title), stringOf(block.alt_text)]
    case 'markdown':
      return [stringOf(block.text)]
    case 'table':
      return Array.isArray(block.rows) ? block.rows.map(rowWords) : []
    case 'rich_text':
      return dictsOf(block.elements).map(richWords)
    default:
      return [textOf(block.text)]
  }
}

function rowWords(row: unknown): string {
  return dictsOf(row)
    .map((cell) => (cell.type === 'rich_text' ? blockWords(cell).join(' ') : stringOf(cell.text)))
    .join(' | ')
}

/** A rich text element as words: lists a line an item, mentions as their mrkdwn. */
function richWords(element: Dict): string {
  if (element.type === 'rich_text_list') {
    return dictsOf(element.elements)
      .map((item) => `• ${richWords(item)}`)
      .join('\n')
  }
  if (Array.isArray(element.elements)) return dictsOf(element.elements).map(richWords).join('')
  if (element.type === 'user') return `<@${stringOf(element.user_id)}>`
  if (element.type === 'channel') return `<#${stringOf(element.channel_id)}>`
  if (element.type === 'emoji') return `:${stringOf(element.name)}:`
  if (element.type === 'link') return stringOf(element.text) || stringOf(element.url)
  return stringOf(element.text) || stringOf(element.fallback)
}

function elementWords(element: Dict): string {
  const choices = optionsOf(element).map((option) => textOf(option.text))
  if (element.type === 'button') return `[${textOf(element.text)}]`
  if (element.type === 'overflow') return `[… ${choices.join(' / ')}]`
  if (element.type === 'image') return stringOf(element.alt_text)
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') return choices.join('\n')
  const chosen = textOf(dictOf(element.initial_option).text)
  return chosen || textOf(element.placeholder) || stringOf(element.initial_value)
}
