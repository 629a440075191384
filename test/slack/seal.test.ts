import { expect, test } from 'vitest'
import { Seal } from '../../src/slack/seal.ts'

const seal = new Seal('a key')
const view = (metadata: object) => ({ private_metadata: JSON.stringify(metadata) })
const from = view({ itemId: 'i1', channelId: 'C1' })

test('a sealed dialog says its channel, and keeps what else it holds', () => {
  const sealed = seal.onto(from)
  expect(seal.channelOf(sealed)).toBe('C1')
  expect(JSON.parse(sealed.private_metadata)).toMatchObject({ itemId: 'i1', channelId: 'C1' })
  expect(seal.onto(sealed)).toEqual(sealed)
})

test.each([
  ['unsealed', from],
  ['sealed by another key', new Seal('another').onto(from)],
  [
    'with another channel',
    view({ ...JSON.parse(seal.onto(from).private_metadata), channelId: 'C2' }),
  ],
  ['with an empty seal', view({ channelId: 'C1', seal: '' })],
  ['with a seal that is none', view({ channelId: 'C1', seal: 7 })],
  ['null', { private_metadata: 'null' }],
  ['no JSON', { private_metadata: '{' }],
])('a dialog that is %s is from no channel', (_, dialog) => {
  expect(seal.channelOf(dialog)).toBeNull()
})

test.each([view({ channelId: null }), view({}), { private_metadata: '' }])(
  'a dialog from no channel stays as it is: %j',
  (dialog) => {
    expect(seal.onto(dialog)).toEqual(dialog)
  },
)
