import { describe, expect, test } from 'vitest'
import { decode, dialogs } from '../../src/views/actions.ts'
import { fieldOfBlock } from '../../src/views/inputs.ts'
import { rehearsal, type StartForm, startFields, startForm } from '../../src/views/start-form.ts'
import { inputIn, textsIn } from '../support/blocks.ts'

const form: StartForm = {
  formId: 'form-1',
  zone: 'Europe/Berlin',
  name: 'Payments 2.0',
  t0: new Date('2026-12-07T09:00:00.900Z'),
  notice: null,
  leadId: 'U1ANA',
  channelId: 'C1',
  templates: [
    { id: 't1', name: 'Production Go-Live' },
    { id: 't2', name: 'Small' },
  ],
  templateId: 't2',
  asks: { roles: ['Technical Lead', 'Security Lead'], tiers: null, conditions: [], owners: [] },
}

const shown = (more: Partial<StartForm> = {}) => startForm({ ...form, ...more }).blocks
const ids = (blocks: ReturnType<typeof shown>) => blocks.map((block) => block.block_id)

describe('the form that starts a launch', () => {
  test('asks how risky it is and what it has, where the checklist depends on it', () => {
    const many = Array.from({ length: 12 }, (_, index) => {
      return { name: `c${index}`, question: `Has it c${index}?`, items: index + 1 }
    })
    const asks = {
      ...form.asks,
      tiers: { low: 30, normal: 80, high: 128 },
      conditions: many,
      owners: [{ owner: 'QA', items: 5 }],
    }
    const blocks = shown({ asks })
    const names = ids(blocks).map((id) => fieldOfBlock(id ?? ''))
    expect(names.slice(2, 7)).toEqual(['template', 'tier', 'conditions', 'conditions-2', 'lead'])
    expect(names.at(-3)).toBe('owner:QA')
    const [tier, first, second] = blocks.slice(3, 6)
    expect(tier).toMatchObject({
      element: {
        options: [{ description: { text: '30 items' } }, { value: 'normal' }, { value: 'high' }],
        initial_option: { value: 'high' },
      },
    })
    expect(first).toMatchObject({
      element: { options: { length: 10 }, initial_options: { length: 10 } },
    })
    expect(second).toMatchObject({ element: { options: [{ text: { text: 'Has it c10?' } }, {}] } })
    const others = shown({ asks, templateId: 't1' }).slice(3, 6)
    expect(ids(others)).not.toEqual([tier, first, second].map((block) => block?.block_id))
  })

  test('asks for each thing in its own field, the roles between lead and channel', () => {
    const approvers = ['approver:Technical Lead', 'approver:Security Lead']
    const fields = ['name', 't0', 'template', 'lead', ...approvers, 'channel', 'kind']
    expect(ids(shown())).toEqual(fields)
  })

  test('is filled with what is likely', () => {
    expect(inputIn(shown(), startFields.name)).toMatchObject({ initial_value: 'Payments 2.0' })
    expect(inputIn(shown(), startFields.t0)).toMatchObject({ initial_date_time: 1796634000 })
    expect(inputIn(shown(), startFields.lead)).toMatchObject({ initial_user: 'U1ANA' })
    expect(inputIn(shown(), startFields.channel)).toMatchObject({ initial_conversation: 'C1' })
    expect(inputIn(shown(), startFields.template)).toMatchObject({
      options: [{ text: { text: 'Production Go-Live' } }, { text: { text: 'Small' } }],
      initial_option: { text: { text: 'Small' }, value: '"t2"' },
    })
  })

  test('has a box for a rehearsal, which is not ticked', () => {
    const kind = inputIn(shown(), startFields.kind)
    expect(kind).toMatchObject({
      type: 'checkboxes',
      options: [{ text: { text: 'This is a rehearsal' }, value: rehearsal }],
    })
    expect(kind).not.toHaveProperty('initial_options')
    expect(shown().at(-1)).toMatchObject({ optional: true })
  })

  test.each([
    ['name', { name: '' }, 'initial_value'],
    ['lead', { leadId: '' }, 'initial_user'],
    ['channel', { channelId: null }, 'initial_conversation'],
    ['template', { templateId: 'gone' }, 'initial_option'],
  ])('leaves the %s empty when it is not known', (field, more, property) => {
    expect(inputIn(shown(more), field)).not.toHaveProperty(property)
  })

  test('names every role by its own name, and none has to be filled', () => {
    const roles = shown().filter((block) => block.block_id?.startsWith('approver:'))
    expect(roles).toMatchObject([
      { label: { text: 'Technical Lead' }, optional: true },
      { label: { text: 'Security Lead' }, optional: true },
    ])
  })

  test('says first what could not be read of what was typed', () => {
    expect(textsIn(shown({ notice: '“99” could not be read.' }))).toEqual([
      '“99” could not be read.',
    ])
    expect(textsIn(shown())).toEqual([])
  })

  test('remembers which form it is, for whose zone and which roles', () => {
    const { private_metadata } = startForm(form)
    const { formId, zone } = form
    const { roles } = form.asks
    expect(decode(dialogs.startLaunch, private_metadata ?? '')).toEqual({ formId, zone, roles })
  })

  test('cuts a name that no field of Slack would take', () => {
    const { initial_value } = inputIn(shown({ name: 'x'.repeat(4000) }), startFields.name) ?? {}
    expect(initial_value).toHaveLength(3000)
  })
})
