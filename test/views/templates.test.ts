import { expect, test } from 'vitest'
import { readTemplate } from '../../src/domain/read-template.ts'
import { changeLines, outlineDialog } from '../../src/views/templates.ts'
import { textsIn } from '../support/blocks.ts'

test('an outline says beside each item what its annotations say of it', () => {
  const { template } = readTemplate(`# Web
## Before
- [ ] Copy proofread
- [ ] Links checked <!-- expires: 2 days -->
- [ ] Pen test <!-- tier: high; evidence; owner: QA -->
- [ ] Schema read (due 3 days before) <!-- if: database -->
- [ ] Banner drawn <!-- optional; due: 2 hours before -->
`)
  const texts = textsIn(outlineDialog('id', template, [], null).blocks).join('\n')
  expect(texts.split('\n').filter((line) => line.startsWith('•'))).toEqual([
    '• Copy proofread',
    '• Links checked · expires: 2 days',
    '• Pen test · owner QA · needs evidence · high risk only',
    '• Schema read (due 3 days before) · if database',
    '• Banner drawn · due 2 hours before · optional',
  ])
})

test('another name is said with the one before', () => {
  expect(changeLines([{ kind: 'named', name: 'Shop & co', before: 'Web' }])).toEqual([
    '✏️ The checklist is called *Shop &amp; co* now, was *Web*',
  ])
})
