import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemActionNames } from '../../src/domain/item.ts'
import { actions, decode, dialogs, encode, type ValueOf } from '../../src/views/actions.ts'

const id = fc.string({ minLength: 1, maxLength: 64 })
const count = fc.nat()
const surface = fc.oneof(
  fc.record({ kind: fc.constant('board' as const), launchId: id }),
  fc.record({ kind: fc.constant('section' as const), sectionId: id, part: count }),
)
const logPage = fc.record({
  launchId: id,
  itemId: fc.option(id),
  before: fc.option(fc.integer({ min: 1 })),
})

const from = { channelId: fc.option(id) }

/** What each may hold: a new action or dialog is a new line, or the compiler asks for it. */
const values: {
  [A in keyof typeof actions]: fc.Arbitrary<ValueOf<(typeof actions)[A]>>
} = {
  changeItem: fc.record({
    itemId: id,
    version: count,
    action: fc.constantFrom(...itemActionNames),
  }),
  showSection: surface,
  showItem: fc.record({ itemId: id }),
  foldSection: fc.record({ surface, fold: fc.boolean() }),
  openPhase: fc.record({ launchId: id, phaseId: id }),
  showLog: logPage,
  turnLog: logPage,
  resend: fc.record({ launchId: id }),
  runSubcommand: fc.record({ text: fc.string({ maxLength: 200 }) }),
  chooseTemplate: fc.string(),
}
const metadata: {
  [D in keyof typeof dialogs]: fc.Arbitrary<ValueOf<(typeof dialogs)[D]>>
} = {
  startLaunch: fc.record({
    formId: id,
    zone: fc.string({ maxLength: 64 }),
    roles: fc.array(fc.string({ maxLength: 100 })),
  }),
  section: fc.record(from),
  item: fc.record({ itemId: id, version: count, ...from }),
  log: fc.record(from),
}

const all = [
  ...Object.entries(actions).map(
    ([name, what]) => [name, what, values[name as keyof typeof values]] as const,
  ),
  ...Object.entries(dialogs).map(
    ([name, what]) => [name, what, metadata[name as keyof typeof metadata]] as const,
  ),
]

describe.each(all)('%s', (_name, what, value) => {
  test('comes back as it was sent', () => {
    fc.assert(
      fc.property(value as fc.Arbitrary<ValueOf<typeof what>>, (sent) => {
        expect(decode(what, encode(what, sent))).toEqual(sent)
      }),
    )
  })

  test('that golive did not send is undefined, and never throws', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('', 'null', '{}', '[]', '{"__proto__":{}}', '{"surface":{"kind":"x"}}'),
    )
    fc.assert(
      fc.property(garbage, (text) => {
        const value = decode(what, text)
        // A select's value is any string, which golive looks up before it believes it.
        expect(value === undefined || typeof value === 'string').toBe(true)
      }),
    )
  })
})

test.each([
  ['a state as action', actions.changeItem, { itemId: 'i', version: 0, action: 'done' }],
  ['a version below 0', actions.changeItem, { itemId: 'i', version: -1, action: 'tick' }],
  ['half a version', actions.changeItem, { itemId: 'i', version: 0.5, action: 'tick' }],
  ['an empty id', actions.showItem, { itemId: '' }],
  ['an id too long to be one', actions.showItem, { itemId: 'i'.repeat(65) }],
  ['another kind of id', actions.showItem, { itemId: { $ne: null } }],
  ['a part below 0', actions.showSection, { kind: 'section', sectionId: 's', part: -1 }],
  ['a page that is none', actions.turnLog, { launchId: 'l', itemId: null, before: 0 }],
  ['more words than a button has', actions.runSubcommand, { text: 'x'.repeat(201) }],
  ['a dialog that does not say where it was opened', dialogs.item, { itemId: 'i', version: 0 }],
  ['another dialog’s value', dialogs.item, { kind: 'board', launchId: 'l' }],
])('%s is not believed', (_what, action, value) => {
  expect(decode(action, JSON.stringify(value))).toBeUndefined()
})

test('what is added to a value is dropped', () => {
  const text = JSON.stringify({ itemId: 'i', by: 'U1ANA' })
  expect(decode(actions.showItem, text)).toEqual({ itemId: 'i' })
})

test.each([
  ['actions', actions],
  ['dialogs', dialogs],
])('no two %s have the same id', (_what, table) => {
  const ids = Object.values(table).map((each: { id: string }) => each.id)
  expect(new Set(ids).size).toBe(ids.length)
})
