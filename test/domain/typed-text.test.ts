import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssignText,
  asMarkdown,
  asTyped,
  mentionedIn,
  readAssignText,
  withoutMentions,
} from '../../src/domain/typed-text.ts'

const rows: [text: string, ids: string[], typed: string, without: string][] = [
  ['', [], '', ''],
  ['Backups tested', [], 'Backups tested', 'Backups tested'],
  ['<@U1>', ['U1'], '@U1', ''],
  ['<@U1|bob>', ['U1'], '@bob', ''],
  ['<@U1|>', ['U1'], '@U1', ''],
  ['<@W1|bob>', ['W1'], '@bob', ''],
  ['<@U1> and <@U2|bob>', ['U1', 'U2'], '@U1 and @bob', 'and'],
  ['<@U1><@U2>', ['U1', 'U2'], '@U1@U2', ''],
  ['<@U1> <@U1|bob> <@U1>', ['U1'], '@U1 @bob @U1', ''],
  ['Backups <@U1|bob>  tested', ['U1'], 'Backups @bob  tested', 'Backups tested'],
  ['<#C1|ops>', [], '#ops', '<#C1|ops>'],
  ['<#C1|>', [], '#C1', '<#C1|>'],
  ['<#C1>', [], '#C1', '<#C1>'],
  ['see <https://a.b|a.b>', [], 'see https://a.b', 'see <https://a.b|a.b>'],
  ['see <https://a.b>', [], 'see https://a.b', 'see <https://a.b>'],
  ['<http://a.b/c?d=e|click here>', [], 'http://a.b/c?d=e', '<http://a.b/c?d=e|click here>'],
  // What only looks like a mention.
  ['@bob', [], '@bob', '@bob'],
  ['<@>', [], '<@>', '<@>'],
  ['<@u1>', [], '<@u1>', '<@u1>'],
  ['<@U1', [], '<@U1', '<@U1'],
  ['<U1>', [], '<U1>', '<U1>'],
  ['<!here>', [], '<!here>', '<!here>'],
  ['a < b > c', [], 'a < b > c', 'a < b > c'],
  ['<mailto:a@b.c|a@b.c>', [], '<mailto:a@b.c|a@b.c>', '<mailto:a@b.c|a@b.c>'],
]

test.each(rows)('%j mentions %j', (text, ids) => {
  expect(mentionedIn(text)).toEqual(ids)
})

test.each(rows)('%j, with %j in it, was typed as %j', (text, _ids, typed) => {
  expect(asTyped(text)).toBe(typed)
})

test.each(rows)('%j, without %j as %j, leaves %j', (text, _ids, _typed, without) => {
  expect(withoutMentions(text)).toBe(without)
})

describe('assigning', () => {
  const read = (more: Partial<AssignText>): AssignText => ({
    what: 'Backups',
    isEverything: false,
    personIds: [],
    roleName: '',
    ...more,
  })
  const texts: [text: string, read: AssignText | null][] = [
    ['', null],
    ['Backups', null],
    ['Backups to', null],
    ['Backupsto <@U1>', null],
    ['Backups to <@U1>', read({ personIds: ['U1'] })],
    ['Backups TO <@U1|bob>', read({ personIds: ['U1'] })],
    ['Backups to ', read({})],
    [' to <@U1>', read({ what: '', personIds: ['U1'] })],
    ['Backups to <@U1> and <@U2>', read({ personIds: ['U1', 'U2'] })],
    ['Backups to <@U1>, <@U2>, and <@U3>', read({ personIds: ['U1', 'U2', 'U3'] })],
    ['Backups to Security Lead', read({ roleName: 'Security Lead' })],
    ['Backups to <@U1> and Security Lead', read({ personIds: ['U1'], roleName: 'Security Lead' })],
    ['Backups to Security Lead, <@U1>', read({ personIds: ['U1'], roleName: 'Security Lead' })],
    ['Move to cloud to <@U1>', read({ what: 'Move to cloud', personIds: ['U1'] })],
    [
      'everything in Security to <@U1>',
      read({ what: 'Security', isEverything: true, personIds: ['U1'] }),
    ],
    [
      'Everything of Security to <@U1>',
      read({ what: 'Security', isEverything: true, personIds: ['U1'] }),
    ],
    ['all in Security to <@U1>', read({ what: 'Security', isEverything: true, personIds: ['U1'] })],
    ['all Security to <@U1>', read({ what: 'Security', isEverything: true, personIds: ['U1'] })],
    ['allowed hosts to <@U1>', read({ what: 'allowed hosts', personIds: ['U1'] })],
    ['Check <https://a.b|a.b> to <@U1>', read({ what: 'Check https://a.b', personIds: ['U1'] })],
    ['Check <#C1|ops> to <@U1>', read({ what: 'Check #ops', personIds: ['U1'] })],
    ['Ask <@U2|bob> to <@U1>', read({ what: 'Ask @bob', personIds: ['U1'] })],
    ['Backups to Brand Lead', read({ roleName: 'Brand Lead' })],
    ['Backups to Trust and Safety', read({ roleName: 'Trust and Safety' })],
    ['İstanbul İzmir to <@U1>', read({ what: 'İstanbul İzmir', personIds: ['U1'] })],
  ]
  test.each(texts)('%j', (text, expected) => {
    expect(readAssignText(text)).toEqual(expected)
  })
})

describe('whatever is typed', () => {
  const fragment = fc.constantFrom(
    ...['<@', '<#', '<', '>', '|', '@', 'U1', 'C1', ' to ', 'all ', 'everything in ', ','],
    ...['https://', '<https://a.b', '\n', '\u00a0', 'İ', '👩‍🚀', '\ud800', '$&', '$1'],
  )
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(fragment, fc.string()), { maxLength: 20 }).map((parts) => parts.join('')),
  )

  test('it can be read', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(typeof asTyped(text)).toBe('string')
        expect(withoutMentions(text)).not.toMatch(/^\s|\s$/)
        for (const id of mentionedIn(text)) expect(text).toContain(`<@${id}`)
        const read = readAssignText(text)
        expect(read === null).toBe(!text.toLowerCase().includes(' to '))
      }),
      { numRuns: 500 },
    )
  })

  const id = fc.stringMatching(/^[UW][A-Z0-9]{1,10}$/)
  const words = fc.stringMatching(/^[^<>]{0,12}$/)
  const label = fc.option(fc.stringMatching(/^[^<>|]{0,8}$/), { nil: null })
  const mention = fc.record({ id, label })
  const written = (each: { id: string; label: string | null }) =>
    each.label === null ? `<@${each.id}>` : `<@${each.id}|${each.label}>`

  test('it mentions exactly those who were put in, each once, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(words, mention)), words, (pairs, end) => {
        const text = pairs.map(([between, each]) => between + written(each)).join('') + end
        expect(mentionedIn(text)).toEqual([...new Set(pairs.map(([, each]) => each.id))])
        expect(mentionedIn(withoutMentions(text))).toEqual([])
        const names = pairs.map(([between, each]) => `${between}@${each.label || each.id}`)
        expect(asTyped(text)).toBe(names.join('') + end)
      }),
      { numRuns: 300 },
    )
  })

  test('what is assigned, and to whom, comes out as it was put in', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,8}( [A-Z][a-z]{0,8})?$/)
    const usual = name.filter((each) => !/^(everything|all)\b|\bto\b|\band\b/i.test(each))
    fc.assert(
      fc.property(usual, fc.uniqueArray(id, { minLength: 1 }), (what, ids) => {
        const mentions = ids.map((each) => `<@${each}>`)
        for (const joined of [mentions.join(' '), mentions.join(', '), mentions.join(' and ')]) {
          expect(readAssignText(`${what} to ${joined}`)).toEqual({
            what,
            isEverything: false,
            personIds: ids,
            roleName: '',
          })
        }
      }),
    )
  })
})

describe('a message as Markdown', () => {
  test.each([
    ['• One\n    ◦ Two', '- One\n    - Two'],
    ['*Before* the *launch*', '**Before** the **launch**'],
    ['2*3*4 and ~old~', '2*3*4 and ~~old~~'],
    ['<https://a.b/c|The plan> and <https://a.b>', '[The plan](https://a.b/c) and https://a.b'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
    ['```# T\n- [ ] *One* &gt; two```', '# T\n- [ ] *One* > two'],
    ['Ask <@U1|bob>', 'Ask @bob'],
  ])('%s', (text, markdown) => {
    expect(asMarkdown(text)).toBe(markdown)
  })
})
