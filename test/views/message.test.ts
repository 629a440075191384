import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slackLimits } from '../../src/views/limits.ts'
import { message } from '../../src/views/message.ts'
import { noticeDialog } from '../../src/views/notice.ts'

const line = (length: number) => 'x'.repeat(length)

test.each([
  ['that fit are all there', [line(2000), line(1997)], `${line(2000)}\n${line(1997)}`],
  ['that do not fit end at a whole line', [line(2000), line(1998)], `${line(2000)}\n…`],
  ['are no more after one that did not fit', [line(9), line(4000), line(9)], `${line(9)}\n…`],
])('lines %s', (_what, lines, text) => {
  expect(message(lines, []).text).toBe(text)
})

test('a text is never longer than Slack takes', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(lengths, (all) => {
      const { text } = message(all.map(line), [])
      expect(text.length).toBeLessThanOrEqual(slackLimits.fallbackText)
    }),
  )
})

test('a notice is a dialog that says one thing and can only be closed', () => {
  const view = noticeDialog('*So* it is.')
  expect(view.blocks).toMatchObject([{ type: 'section', text: { text: '*So* it is.' } }])
  expect(view).not.toHaveProperty('submit')
})
