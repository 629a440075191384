import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTemplates } from '../../src/domain/compare-templates.ts'
import { readTemplate } from '../../src/domain/read-template.ts'

const source = `# Web

## Before (2 weeks before)

### Servers
- [ ] Servers ready
- [ ] Cache warmed (if applicable)
- [ ] Backup tested

### Data
- [ ] Copies kept

## Launch day (D-Day)

### Deploy
- [ ] Deployed

## Sign-Off

- [ ] **READY**

- Technical Lead: ________
- Security Lead: ________
`
const read = (text: string) => readTemplate(text).template
const changed = (from: string, to: string) =>
  compareTemplates(read(source), read(source.replace(from, to)))
const servers = { phase: 'Before (2 weeks before)', section: 'Servers' }
const data = { phase: 'Before (2 weeks before)', section: 'Data' }

describe('between two versions', () => {
  test.each([
    ['nothing', '# Web', '# Web', []],
    [
      'an item that is new',
      '- [ ] Deployed',
      '- [ ] Deployed\n- [ ] Seen by a person',
      [{ kind: 'added', text: 'Seen by a person', phase: 'Launch day (D-Day)', section: 'Deploy' }],
    ],
    [
      'one that is gone',
      '- [ ] Backup tested\n',
      '',
      [{ kind: 'removed', text: 'Backup tested', ...servers }],
    ],
    [
      'one in other words',
      'Backup tested',
      'Backups tested twice',
      [{ kind: 'reworded', text: 'Backups tested twice', before: 'Backup tested', ...servers }],
    ],
    [
      'one in another place',
      '- [ ] Backup tested\n\n### Data\n',
      '\n### Data\n- [ ] Backup tested\n',
      [{ kind: 'moved', text: 'Backup tested', from: servers, ...data }],
    ],
    [
      'one that is not in question any more',
      'Backup tested',
      'Certificates renewed by hand',
      [
        { kind: 'added', text: 'Certificates renewed by hand', ...servers },
        { kind: 'removed', text: 'Backup tested', ...servers },
      ],
    ],
    [
      'a mark that its words say',
      'Backup tested',
      'Backup tested (evidence required)',
      [
        {
          kind: 'reworded',
          text: 'Backup tested (evidence required)',
          before: 'Backup tested',
          ...servers,
        },
      ],
    ],
    [
      'a role',
      '- Security Lead: ________',
      '- Privacy Lead: ________',
      [
        { kind: 'role-added', name: 'Privacy Lead' },
        { kind: 'role-removed', name: 'Security Lead' },
      ],
    ],
    ['the name', '# Web', '# Shop', [{ kind: 'named', name: 'Shop', before: 'Web' }]],
    [
      'words that were added',
      '- [ ] Deployed\n',
      '- [ ] Deployed\n- [ ] Backup tested twice',
      [
        {
          kind: 'added',
          text: 'Backup tested twice',
          phase: 'Launch day (D-Day)',
          section: 'Deploy',
        },
      ],
    ],
    [
      'an item with many more words',
      '- [ ] Servers ready',
      '- [ ] Servers ready in every region that we sell to',
      [
        {
          kind: 'reworded',
          text: 'Servers ready in every region that we sell to',
          before: 'Servers ready',
          ...servers,
        },
      ],
    ],
    [
      'what is said in an annotation',
      '- [ ] Servers ready',
      '- [ ] Servers ready <!-- owner: QA; tier: high; why: They were not. -->',
      [{ kind: 'marked', text: 'Servers ready', marks: ['owners', 'tier', 'why'], ...servers }],
    ],
    [
      'a condition',
      '- [ ] Servers ready',
      '- [ ] Servers ready <!-- if: servers -->',
      [
        { kind: 'marked', text: 'Servers ready', marks: ['condition'], ...servers },
        { kind: 'conditions' },
      ],
    ],
    ['the final box', '**READY**', '**GO**', [{ kind: 'signOff' }]],
    [
      'the order',
      '- [ ] Servers ready\n- [ ] Cache warmed (if applicable)',
      '- [ ] Cache warmed (if applicable)\n- [ ] Servers ready',
      [{ kind: 'reordered' }],
    ],
    [
      'a section under another name',
      '### Servers',
      '### Machines',
      [{ kind: 'renamed', name: 'Machines', before: 'Servers', phase: servers.phase }],
    ],
    [
      'a phase at another time, which is in its name',
      '(2 weeks before)',
      '(3 weeks before)',
      [
        {
          kind: 'renamed',
          name: 'Before (3 weeks before)',
          before: 'Before (2 weeks before)',
          phase: 'Before (2 weeks before)',
        },
        { kind: 'window', phase: 'Before (3 weeks before)', section: 'Before (3 weeks before)' },
      ],
    ],
    [
      'a section at another time',
      '### Data',
      '### Data <!-- due: 3 days before -->',
      [{ kind: 'window', ...data }],
    ],
  ])('%s', (_what, from, to, changes) => {
    expect(changed(from, to)).toEqual(changes)
  })

  test('nothing is no change, and anything is one', () => {
    const item = fc.constantFrom(
      'Servers ready',
      'Servers are ready',
      'Backup',
      'Backups',
      'DNS (if applicable)',
      'Logs',
    )
    const section = fc.array(item, { minLength: 1, maxLength: 4 })
    const template = fc
      .array(section, { minLength: 1, maxLength: 3 })
      .map((sections) =>
        read(
          `# T\n\n## Phase\n\n${sections
            .map(
              (items, index) =>
                `### Section ${index}\n${items.map((each) => `- [ ] ${each}\n`).join('')}`,
            )
            .join('\n')}`,
        ),
      )
    fc.assert(
      fc.property(template, template, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other)
        const changes = compareTemplates(one, other)
        expect(changes.length === 0).toBe(isSame)
        const count = (kind: string) => changes.filter((each) => each.kind === kind).length
        const sizeOf = ({ phases }: typeof one) =>
          phases.flatMap(({ sections }) => sections.flatMap(({ items }) => items)).length
        expect(sizeOf(one) + count('added') - count('removed')).toBe(sizeOf(other))
      }),
      { numRuns: 500 },
    )
  })
})
