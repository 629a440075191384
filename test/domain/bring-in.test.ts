import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BroughtIn, bringIn } from '../../src/domain/bring-in.ts'
import { itemStates } from '../../src/domain/item.ts'
import { type Board, type Item, itemsOf } from '../../src/domain/launch.ts'
import { previewOf } from '../../src/domain/preview.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import type { Template } from '../../src/domain/template.ts'
import { anItem, aPhase, aSection, monday } from '../support/builders.ts'

const source = `# Web

## Before (2 weeks before)

### Servers
- [ ] Servers ready
- [ ] Cache warmed
- [ ] Backup tested

### Data
- [ ] Copies kept

## Launch day (D-Day)

### Deploy
- [ ] Deployed

## Afterwards (1 day after)
- [ ] Watched
`
const read = (text: string) => readTemplate(text).template
const started = (template: Template) => previewOf(template, { leadId: 'U1ANA', now: monday })

/** The list as lines; what is there already in brackets with its state. */
const listed = ({ phases }: BroughtIn) =>
  phases.flatMap((phase) => [
    `# ${phase.name}`,
    ...phase.sections.flatMap((section) => [
      ...(section.name === phase.name ? [] : [`## ${section.name}`]),
      ...section.items.map((next) => {
        if (next.kind === 'new') return `+ ${next.words.text}`
        const text = next.kind === 'same' ? next.item.text : next.words.text
        return next.item.state === 'open' ? text : `${text} (${next.item.state})`
      }),
    ]),
  ])

/** A launch with the first version in which these items are in these states. */
const aLaunchWith = (states: Record<string, Item['state']> = {}): Board => {
  const board = started(read(source))
  for (const item of board.phases.flatMap(itemsOf)) item.state = states[item.text] ?? 'open'
  return board
}
const itemIn = (board: Board, text: string): Item => {
  const item = board.phases.flatMap(itemsOf).find((each) => each.text === text)
  if (!item) throw new Error(`there is no ${text}`)
  return item
}
const brought = (board: Board, ...edits: [string, string][]) => {
  const next = edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`there is no ${from}`)
    return text.replace(from, to)
  }, source)
  return bringIn(board, read(source), read(next))
}

describe('a newer version in a running launch', () => {
  test('puts what is new between its neighbours', () => {
    const list = brought(
      aLaunchWith({ 'Servers ready': 'done' }),
      ['- [ ] Cache warmed', '- [ ] Load tested\n- [ ] Cache warmed'],
      ['### Data', '### Network\n- [ ] DNS\n\n### Data'],
      ['## Afterwards', '## Evening (1 hour after)\n- [ ] Told\n\n## Afterwards'],
    )
    expect(listed(list)).toEqual([
      '# Before (2 weeks before)',
      ...['## Servers', 'Servers ready (done)', '+ Load tested', 'Cache warmed', 'Backup tested'],
      ...['## Network', '+ DNS', '## Data', 'Copies kept'],
      ...['# Launch day (D-Day)', '## Deploy', 'Deployed'],
      ...['# Evening (1 hour after)', '+ Told', '# Afterwards (1 day after)', 'Watched'],
    ])
    expect(list.changes.map(({ kind }) => kind)).toEqual(['added', 'added', 'added'])
  })

  test.each(['in-progress', 'blocked', 'done', 'not-applicable'] as const)(
    'keeps what is gone from it where it is %s',
    (state) => {
      const list = brought(
        aLaunchWith({ 'Backup tested': state }),
        ['- [ ] Backup tested\n', ''],
        ['- [ ] Cache warmed\n', ''],
      )
      expect(listed(list)).toContain(`Backup tested (${state})`)
      expect(list.removed.map(({ text }) => text)).toEqual(['Cache warmed'])
      expect(list.stays).toEqual([{ text: 'Backup tested', why: 'worked-on' }])
      expect(list.changes).toMatchObject([{ kind: 'removed', text: 'Cache warmed' }])
    },
  )

  test('gives a ticked item its new words, and its marks', () => {
    const list = brought(aLaunchWith({ 'Backup tested': 'done' }), [
      'Backup tested',
      'Backups tested twice (evidence required) <!-- why: They were not. -->',
    ])
    const next = list.phases[0]?.sections[0]?.items[2]
    expect(next).toMatchObject({
      kind: 'revised',
      item: { state: 'done', text: 'Backup tested' },
      words: { text: 'Backups tested twice (evidence required)', needsEvidence: true },
    })
    expect(next?.kind === 'revised' && next.words.why).toBe('They were not.')
  })

  test('leaves what people have changed in the launch', () => {
    const board = aLaunchWith()
    itemIn(board, 'Backup tested').text = 'Backups tested by Ana'
    itemIn(board, 'Cache warmed').needsEvidence = true
    const list = brought(
      board,
      ['Backup tested', 'Backups tested twice'],
      ['Cache warmed', 'Cache warmed (if applicable)'],
    )
    expect(listed(list)).toContain('Backups tested by Ana')
    expect(list.stays).toEqual([{ text: 'Backups tested twice', why: 'changed-here' }])
    expect(list.phases[0]?.sections[0]?.items[1]).toMatchObject({
      words: { optional: true, needsEvidence: true },
    })
  })

  test('leaves an item where people have moved it', () => {
    const board = aLaunchWith()
    const [servers, data] = board.phases[0]?.sections ?? []
    const item = servers?.items.pop()
    if (item) data?.items.push(item)
    const list = brought(
      board,
      ['- [ ] Backup tested\n', ''],
      ['- [ ] Deployed', '- [ ] Deployed\n- [ ] Backup tested'],
    )
    expect(list.phases[0]?.sections[1]?.items).toHaveLength(2)
    expect(list.changes).toEqual([])
  })

  test('adds nothing that somebody has added here', () => {
    const board = aLaunchWith()
    board.phases[0]?.sections[1]?.items.push(anItem({ id: 'own', text: 'Copies  COUNTED' }))
    const list = brought(board, ['- [ ] Copies kept', '- [ ] Copies kept\n- [ ] Copies counted'])
    expect(list.changes).toEqual([])
    expect(list.phases[0]?.sections[1]?.items).toHaveLength(2)
  })

  test.each([
    ['open', true],
    ['done', false],
    ['blocked', false],
  ] as const)('moves what is %s into a phase that waits: %s', (state, isMoved) => {
    const board = aLaunchWith({ 'Backup tested': state })
    for (const phase of board.phases.slice(1)) phase.opened = null
    const list = brought(
      board,
      ['- [ ] Backup tested\n', ''],
      ['- [ ] Deployed', '- [ ] Deployed\n- [ ] Backup tested'],
    )
    expect(list.phases[1]?.sections[0]?.items).toHaveLength(isMoved ? 2 : 1)
    expect(list.stays.map(({ why }) => why)).toEqual(isMoved ? [] : ['waits-there'])
  })

  test('does not move what is done behind a gate that is shut', () => {
    const board = aLaunchWith({ 'Backup tested': 'done' })
    const [before, day] = board.phases
    const deploy = day?.sections[0]
    if (!before || !deploy) throw new Error('there are no phases')
    board.launch.gates = [
      { opens: { kind: 'section', id: deploy.id }, needs: [{ kind: 'phase', id: before.id }] },
    ]
    const list = brought(
      board,
      ['- [ ] Backup tested\n', ''],
      ['- [ ] Deployed', '- [ ] Deployed\n- [ ] Backup tested'],
    )
    expect(list.stays).toEqual([{ text: 'Backup tested', why: 'waits-there' }])
  })

  test('calls phases and sections as they are called now, every round of what repeats', () => {
    const repeating = `${source}\n## Monthly (every month)\n- [ ] Looked at\n`
    const board = started(read(repeating))
    const first = board.phases[3]
    if (!first) throw new Error('there is no such phase')
    first.endedAt = monday
    board.phases.push(
      aPhase({
        id: 'second',
        name: 'Monthly (every month), round 2',
        window: first.window,
        round: 2,
        seriesId: first.id,
        sections: [
          aSection({
            name: 'Monthly (every month)',
            items: [anItem({ id: 'looked', text: 'Looked at' })],
          }),
        ],
      }),
    )
    const next = repeating
      .replace('Monthly (every month)', 'Quarterly (every quarter)')
      .replace('- [ ] Looked at', '- [ ] Looked at\n- [ ] Cut')
      .replace('### Servers', '### Machines')
    const list = bringIn(board, read(repeating), read(next))
    expect(list.phases.slice(3).map(({ name }) => name)).toEqual([
      'Quarterly (every quarter)',
      'Quarterly (every quarter), round 2',
    ])
    expect(list.phases[4]).toMatchObject({
      window: { kind: 'every', unit: 'quarter' },
      sections: [{ items: [{ kind: 'same' }, { kind: 'new' }] }],
    })
    expect(list.phases[3]?.sections[0]?.items).toHaveLength(1)
    expect(list.phases[0]?.sections[0]?.name).toBe('Machines')
  })

  test('leaves alone what an emergency has to do', () => {
    const board = aLaunchWith()
    const item = anItem({ id: 'own', text: 'Copies kept' })
    const section = aSection({ id: 'es', name: 'Data', items: [item] })
    const name = 'Before (2 weeks before)'
    board.phases.push(aPhase({ id: 'e', name, emergencyId: 'emergency-1', sections: [section] }))
    const list = brought(board, ['- [ ] Copies kept\n', '- [ ] Files kept elsewhere\n'])
    expect(list.phases.at(-1)?.sections[0]?.items).toEqual([{ kind: 'same', item }])
    expect(list.removed).toHaveLength(1)
  })

  test('says what counts from the next launch on', () => {
    const signOff = '## Sign-Off\n\n- Data Lead: ________\n\n## Afterwards'
    const list = brought(aLaunchWith(), ['## Afterwards', signOff])
    expect(list.later).toEqual([{ kind: 'role-added', name: 'Data Lead' }])
    expect(list.changes).toEqual([])
  })
})

describe('for any two versions and anything that was done', () => {
  const word = fc.constantFrom('Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta (if applicable)')
  const item = fc.tuple(word, word).map((words) => `- [ ] ${words.join(' ')}`)
  const section = fc
    .tuple(
      fc.constantFrom('Servers', 'Data', 'Network'),
      fc.uniqueArray(item, { minLength: 1, maxLength: 4 }),
    )
    .map(([name, items]) => ({ name, text: `### ${name}\n${items.join('\n')}` }))
  const phase = fc
    .tuple(
      fc.constantFrom('Before', 'Day', 'After'),
      fc.uniqueArray(section, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
    )
    .map(([name, sections]) => ({
      name,
      text: `## ${name}\n${sections.map(({ text }) => text).join('\n')}`,
    }))
  const template = fc
    .uniqueArray(phase, { minLength: 1, maxLength: 3, selector: ({ name }) => name })
    .map((phases) => read(`# T\n${phases.map(({ text }) => text).join('\n')}\n`))
  const states = fc.array(fc.constantFrom(...itemStates), { minLength: 40, maxLength: 40 })
  const opened = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })

  test('nothing that was worked on is lost, and nothing is there twice', () => {
    fc.assert(
      fc.property(template, template, states, opened, (before, after, marks, isOpen) => {
        const board = started(before)
        board.phases.forEach((phase, at) => {
          if (!isOpen[at]) phase.opened = null
        })
        const all = board.phases.flatMap(itemsOf)
        all.forEach((each, at) => {
          each.state = marks[at] ?? 'open'
        })
        const { phases, removed, changes } = bringIn(board, before, after)
        const next = phases.flatMap(({ sections }) => sections.flatMap(({ items }) => items))
        const kept = next.flatMap((each) => (each.kind === 'new' ? [] : each.item.id))
        expect([...kept, ...removed.map(({ id }) => id)].sort()).toEqual(
          all.map(({ id }) => id).sort(),
        )
        expect(removed.every(({ state }) => state === 'open')).toBe(true)
        const count = (kind: string) => changes.filter((each) => each.kind === kind).length
        expect(next.filter(({ kind }) => kind === 'new')).toHaveLength(count('added'))
        expect(removed).toHaveLength(count('removed'))
      }),
      { numRuns: 500 },
    )
  })

  test('where nothing was done yet the list is that of the newer version, and once is enough', () => {
    fc.assert(
      fc.property(template, template, (before, after) => {
        const list = bringIn(started(before), before, after)
        const lines = (those: BroughtIn['phases']) =>
          those
            .flatMap(({ title, sections }) =>
              sections.flatMap(({ name, items }) =>
                items.map((next) => {
                  const words = next.kind === 'same' ? next.item : next.words
                  return [title, name, words.text, words.optional].join(' / ')
                }),
              ),
            )
            .sort()
        const wanted = bringIn(started(after), after, after)
        expect(lines(list.phases)).toEqual(lines(wanted.phases))
        expect(list.stays).toEqual([])
        expect(wanted.changes).toEqual([])
        expect(wanted.removed).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
