import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Leads } from '../../src/domain/procedure.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { checklistLines } from '../support/checklist.ts'

const { template, unplaced } = readTemplate(readFileSync('templates/production-go-live.md', 'utf8'))

const phases = [
  ['Pre-Launch Phase (1-2 weeks before)', 8, 54, { kind: 'before', fromDays: 14, toDays: 7 }],
  ['Launch Day (D-Day)', 5, 27, { kind: 'day' }],
  ['Post-Launch (First 24 Hours)', 3, 14, { kind: 'after', hours: 24 }],
  ['Post-Launch (First Week)', 4, 18, { kind: 'after', hours: 168 }],
  ['Ongoing (Monthly)', 3, 14, { kind: 'every', unit: 'month' }],
] as const

test('the shipped checklist is read without a rest', () => {
  expect(template.name).toBe('Production Go-Live Checklist')
  expect(unplaced).toEqual([])
})

test('its phases are in the document’s order', () => {
  expect(template.phases.map((phase) => phase.name)).toEqual(phases.map(([name]) => name))
})

describe.each(phases)('%s', (name, sectionCount, itemCount, window) => {
  const phase = template.phases.find((each) => each.name === name)
  const sections = phase?.sections ?? []

  test(`has ${sectionCount} sections and ${itemCount} items`, () => {
    expect(sections).toHaveLength(sectionCount)
    expect(sections.flatMap((section) => section.items)).toHaveLength(itemCount)
  })

  test('has every line of the document, word for word and in its order', () => {
    const read = sections.flatMap((section) =>
      section.items.map(({ text }) => ({ phase: name, section: section.name, text })),
    )
    expect(read).toEqual(checklistLines().filter((line) => line.phase === name))
  })

  test('has its window', () => {
    expect(phase?.window).toEqual(window)
  })
})

test('two of its sections have a window of their own', () => {
  const windows = template.phases.flatMap(({ sections }) =>
    sections.flatMap(({ name, window }) => (window ? [[name, window]] : [])),
  )
  expect(windows).toEqual([
    ['Pre-Launch (Morning)', { kind: 'morning' }],
    ['Verification (First Hour)', { kind: 'after', hours: 1 }],
  ])
})

test('none of its items says of itself when it is due, or that it needs evidence', () => {
  const items = template.phases.flatMap((phase) => phase.sections.flatMap(({ items }) => items))
  expect(items.filter((item) => item.due !== null || item.needsEvidence)).toEqual([])
})

test('exactly the items that say so may be left out without a reason', () => {
  const items = template.phases.flatMap((phase) => phase.sections.flatMap(({ items }) => items))
  const optional = items.filter((item) => item.optional).map((item) => item.text)
  expect(optional).toEqual([
    'Load balancer configured (if applicable)',
    'CDN setup completed (if applicable)',
    'Log aggregation setup (if applicable)',
  ])
})

test('every box of the document is an item or the final box', () => {
  const boxes = checklistLines().map((line) => line.text)
  const items = template.phases.flatMap((phase) => phase.sections.flatMap(({ items }) => items))
  expect([...items.map((item) => item.text), template.signOff?.finalBox]).toEqual(boxes)
})

test('the sign-off has its statement, the final box and the four roles', () => {
  expect(template.signOff).toEqual({
    statement: 'Before checking this final box, ensure ALL items above are completed:',
    finalBox: '**READY FOR PRODUCTION** - All checklist items complete',
    roles: ['Technical Lead', 'DevOps Lead', 'Security Lead', 'Project Manager'],
  })
})

test('the emergency procedures have their steps and the decision tree', () => {
  expect(template.emergency?.name).toBe('Emergency Procedures')
  expect(template.emergency?.steps).toEqual([
    {
      kind: 'assess',
      name: 'Assess the Situation',
      points: ['Check health endpoints', 'Review error logs', 'Check monitoring dashboards'],
    },
    {
      kind: 'communicate',
      name: 'Communicate',
      points: ['Notify team immediately', 'Update status page', 'Inform stakeholders'],
    },
    {
      kind: 'fix',
      name: 'Quick Fixes',
      points: ['Try restart if appropriate', 'Roll back if necessary', 'Apply hotfix if available'],
    },
    { kind: 'decide', name: 'Rollback Decision Tree', points: [] },
    {
      kind: 'follow-up',
      name: 'Post-Incident',
      points: ['Document what happened', 'Conduct post-mortem', 'Implement preventive measures'],
    },
  ])
  const question = (id: string, text: string, yes: string[], no: Leads) => ({
    id,
    text,
    answers: [
      { label: 'Yes', leads: { outcomes: yes } },
      { label: 'No', leads: no },
    ],
  })
  expect(template.emergency?.questions).toEqual([
    question('1', 'Critical bug affecting users?', ['Rollback'], { question: '2' }),
    question('2', 'Performance degradation?', ['Scale up', 'Rollback'], { question: '3' }),
    question('3', 'Minor issue with workaround?', ['Monitor and fix'], {
      outcomes: ['Rollback', 'Scale up', 'Monitor and fix'],
    }),
  ])
  expect(template.emergency?.measures).toEqual([])
})

test('the notes are those of the document', () => {
  expect(template.notes).toEqual([
    'Use this checklist to ensure all critical items are complete before going live.',
    'This checklist should be reviewed and updated regularly',
    "Add items specific to your organization's requirements",
    'Keep evidence/screenshots of key verification steps',
    'Use this as a living document, not a one-time exercise',
  ])
})
