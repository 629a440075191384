import { describe, expect, test } from 'vitest'
import { type Permission, permissions, type Relation } from '../../src/domain/permission.ts'
import type { Standing } from '../../src/domain/person.ts'
import type { Fault, Reason } from '../../src/domain/refusal.ts'
import {
  alreadyText,
  bugText,
  faultText,
  itemNow,
  refusalText,
  unseenText,
} from '../../src/views/refusal-text.ts'
import { aLaunch, anItem, aPhase, items, monday } from '../support/builders.ts'
import { rawMarksIn } from '../support/texts.ts'

const zone = 'Europe/Berlin'
const nobody = { leadId: null, approverIds: [] }

describe('who may not is told who can', () => {
  const text = (permission: Permission, standing: Standing, who: object = nobody) =>
    refusalText({ code: 'not-permitted', permission, standing, ...nobody, ...who }, zone)

  test('a member, by the names of lead and approvers, each once', () => {
    const who = { leadId: 'U1', approverIds: ['U2', 'U3', 'U2'] }
    expect(text('open-phase', 'member', who)).toBe(
      'Only the lead, <@U1>, or an approver (<@U2>, <@U3>) can open a phase.',
    )
    expect(text('call-roll', 'member', { leadId: 'U1' })).toBe(
      'Only the lead, <@U1>, can start or end the roll call.',
    )
  })

  const restricted = (Object.keys(permissions) as Permission[]).flatMap((permission) => {
    const can: readonly Relation[] = permissions[permission]
    return can.includes('member') ? [] : [{ permission, can }]
  })
  test.each(restricted)('a member, of $permission: exactly $can', ({ permission, can }) => {
    const words = text(permission, 'member', { leadId: 'U1', approverIds: ['U2'] })
    expect(words.includes('the lead, <@U1>,')).toBe(can.includes('lead'))
    expect(words.includes('an approver (<@U2>)')).toBe(can.includes('approver'))
    expect(words.includes('an approver who does not lead (<@U2>)')).toBe(can.includes('second'))
    expect(words.includes('Only <@U2> can')).toBe(can.includes('signer'))
  })

  test('whoever wants to sign where nobody is named, who names somebody', () => {
    expect(text('sign-off', 'member', { leadId: 'U1' })).toBe(
      'Nobody is named who can sign this off. The lead, <@U1>, names somebody under Lead and Roles on the board.',
    )
  })

  test('a lead of whom another word is needed is not named as one who may confirm', () => {
    const who = { leadId: 'U1', approverIds: ['U1', 'U2'] }
    expect(text('answer-override', 'member', who)).toContain('(<@U2>)')
  })

  test('a member, of what the lead alone may', () => {
    expect(text('nudge-people', 'member', { leadId: 'U1', approverIds: ['U2'] })).toBe(
      'Only the lead, <@U1>, can remind others.',
    )
  })

  test.each(['member', 'outsider'] as const)('a %s, of what only an owner may', (standing) => {
    expect(text('give-back-item', standing, { leadId: 'U1' })).toBe(
      'Only an owner can give an item back, and you do not own this one.',
    )
  })

  test('a guest, of what owners may, whom to ask', () => {
    const cannot = 'Guests can only change an item that they own.'
    expect(text('change-item', 'guest')).toBe(cannot)
    expect(text('change-item', 'guest', { leadId: 'U1' })).toBe(`${cannot} Ask the lead, <@U1>.`)
  })

  test.each([
    ['guest', 'Guests'],
    ['outsider', 'People from other workspaces'],
  ] as const)('a %s, whom to ask', (standing, who) => {
    const cannot = `${who} can look at a launch, but only members of this workspace can take an item.`
    expect(text('take-item', standing)).toBe(cannot)
    expect(text('take-item', standing, { leadId: 'U1' })).toBe(`${cannot} Ask the lead, <@U1>.`)
  })

  test.each(['bot', 'deactivated'] as const)('a %s account, that members can', (standing) => {
    expect(text('change-item', standing)).toBe(
      'Slack does not list you as an active member of this workspace, and only members can change an item.',
    )
  })

  test.each(Object.keys(permissions) as Permission[])('%s is in words', (permission) => {
    const can: readonly Relation[] = permissions[permission]
    const words = text(permission, 'guest')
    expect(words).toMatch(
      can.includes('owner')
        ? /^Guests can only [a-z ]*\bitem\b[a-z ]* that they own\.$/
        : /only members of this workspace can [a-zT0 -]+\.$/,
    )
    expect(words).not.toContain(permission)
  })
})

const changed = { at: monday, by: 'U2BEN' }
const item = anItem({ text: '**Backups**', state: 'blocked', changed, reason: 'no <disk>' })
const aborted = { ...changed, how: 'aborted', reason: null } as const
const shut = (kind: 'final-box' | 'going-live' | 'closing', missing: number) => ({
  opens: { kind },
  needed: missing,
  missing: items(missing),
  waived: [],
})
const moment =
  /<!date\^1795424400\^\{date_short_pretty\} at \{time\}\|Mon 23 Nov 2026, 10:00 GMT\+1>/

describe('a refusal says what is true and what can be done', () => {
  test.each<[Reason, RegExp]>([
    [{ code: 'launch-unknown' }, /not there any more\. `\/golive status` shows/],
    [
      { code: 'launch-archived', name: 'Pay & go', file: 'p.json' },
      /Pay &amp; go” is archived.*p\.json/,
    ],
    [{ code: 'item-unknown' }, /not there any more\. `\/golive status` shows/],
    [
      { code: 'item-changed', item },
      /“\*Backups\*” is now \*blocked\*: no &lt;disk&gt; \(<@U2BEN>, .*click again/,
    ],
    [
      { code: 'owner-changed', item },
      /^Nothing was changed, .* faster: “\*Backups\*” has other owners by now\. Look at it/,
    ],
    [
      { code: 'evidence-missing', item },
      /^“\*Backups\*” is done only with evidence\. Add a link or a file .* “Add as evidence”\.$/,
    ],
    [
      { code: 'evidence-holds', item },
      /^This is the only evidence of “\*Backups\*”, which is done .* or undo the tick\.$/,
    ],
    [
      { code: 'roles-changed' },
      /^Nothing was changed, .* changed the lead or a role meanwhile\. Look at them as they are now\.$/,
    ],
    [{ code: 'evidence-unknown' }, /^This piece of evidence is not there any more\.$/],
    [{ code: 'nothing-to-assign', owned: 0 }, /^Nothing was changed: everything here is settled/],
    [{ code: 'nothing-to-assign', owned: 4 }, /all 4 items here .* have owners.*“everything in …”/],
    [{ code: 'phase-not-open', phase: 'Day <1>' }, /“Day &lt;1&gt;” is not open yet/],
    [{ code: 'phase-not-next', phase: 'Week', next: 'Day' }, /next one is “Day”, not “Week”/],
    [{ code: 'phase-after-live', phase: 'Week' }, /“Week” .* opens by itself then/],
    [{ code: 'phase-not-next', phase: 'Week', next: null }, /All phases .* are open/],
    [
      { code: 'gate-shut', gate: shut('final-box', 1) },
      /^Not yet: the roll call waits for “Item 1”\. .* the lead asks for an override in the board’s menu\.$/,
    ],
    [
      { code: 'gate-shut', gate: shut('going-live', 7) },
      /^Not yet: going live waits for (“Item \d”, ){4}“Item 5” and 2 more items\. /,
    ],
    [
      { code: 'gate-shut', gate: { ...shut('closing', 0), missing: [item] } },
      /^Not yet: closing as complete waits for “\*Backups\*”\. /,
    ],
    [
      {
        code: 'gate-shut',
        gate: { ...shut('closing', 1), opens: { kind: 'section', id: 's' } },
      },
      /^Not yet: this section waits for /,
    ],
    [{ code: 'roll-call-only', item }, /^“\*Backups\*” is ticked by the roll call alone, /],
    [{ code: 'no-roll-call' }, /^The checklist of this launch has nothing to sign off\.$/],
    [
      { code: 'roles-open', roles: ['QA <Lead>', 'Ops'] },
      /^Not yet: nobody is named as QA &lt;Lead&gt;, Ops\. Name somebody under Lead and Roles/,
    ],
    [
      { code: 'signed-already', role: 'Ops', other: 'QA <Lead>' },
      /^You have signed as QA &lt;Lead&gt; already, .* somebody else has to sign as Ops: .* allow several roles/,
    ],
    [{ code: 'list-changed' }, /^Nothing was signed, .* Look at it as it is now\.$/],
    [{ code: 't0-changed' }, /^Nothing was changed, .* has moved T-0 meanwhile\. Look at it/],
    [{ code: 'override-unknown' }, /^This override is not there any more\.$/],
    [{ code: 'override-pending' }, /^This override was asked for already: an approver has to/],
    [{ code: 'gate-open' }, /no override is needed\.$/],
    [
      { code: 'wrong-stage', permission: 'change-item', launch: aLaunch({ ended: aborted }) },
      /^This launch was aborted by <@U2BEN>, so nobody can change an item\. It can be read, and its lead, <@U1ANA>, can reopen it\.$/,
    ],
    [
      {
        code: 'wrong-stage',
        permission: 'change-item',
        launch: aLaunch({ live: changed, ended: { ...aborted, how: 'incomplete' } }),
      },
      /^This launch was closed by <@U2BEN>, /,
    ],
    [
      { code: 'wrong-stage', permission: 'move-t0', launch: aLaunch({ live: changed }) },
      /^This launch is live, so it is too late to move T-0\.$/,
    ],
    [
      { code: 'wrong-stage', permission: 'close-launch', launch: aLaunch() },
      /^This launch is not live yet, so it is too early to close a launch\. The lead says/,
    ],
    [
      { code: 'name-taken', launch: aLaunch({ name: 'Pay <1>' }) },
      /^Another launch named “Pay &lt;1&gt;” runs in this channel by now\. Close that one first\.$/,
    ],
    [
      {
        code: 'template-unreadable',
        name: 'Mine',
        problems: [
          { line: 3, problem: 'Too <long>.' },
          { line: 5, problem: 'Empty.' },
        ],
      },
      /^“Mine” cannot be used as a checklist:\n• line 3: Too &lt;long&gt;\.\n• line 5: Empty\.$/,
    ],
    [
      { code: 'template-unreadable', name: null, problems: [{ line: 1, problem: 'Empty.' }] },
      /^This cannot be used as a checklist:\n• line 1: Empty\.$/,
    ],
    [{ code: 'slack-silent' }, /nothing was changed\. Try it again/],
    [{ code: 'database-troubled', trouble: 'busy' }, /is busy, .* Try it again in a moment/],
    [{ code: 'database-troubled', trouble: 'full' }, /disk .* is full, so nothing was changed/],
    [{ code: 'database-troubled', trouble: 'corrupt' }, /does not work, so nothing was changed/],
    [
      { code: 'faults', faults: { name: { code: 'empty' }, lead: { code: 'person-missing' } } },
      /^Give the launch a name\. Choose who leads the launch\.$/,
    ],
  ])('$code', (reason, words) => {
    expect(refusalText(reason, zone)).toMatch(words)
  })

  test('at most ten problems of a checklist are listed', () => {
    const problems = Array.from({ length: 40 }, (_, line) => ({ line, problem: 'Empty.' }))
    const text = refusalText({ code: 'template-unreadable', name: 'Mine', problems }, zone)
    expect(text.split('\n')).toHaveLength(11)
  })

  test('a moment is in the reader’s zone', () => {
    expect(refusalText({ code: 'item-changed', item }, zone)).toMatch(moment)
  })

  test('what a launch is called is no broadcast', () => {
    const launch = aLaunch({ name: '<!channel>' })
    const text = refusalText(
      { code: 'faults', faults: { name: { code: 'name-taken', launch } } },
      zone,
    )
    expect(rawMarksIn(text)).toEqual([])
    expect(text).toContain('“&lt;!channel&gt;”')
  })
})

describe('a fault is said in plain words, at its field', () => {
  const unfit = (standing: 'guest' | 'outsider' | 'bot' | 'deactivated'): Fault => ({
    code: 'person-unfit',
    personId: 'U1',
    standing,
  })
  const unfitOwner = (standing: Standing): Fault => ({
    code: 'owner-unfit',
    personId: 'U1',
    standing,
  })
  const faults: [Fault, RegExp][] = [
    [unfitOwner('outsider'), /^People from other workspaces cannot own items\. Choose/],
    [unfitOwner('bot'), /^A bot cannot own items\. Choose/],
    [unfitOwner('deactivated'), /^This account is deactivated\. Choose/],
    [unfitOwner('system'), /^golive cannot own items\. Choose/],
    [{ code: 'owner-missing' }, /^Choose at least one person or role\.$/],
    [{ code: 'evidence-needed' }, /^Give a link here, or add a file below\.$/],
    [{ code: 'too-many', limit: 20, count: 21 }, /^21 are too many: at most 20 fit\.$/],
    [{ code: 'link-unfit' }, /^Give a whole web address, with https:/],
    [{ code: 'line-without-link', line: 3 }, /^Line 3 has no whole web address/],
    [{ code: 'file-too-large' }, /larger than 1 MB/],
    [{ code: 'file-no-text' }, /no text in UTF-8/],
    [{ code: 'source-missing' }, /^Paste the checklist/],
    [{ code: 'source-twice' }, /keep one of them/],
    [{ code: 'days-missing' }, /^Choose at least one day\./],
    [{ code: 'hours-reversed' }, /^The end of the day has to be later/],
    [
      { code: 'reminder-outside', from: '09:00', to: '17:00' },
      /^Choose a time within your working hours, 09:00 to 17:00\.$/,
    ],
    [{ code: 'empty' }, /^Give the launch a name/],
    [{ code: 'too-long', limit: 80, length: 81 }, /^81 characters are too many: at most 80 fit/],
    [{ code: 'date-missing' }, /^Choose the date and time/],
    [{ code: 'date-past' }, /has passed\. Choose one/],
    [{ code: 'date-too-far', days: 731 }, /more than 2 years ahead\. Choose an earlier/],
    [{ code: 'person-missing' }, /^Choose who leads/],
    [unfit('guest'), /^Guests cannot be lead or approver\. Choose/],
    [unfit('outsider'), /^People from other workspaces cannot .* Choose/],
    [unfit('bot'), /^A bot cannot be lead or approver\. Choose/],
    [unfit('deactivated'), /deactivated\. Choose/],
    [{ code: 'person-unknown', personId: 'U1' }, /does not know this person any more\. Choose/],
    [{ code: 'channel-missing' }, /^Choose the channel/],
    [{ code: 'channel-not-yours', channelId: 'C1' }, /^You are not in one of these channels/],
    [{ code: 't0-idle' }, /^Only rolling back takes a new T-0/],
    [{ code: 'told-nowhere' }, /^Choose where it is posted/],
    [{ code: 'channel-not-joined', channelId: 'C1' }, /“\/invite @golive” there, then send/],
    [{ code: 'channel-archived', channelId: 'C1' }, /archived\. Choose another/],
    [
      { code: 'name-taken', launch: aLaunch({ name: 'Pay & go' }) },
      /“Pay & go” runs .* T-0 Mon 7 Dec 2026, 10:00 GMT\+1\. Choose another name/,
    ],
    [{ code: 'template-gone' }, /not there any more\. Choose another/],
    [{ code: 'item-missing' }, /Write what is to be done/],
    [{ code: 'nothing-applies' }, /Choose a higher risk, or tick more/],
    [{ code: 'reason-missing' }, /^Give a reason: it is shown/],
    [
      { code: 'reason-idle' },
      /^Only Blocked and Not applicable take a reason\. Move it into the note/,
    ],
    [{ code: 'time-missing' }, /^Choose until when: you are asked again then\.$/],
    [{ code: 'time-ahead' }, /^This is still to come\. Choose when it went live\.$/],
    [{ code: 'time-before-start' }, /^The launch was not started yet then\. Choose a later/],
    [{ code: 'not-moved' }, /^This is when T-0 is already\. Choose another time\.$/],
    [{ code: 'role-missing' }, /^Choose for which of your roles you sign\.$/],
    [
      { code: 'name-taken', launch: aLaunch({ isRehearsal: true }) },
      /^A launch named “Rehearsal: Payments 2\.0” runs in this channel already/,
    ],
    [{ code: 'slack-silent' }, /^Slack did not answer .* Send this again/],
  ]

  test.each(faults)('%j', (fault, words) => {
    const text = faultText(fault, zone)
    expect(text).toMatch(words)
    expect(text).not.toMatch(/[<>*_~`]|&amp;/)
  })
})

test('who was too late is told what is true, and by whom', () => {
  expect(alreadyText({ item: { ...item, state: 'done', reason: null } }, zone)).toMatch(
    /^Somebody was faster: “\*Backups\*” is now \*done\* \(<@U2BEN>, <!date.*>\)\.$/,
  )
  expect(alreadyText({ phase: aPhase({ name: 'Day', opened: changed }) }, zone)).toMatch(
    /^Somebody was faster: “Day” was opened by <@U2BEN>, <!date.*>\.$/,
  )
})

test('who changes what the channel cannot show is told that it counts', () => {
  const done = { ...item, state: 'done', reason: null } as const
  expect(unseenText(done, aLaunch({ channelId: 'C1' }), zone)).toMatch(
    /^Recorded: “\*Backups\*” is now \*done\* .* I cannot post in <#C1>, .*`\/invite @golive` in it\.$/,
  )
})

test('an item that nobody has changed yet was changed by nobody', () => {
  expect(itemNow(anItem({ text: 'Backups' }), zone)).toBe('“Backups” is now *open*')
})

test('a bug has a number and no more', () => {
  expect(bugText('ab12cd34')).toMatch(/Try it again; .* number: ab12cd34$/)
})
