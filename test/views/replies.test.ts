import { describe, expect, test } from 'vitest'
import type { Launch } from '../../src/domain/launch.ts'
import { actions, decode } from '../../src/views/actions.ts'
import {
  helpMessage,
  menuMessage,
  statusMessage,
  unknownMessage,
  whichHistoryMessage,
} from '../../src/views/replies.ts'
import { buttonsIn, labelsIn, textsIn } from '../support/blocks.ts'
import { aBoard, aLaunch, anItem, aPhase, aSection, items, monday } from '../support/builders.ts'

const url = 'https://acme.slack.example/archives/C1/p1'
const boards = (count: number) =>
  Array.from({ length: count }, () => ({ board: aBoard(), url: null }))
const listOf = (list: ReturnType<typeof items>) => [
  aPhase({ sections: [aSection({ items: list })] }),
]

describe('status', () => {
  test('says of each launch where and when it is and how far it has come', () => {
    const phases = listOf([...items(2, { state: 'in-progress' }), ...items(2, { state: 'done' })])
    const board = aBoard({ launch: aLaunch({ name: 'Pay & |go' }), phases })
    const { text, blocks } = statusMessage([{ board, url }], 'channel', monday)
    expect(textsIn(blocks)[1]?.split('\n')).toEqual([
      `*<${url}|Pay &amp; ¦go>* · <#C1>`,
      expect.stringMatching(/^\*T-0\* <!date.*> · in 14 days · lead <@U1ANA>$/),
      '▓▓▓▓▓░░░░░ *Pre-Launch* · 2 of 4 settled',
      'In progress: 2 items',
    ])
    expect(labelsIn(blocks)).toEqual(['History', 'Resend Messages'])
    expect(text).toBe(textsIn(blocks).join('\n'))
  })

  test('counts what is overdue, of what can still be done', () => {
    const due = { at: new Date(monday.getTime() - 1), by: 'plan' } as const
    const overdue = [...items(2, { due }), ...items(1, { due, state: 'done' })]
    const linesOf = (launch: Partial<Launch>) => {
      const board = aBoard({ launch: aLaunch(launch), phases: listOf(overdue) })
      return textsIn(statusMessage([{ board, url }], 'channel', monday).blocks)[1]?.split('\n')
    }
    expect(linesOf({})?.at(-1)).toBe('⏰ *2 items overdue*')
    const ended = { at: monday, by: 'U1ANA', how: 'aborted', reason: null } as const
    expect(linesOf({ ended })).toHaveLength(3)
  })

  test('says of a launch that ended what was settled, and not what was of late', () => {
    const burnUp = [
      { at: new Date('2026-11-20T09:00:00Z'), settled: 0, total: 4 },
      { at: monday, settled: 2, total: 4 },
    ]
    const lineOf = (launch: Partial<Launch>) => {
      const board = aBoard({ launch: aLaunch(launch), phases: listOf(items(4)) })
      const { blocks } = statusMessage([{ board, url, burnUp }], 'channel', monday)
      return textsIn(blocks)[1]
        ?.split('\n')
        .find((line) => line.includes('▁'))
    }
    expect(lineOf({})).toMatch(/ 2 of 4 settled; 2 in the last day$/)
    const ended = { at: monday, by: 'U1ANA', how: 'aborted', reason: null } as const
    expect(lineOf({ ended })).toMatch(/ 2 of 4 settled$/)
  })

  test('says of a launch that is live, that has ended or that is practised that it is so', () => {
    const live = { at: monday, by: 'U1ANA' }
    const ended = { ...live, how: 'complete', reason: null } as const
    const linesOf = (launch: Partial<Launch>) =>
      textsIn(
        statusMessage([{ board: aBoard({ launch: aLaunch(launch) }), url: null }], 'ended', monday)
          .blocks,
      )[1]?.split('\n')
    expect(linesOf({ live })?.[1]).toMatch(/^🚀 \*Live\* since <!date/)
    expect(linesOf({ live, ended })?.[1]).toMatch(/^\*Closed, complete\* by <@U1ANA>, <!date/)
    expect(linesOf({ isRehearsal: true })?.[0]).toBe('*Rehearsal: Payments 2.0* · <#C1>')
  })

  test('links nothing while the board is not posted', () => {
    expect(textsIn(statusMessage(boards(1), 'channel', monday).blocks)[1]).toMatch(/^\*Payments 2/)
  })

  test.each([
    [1, 'channel', '*1 launch in this channel*'],
    [3, 'channel', '*3 launches in this channel*'],
    [3, 'workspace', '*3 launches that you can see*'],
    [2, 'ended', '*2 launches of this channel that ended*'],
  ] as const)('counts %i launches of the %s', (count, scope, heading) => {
    expect(textsIn(statusMessage(boards(count), scope, monday).blocks)[0]).toBe(heading)
  })

  test('lists the first few, and says how many more there are', () => {
    const { text, blocks } = statusMessage(boards(30), 'channel', monday)
    expect(textsIn(blocks)).toHaveLength(1 + 8 + 1)
    expect(textsIn(blocks).at(-1)).toBe('and 22 more')
    expect(text).toMatch(/and 22 more$/)
  })

  test.each([
    ['channel', 'No launch runs in this channel', ['Start a Launch', 'All Launches']],
    ['workspace', 'No launch runs in this workspace', ['Start a Launch']],
    ['ended', 'No launch of this channel has ended yet', ['Start a Launch']],
  ] as const)('of a %s without launches offers what to do', (scope, words, labels) => {
    const { text, blocks } = statusMessage([], scope, monday)
    expect(text).toContain(words)
    expect(labelsIn(blocks)).toEqual(labels)
  })
})

describe('the menu', () => {
  const next = aPhase({ id: 'phase-2', opened: null })
  const usual = ['Status', 'History', 'Start a Launch', 'Help']

  test('of a channel with one launch says where it stands', () => {
    const { text, blocks } = menuMessage([aBoard()], monday)
    expect(text).toContain('*Payments 2.0*')
    expect(labelsIn(blocks)).toEqual(usual)
  })

  test('offers the next phase once the current one is settled', () => {
    const phases = (state: 'open' | 'done') => [...listOf(items(2, { state })), next]
    const labels = (state: 'open' | 'done') =>
      labelsIn(menuMessage([aBoard({ phases: phases(state) })], monday).blocks)
    expect(labels('done')).toEqual(['Open Pre-Launch', ...usual])
    expect(labels('open')).toEqual(usual)
  })

  test('of a channel with several counts them', () => {
    const { text, blocks } = menuMessage([aBoard(), aBoard()], monday)
    expect(text).toBe('2 launches run in this channel.')
    expect(labelsIn(blocks)).toEqual(usual)
  })

  test('of a channel with none offers to start one', () => {
    expect(labelsIn(menuMessage([], monday).blocks)[0]).toBe('Start a Launch')
  })

  test('has buttons that stand for typing, each with an id of its own', () => {
    const buttons = buttonsIn(menuMessage([aBoard()], monday).blocks)
    const typed = buttons.map(({ value }) => decode(actions.runSubcommand, value)?.text)
    expect(typed).toEqual(['status', 'log', 'start', 'help'])
    expect(new Set(buttons.map((button) => button.action_id)).size).toBe(buttons.length)
  })
})

test('help shows every subcommand as it is typed, and what it does', () => {
  const { text, blocks } = helpMessage([
    { usage: 'start [name]', does: 'starts' },
    { usage: 'log', does: 'tells' },
  ])
  expect(text).toMatch(/^`\/golive start \[name\]` starts\n`\/golive log` tells\n/)
  expect(text).toBe(textsIn(blocks).join('\n'))
})

describe('an unknown subcommand', () => {
  test('is named, with the nearest there is as a button', () => {
    const { text, blocks } = unknownMessage('statsu', 'status')
    expect(text).toBe('There is no `/golive statsu`. Did you mean `/golive status`?')
    expect(labelsIn(blocks)).toEqual(['/golive status', 'Help'])
  })

  test('without anything near leads to help', () => {
    const { text, blocks } = unknownMessage('<!here>`', null)
    expect(text).toBe('There is no `/golive &lt;!here&gt;`.')
    expect(labelsIn(blocks)).toEqual(['Help'])
  })
})

describe('which history is meant', () => {
  const ofLaunch = (name: string) => ({ launch: aLaunch({ name }), item: null })
  const ofItem = (text: string, id: string) => ({ launch: aLaunch(), item: anItem({ id, text }) })

  test('is a button each', () => {
    const { text, blocks } = whichHistoryMessage('History of “b”:', [
      ofLaunch('[x](http://e.example)'),
      ofItem('**Backups**', 'item-1'),
    ])
    expect(textsIn(blocks)).toEqual(['History of “b”:', '[x](http://e.example)', '*Backups*'])
    expect(text).toBe(textsIn(blocks).join('\n'))
    expect(
      buttonsIn(blocks).map(({ value }) => decode(actions.showHistory, value)?.itemId),
    ).toEqual([null, 'item-1'])
  })

  test('says when there are more than it lists', () => {
    const choices = Array.from({ length: 20 }, (_, index) => ofItem(`Item ${index}`, `${index}`))
    const { text, blocks } = whichHistoryMessage('History of “i”:', choices)
    expect(text).toContain('The first 8 of 20:')
    expect(buttonsIn(blocks)).toHaveLength(8)
  })
})
