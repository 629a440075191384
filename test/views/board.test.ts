import type { ConfirmationDialog } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { boardMessage } from '../../src/views/board.ts'
import { buttonsIn, labelsIn, textsIn } from '../support/blocks.ts'
import {
  aBoard,
  aLaunch,
  anItem,
  aPhase,
  aRole,
  aSection,
  items,
  monday,
} from '../support/builders.ts'

const when =
  '<!date^1796634000^{date_short_pretty} at {time}|Mon 7 Dec 2026, 10:00 GMT+1> · in 14 days'
const phaseOf = (list: ReturnType<typeof items>, more = {}) =>
  aPhase({ sections: [aSection({ items: list })], ...more })
const shown = (more: Parameters<typeof aBoard>[0] = {}) => boardMessage(aBoard(more), monday)

describe('the board says', () => {
  test('what is launched, when, by whom and with which checklist', () => {
    const { blocks } = shown({ launch: aLaunch({ name: 'Pay <&> go', templateName: 'A & B' }) })
    expect(textsIn(blocks).slice(0, 2)).toEqual([
      'Pay <&> go',
      `*T-0* ${when}\n*Lead* <@U1ANA> · *Checklist* A &amp; B`,
    ])
  })

  test('how far each phase is, with a bar and in words', () => {
    const some = [...items(3, { state: 'done' }), ...items(2, { state: 'blocked' }), ...items(5)]
    const phases = [
      phaseOf(some, { name: 'Pre-Launch' }),
      phaseOf(items(1), { name: 'Launch Day', opened: null }),
    ]
    const { blocks } = shown({ phases })
    expect(textsIn(blocks)[2]).toBe(
      [
        '▓▓▓░░░░░░░ *Pre-Launch* · 3 of 10 settled · 2 blocked',
        '░░░░░░░░░░ Launch Day · 1 item, not open',
      ].join('\n'),
    )
  })

  test('what is blocked and why: five items, and how many more', () => {
    const blocked = items(7, { state: 'blocked', reason: 'no <disk>' })
    const text = textsIn(shown({ phases: [phaseOf(blocked)] }).blocks)[3]?.split('\n')
    expect(text).toHaveLength(7)
    expect(text?.[0]).toBe('*Blocked*')
    expect(text?.[1]).toBe('⛔ Item 1: no &lt;disk&gt;')
    expect(text?.[6]).toBe('and 2 more')
  })

  test('what is overdue and whose, longest first: five items of open phases, and how many more', () => {
    const dayAgo = (days: number) => new Date(monday.getTime() - days * 86_400_000)
    const overdue = items(6, { owners: [{ kind: 'person', id: 'U2BEN' }] }).map((item, index) => ({
      ...item,
      due: { at: dayAgo(index), by: 'hand' as const },
    }))
    const due = { at: dayAgo(9), by: 'plan' } as const
    const others = [
      anItem({ text: 'Done', due, state: 'done' }),
      anItem({ text: 'Blocked', due, state: 'blocked', reason: 'no' }),
      anItem({ text: 'To come', due: { at: dayAgo(-1), by: 'plan' } }),
      anItem({ text: 'Nobody’s', due }),
    ]
    const phases = [phaseOf([...overdue, ...others]), phaseOf([anItem({ due })], { opened: null })]
    const text = textsIn(shown({ phases }).blocks)[4]?.split('\n') ?? []
    expect(text[0]).toBe('*Overdue*')
    expect(text[1]).toMatch(/^⏰ Nobody’s · nobody’s · \*overdue\*, <!date\^\d+\^.*>$/)
    expect(text[2]).toMatch(/^⏰ Item 6 · <@U2BEN> · \*overdue\*, /)
    expect(text.slice(3, 6).map((line) => line.slice(2, 8))).toEqual(['Item 5', 'Item 4', 'Item 3'])
    expect(text[6]).toBe('and 2 more')
    expect(text).toHaveLength(7)
  })

  test('who signs as what, and who is not named yet', () => {
    const roles = [aRole({ personId: 'U2BEN' }), aRole({ name: 'DevOps Lead' })]
    const { blocks } = shown({ roles })
    expect(textsIn(blocks)).toEqual(
      expect.arrayContaining([
        '*Sign-off*',
        '*Security Lead*\n<@U2BEN> · not signed yet',
        '*DevOps Lead*\nnobody named yet',
      ]),
    )
  })

  test('the final box, with its button once it comes next, in words as well as with a sign', () => {
    const finalBox = anItem({ text: '**READY**' })
    const open = shown({ finalBox })
    expect(textsIn(open.blocks).at(-1)).toBe('⬜ *READY* · 1 item to go')
    expect(labelsIn(open.blocks)).not.toContain('Done')
    const next = shown({ finalBox, phases: [phaseOf([anItem({ state: 'done' })])] })
    expect(textsIn(next.blocks).at(-1)).toBe('⬜ *READY* · Open')
    expect(labelsIn(next.blocks)).toContain('Done')
    const ticked = shown({
      finalBox: { ...finalBox, state: 'done', changed: { at: monday, by: 'U2BEN' } },
    })
    expect(textsIn(ticked.blocks).at(-1)).toMatch(/^✅ \*READY\* · Done, <@U2BEN> <!date/)
    expect(labelsIn(ticked.blocks)).toContain('Undo')
  })

  test('the same in its text, for who does not see the blocks', () => {
    const message = shown({
      phases: [phaseOf([anItem({ state: 'blocked', reason: 'no disk' })])],
      roles: [aRole({ personId: 'U2BEN' })],
      finalBox: anItem({ text: '**READY**' }),
    })
    expect(message.text.split('\n')).toEqual([
      'Launch: Payments 2.0',
      `*T-0* ${when}`,
      '*Lead* <@U1ANA> · *Checklist* Production Go-Live Checklist',
      '░░░░░░░░░░ *Pre-Launch* · 0 of 1 settled · 1 blocked',
      '*Blocked*',
      '⛔ Backups tested: no disk',
      'Sign-off, Security Lead: <@U2BEN> · not signed yet',
      '⬜ *READY* · 1 item to go',
    ])
  })
})

describe('the button that opens the next phase', () => {
  const next = aPhase({ id: 'phase-2', name: 'Launch Day', opened: null })
  const openButton = (list: ReturnType<typeof items>) =>
    buttonsIn(shown({ phases: [phaseOf(list), next] }).blocks).find(({ text }) =>
      text.text.startsWith('Open'),
    )

  test('is there while a phase is not open', () => {
    expect(labelsIn(shown({ phases: [phaseOf(items(1)), next] }).blocks)).toContain(
      'Open Next Phase',
    )
    expect(labelsIn(shown({ phases: [phaseOf(items(1))] }).blocks)).toEqual([
      'Lead and Roles',
      'Log',
    ])
  })

  test('names that phase', () => {
    expect(JSON.parse(openButton(items(1))?.value ?? '')).toEqual({
      launchId: 'launch-1',
      phaseId: 'phase-2',
    })
  })

  test('asks first while something is not settled, and says how much', () => {
    const confirm = openButton([...items(2), ...items(1, { state: 'done' })])?.confirm
    expect((confirm as ConfirmationDialog).text.text).toBe(
      '2 items of Pre-Launch are not settled. Open Launch Day anyway?',
    )
  })

  test('asks nothing when all is settled', () => {
    expect(openButton(items(2, { state: 'not-applicable' }))?.confirm).toBeUndefined()
  })
})
