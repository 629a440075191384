import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { confirmations } from '../../src/domain/emergency.ts'
import { itemActionNames, itemStates } from '../../src/domain/item.ts'
import { limits } from '../../src/domain/limits.ts'
import { verdicts } from '../../src/domain/sign-off.ts'
import { snoozes } from '../../src/domain/snooze.ts'
import {
  actions,
  decode,
  dialogs,
  encode,
  steps,
  templateSteps,
  type ValueOf,
} from '../../src/views/actions.ts'
import { plannedAtOnce } from '../../src/views/follow-ups-dialog.ts'
import { channelId, owners, person, uuid } from '../support/longest.ts'

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
const scope = { launchId: id, sectionId: id, part: count, phaseId: id }
const time = fc
  .date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const digest = fc.string({ maxLength: 16 })
const personOf = fc.record({ launchId: id, personId: id })
const nothing = fc.constant({})
const ofLaunch = fc.record({ launchId: id })
const ofEmergency = fc.record({ emergencyId: id })

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
  keepChanges: ofLaunch,
  bringIn: ofLaunch,
  addItem: fc.record(scope),
  reviseItem: fc.record({ itemId: id }),
  removeItem: fc.record({ itemId: id }),
  bringItemBack: fc.record({ itemId: id }),
  foldSection: fc.record({ surface, fold: fc.boolean() }),
  openPhase: fc.record({ launchId: id, phaseId: id }),
  showLog: logPage,
  turnLog: logPage,
  resend: ofLaunch,
  showReport: fc.record({ launchId: id, withPeople: fc.boolean() }),
  sendReport: fc.record({ launchId: id, withPeople: fc.boolean() }),
  postReport: fc.record({ launchId: id, withPeople: fc.boolean(), formId: id }),
  runSubcommand: fc.record({ text: fc.string({ maxLength: 200 }) }),
  takeItem: fc.record({ itemId: id }),
  giveBack: fc.record({ itemId: id }),
  snooze: fc.record({ itemId: id, choice: fc.constantFrom(...snoozes, 'date' as const) }),
  assign: fc.record(scope),
  setDue: fc.record(scope),
  fillRoles: ofLaunch,
  showEvidence: fc.record({ itemId: id }),
  dropEvidence: fc.record({ evidenceId: id }),
  nudge: personOf,
  invite: personOf,
  setHabits: nothing,
  refreshHome: nothing,
  signOff: fc.record({
    launchId: id,
    roleId: fc.option(id),
    verdict: fc.option(fc.constantFrom(...verdicts)),
  }),
  renewSignOff: fc.record({ launchId: id, roleId: id, digest, before: fc.option(id) }),
  startRollCall: fc.record({ launchId: id, last: fc.option(id) }),
  stopRollCall: fc.record({ launchId: id, rollCallId: id }),
  answerOverride: fc.record({
    overrideId: id,
    how: fc.constantFrom('confirmed' as const, 'declined' as const),
  }),
  goLive: ofLaunch,
  takeStep: fc.record({ launchId: id, step: fc.constantFrom(...steps) }),
  openEmergency: ofLaunch,
  walk: ofEmergency,
  turnPage: fc.record({ emergencyId: id, at: fc.nat() }),
  takeCommand: ofEmergency,
  emergencyStep: fc.record({
    emergencyId: id,
    step: fc.constantFrom('tell' as const, 'lead' as const, 'again' as const, 'resolve' as const),
  }),
  answerDecision: fc.record({ decisionId: id, how: fc.constantFrom(...confirmations) }),
  showPostMortem: ofEmergency,
  watchOn: fc.record({ emergencyId: id, decisionId: id }),
  reviewTemplate: fc.record({ templateId: id }),
  templateStep: fc.record({ templateId: id, step: fc.constantFrom(...templateSteps) }),
  addTemplate: nothing,
  choosePart: fc.record({ templateId: id, part: count }),
  turnPreview: fc.record({ templateId: id, page: count }),
  showVersion: fc.record({ versionId: id }),
  restoreVersion: fc.record({ versionId: id, seen: fc.integer({ min: 1 }) }),
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
  keepChanges: fc.record({ launchId: id, formId: id, seen: fc.integer({ min: 1 }), ...from }),
  bringIn: fc.record({ launchId: id, versionId: id, ...from }),
  addItem: fc.record({ ...scope, itemId: id, ...from }),
  reviseItem: fc.record({ itemId: id, text: digest, sectionId: id, ...from }),
  removeItem: fc.record({ itemId: id, version: count, ...from }),
  item: fc.record({
    itemId: id,
    version: count,
    owners: fc.array(fc.record({ kind: fc.constantFrom('person' as const, 'role' as const), id })),
    due: fc.option(time),
    state: fc.constantFrom(...itemStates),
    reason: digest,
    note: digest,
    ...from,
  }),
  assign: fc.record({ ...scope, ...from }),
  due: fc.record({ ...scope, ...from }),
  roles: fc.record({
    launchId: id,
    leadId: id,
    roles: fc.array(fc.record({ id, personId: fc.option(id), deputyId: fc.option(id) })),
    ...from,
  }),
  evidence: fc.record({
    itemId: id,
    tick: fc.option(count),
    isRequired: fc.boolean(),
    ...from,
  }),
  messageEvidence: fc.record({
    url: fc.string({ maxLength: 1000 }),
    authorId: fc.option(id),
    title: fc.option(fc.string({ maxLength: 200 })),
    writtenAt: time,
    ...from,
  }),
  startEmergency: fc.record({ launchId: id, ...from }),
  walk: fc.record({
    emergencyId: id,
    page: fc.string({ maxLength: 200 }),
    seen: fc.nat(),
    formId: id,
    ...from,
  }),
  tell: fc.record({ emergencyId: id, formId: id, ...from }),
  leadEmergency: fc.record({ emergencyId: id, ...from }),
  note: fc.record({
    url: fc.string({ maxLength: 1000 }),
    authorId: fc.option(id),
    happened: time,
    formId: id,
    ...from,
  }),
  why: fc.record({
    emergencyId: id,
    decisionId: id,
    what: fc.constantFrom('declined' as const, 'overridden' as const, 'again' as const),
    ...from,
  }),
  resolve: fc.record({ emergencyId: id, ...from }),
  giveBack: fc.record({ itemId: id, ...from }),
  snooze: fc.record({ itemId: id, ...from }),
  signOff: fc.record({
    launchId: id,
    roleId: fc.option(id),
    seen: digest,
    before: fc.array(fc.record({ roleId: id, signOffId: id })),
    ...from,
  }),
  links: fc.record({ launchId: id, seen: fc.array(digest, { maxLength: limits.links }), ...from }),
  moveT0: fc.record({ launchId: id, ...from }),
  slip: fc.record({ launchId: id, seen: time, to: time, ...from }),
  override: fc.record({ launchId: id, ...from }),
  goLive: fc.record({ launchId: id, ...from }),
  endLaunch: fc.record({
    launchId: id,
    step: fc.constantFrom('close' as const, 'abort' as const, 'reopen' as const),
    ...from,
  }),
  followUps: fc.record({
    items: fc.array(fc.record({ itemId: id, ownerId: fc.option(id), due: fc.option(time) })),
    ...from,
  }),
  templates: fc.record(from),
  addTemplate: fc.record({
    formId: id,
    file: fc.option(
      fc.record({ name: fc.string({ maxLength: 300 }), url: fc.string({ maxLength: 1000 }) }),
    ),
    ...from,
  }),
  editTemplate: fc.record({
    formId: id,
    templateId: id,
    seen: fc.integer({ min: 1 }),
    part: count,
    ...from,
  }),
  habits: fc.record(from),
  log: fc.record(from),
  exportLaunch: fc.record(from),
  notice: fc.record(from),
}

const all = [
  ...Object.entries(actions).map(
    ([name, what]) => [name, what, values[name as keyof typeof values]] as const,
  ),
  ...Object.entries(dialogs).map(
    ([name, what]) => [name, what, metadata[name as keyof typeof metadata]] as const,
  ),
]

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

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
        // A select's value is any string, which golive looks up before it believes it; and of an
        // object that holds nothing, nothing is believed.
        const isHarmless = typeof value === 'string' || isEmpty(value)
        expect(value === undefined || isHarmless).toBe(true)
      }),
    )
  })
})

const itemValue = {
  itemId: 'i',
  version: 0,
  owners: [],
  due: null,
  state: 'open',
  reason: '',
  note: '',
  channelId: null,
}
const rolesValue = {
  launchId: 'l',
  leadId: 'U1',
  roles: [{ id: 'r', personId: null, deputyId: null }],
  channelId: null,
}
const evidenceValue = { itemId: 'i', tick: null, isRequired: false, channelId: null }
const messageValue = {
  url: 'https://acme.slack.com/archives/C1/p1',
  authorId: null,
  title: null,
  writtenAt: '2026-11-23T09:00:00.000Z',
  channelId: null,
}
const slipValue = {
  launchId: 'l',
  seen: '2026-11-23T09:00:00.000Z',
  to: '2026-11-24T09:00:00.000Z',
  channelId: null,
}
const signValue = { launchId: 'l', roleId: null, seen: '', before: [], channelId: null }
const endValue = { launchId: 'l', step: 'close', channelId: null }

test('what the values below lack is all that is wrong with them', () => {
  expect(decode(dialogs.item, JSON.stringify(itemValue))).toEqual(itemValue)
  expect(decode(dialogs.roles, JSON.stringify(rolesValue))).toEqual(rolesValue)
  expect(decode(dialogs.evidence, JSON.stringify(evidenceValue))).toEqual(evidenceValue)
  expect(decode(dialogs.messageEvidence, JSON.stringify(messageValue))).toEqual(messageValue)
  expect(decode(dialogs.slip, JSON.stringify(slipValue))).toEqual(slipValue)
  expect(decode(dialogs.signOff, JSON.stringify(signValue))).toEqual(signValue)
  expect(decode(dialogs.endLaunch, JSON.stringify(endValue))).toEqual(endValue)
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
  ['a snooze for ever', actions.snooze, { itemId: 'i', choice: 'ever' }],
  ['an item of nobody’s', actions.takeItem, {}],
  ['a scope without its section', actions.assign, { launchId: 'l', part: 0, phaseId: 'p' }],
  ['half a part', actions.setDue, { launchId: 'l', sectionId: 's', part: 0.5, phaseId: 'p' }],
  ['a reminder to nobody', actions.nudge, { launchId: 'l', personId: '' }],
  ['a fourth verdict', actions.signOff, { launchId: 'l', roleId: null, verdict: 'silent' }],
  ['a go for no role', actions.renewSignOff, { launchId: 'l', roleId: null, digest: '' }],
  [
    'a list instead of its digest',
    actions.renewSignOff,
    { launchId: 'l', roleId: 'r', digest: 'x'.repeat(17) },
  ],
  ['half an answer', actions.answerOverride, { overrideId: 'o', how: 'maybe' }],
  ['a step that no launch takes', actions.takeStep, { launchId: 'l', step: 'delete' }],
  ['a roll call of no launch', actions.startRollCall, {}],
  ['a T-0 that is no time', dialogs.slip, { ...slipValue, to: 'later' }],
  ['a T-0 that was not seen', dialogs.slip, { ...slipValue, seen: null }],
  ['a seen list instead of its digest', dialogs.signOff, { ...signValue, seen: 'x'.repeat(17) }],
  ['moving T-0 as an end', dialogs.endLaunch, { ...endValue, step: 'move-t0' }],
  ['a third kind of owner', dialogs.item, { ...itemValue, owners: [{ kind: 'team', id: 'i' }] }],
  ['a due date that is none', dialogs.item, { ...itemValue, due: 'tomorrow' }],
  ['a state that there is not', dialogs.item, { ...itemValue, state: 'ready' }],
  ['a reason instead of its digest', dialogs.item, { ...itemValue, reason: 'x'.repeat(17) }],
  ['a note instead of its digest', dialogs.item, { ...itemValue, note: 'x'.repeat(17) }],
  ['a launch without a lead', dialogs.roles, { ...rolesValue, leadId: null }],
  [
    'a role without a name',
    dialogs.roles,
    { ...rolesValue, roles: [{ personId: 'U1', deputyId: null }] },
  ],
  ['roles as they were not shown', dialogs.roles, { ...rolesValue, roles: undefined }],
  ['a tick below 0', dialogs.evidence, { ...evidenceValue, tick: -1 }],
  ['half a rule', dialogs.evidence, { ...evidenceValue, isRequired: null }],
  [
    'an author’s name too long to be one',
    dialogs.messageEvidence,
    { ...messageValue, title: 'x'.repeat(201) },
  ],
  [
    'an address too long to be a message’s',
    dialogs.messageEvidence,
    { ...messageValue, url: 'x'.repeat(1001) },
  ],
  [
    'a dialog that does not say where it was opened',
    dialogs.item,
    { ...itemValue, channelId: undefined },
  ],
  ['a notice that does not say so', dialogs.notice, {}],
  ['another dialog’s value', dialogs.item, { kind: 'board', launchId: 'l' }],
])('%s is not believed', (_what, action, value) => {
  expect(decode(action, JSON.stringify(value))).toBeUndefined()
})

const owned = { owners, due: '2026-11-23T09:00:00.000Z' }
const place = { launchId: uuid, sectionId: uuid, part: 166, phaseId: uuid }
const ofItem = { itemId: uuid }
const ofPerson = { launchId: uuid, personId: person }
const page = { launchId: uuid, itemId: uuid, before: 1_000_000 }

/** The longest of each that golive itself makes. */
const longest: { [A in keyof typeof actions]: ValueOf<(typeof actions)[A]> } = {
  changeItem: { itemId: uuid, version: 1_000_000, action: 'exclude' },
  showSection: { kind: 'section', sectionId: uuid, part: 166 },
  showItem: ofItem,
  keepChanges: { launchId: uuid },
  bringIn: { launchId: uuid },
  addItem: place,
  reviseItem: ofItem,
  removeItem: ofItem,
  bringItemBack: ofItem,
  foldSection: { surface: { kind: 'section', sectionId: uuid, part: 166 }, fold: false },
  openPhase: { launchId: uuid, phaseId: uuid },
  showLog: page,
  turnLog: page,
  resend: { launchId: uuid },
  showReport: { launchId: uuid, withPeople: false },
  sendReport: { launchId: uuid, withPeople: false },
  postReport: { launchId: uuid, withPeople: false, formId: uuid },
  runSubcommand: { text: '"'.repeat(200) },
  takeItem: ofItem,
  giveBack: ofItem,
  snooze: { itemId: uuid, choice: 'tomorrow' },
  assign: place,
  setDue: place,
  fillRoles: { launchId: uuid },
  showEvidence: ofItem,
  dropEvidence: { evidenceId: uuid },
  nudge: ofPerson,
  invite: ofPerson,
  setHabits: {},
  refreshHome: {},
  signOff: { launchId: uuid, roleId: uuid, verdict: 'no-go' },
  renewSignOff: { launchId: uuid, roleId: uuid, digest: 'x'.repeat(16), before: uuid },
  startRollCall: { launchId: uuid, last: uuid },
  stopRollCall: { launchId: uuid, rollCallId: uuid },
  answerOverride: { overrideId: uuid, how: 'confirmed' },
  goLive: { launchId: uuid },
  takeStep: { launchId: uuid, step: 'override' },
  openEmergency: { launchId: uuid },
  walk: { emergencyId: uuid },
  turnPage: { emergencyId: uuid, at: 1000 },
  takeCommand: { emergencyId: uuid },
  emergencyStep: { emergencyId: uuid, step: 'resolve' },
  answerDecision: { decisionId: uuid, how: 'overridden' },
  showPostMortem: { emergencyId: uuid },
  watchOn: { emergencyId: uuid, decisionId: uuid },
  reviewTemplate: { templateId: uuid },
  templateStep: { templateId: uuid, step: 'bring-back' },
  addTemplate: {},
  choosePart: { templateId: uuid, part: 1000 },
  turnPreview: { templateId: uuid, page: 1000 },
  showVersion: { versionId: uuid },
  restoreVersion: { versionId: uuid, seen: 1_000_000 },
  chooseTemplate: uuid,
}
const longestDialog: { [D in keyof typeof dialogs]: ValueOf<(typeof dialogs)[D]> } = {
  startEmergency: { launchId: uuid, channelId },
  walk: { emergencyId: uuid, page: '"'.repeat(200), seen: 1000, formId: uuid, channelId },
  tell: { emergencyId: uuid, formId: uuid, channelId },
  leadEmergency: { emergencyId: uuid, channelId },
  note: {
    url: 'x'.repeat(1000),
    authorId: person,
    happened: '2026-11-23T09:00:00.000Z',
    formId: uuid,
    channelId,
  },
  why: { emergencyId: uuid, decisionId: uuid, what: 'overridden', channelId },
  resolve: { emergencyId: uuid, channelId },
  startLaunch: {
    formId: uuid,
    zone: 'America/Argentina/ComodRivadavia',
    roles: Array.from({ length: 8 }, () => '"'.repeat(60)),
  },
  section: { channelId },
  keepChanges: { launchId: uuid, formId: uuid, seen: 1_000_000, channelId },
  bringIn: { launchId: uuid, versionId: uuid, channelId },
  addItem: { ...place, itemId: uuid, channelId },
  reviseItem: { itemId: uuid, text: 'x'.repeat(16), sectionId: uuid, channelId },
  removeItem: { itemId: uuid, version: 1_000_000, channelId },
  item: {
    ...ofItem,
    version: 1_000_000,
    ...owned,
    state: 'not-applicable',
    reason: 'x'.repeat(16),
    note: 'x'.repeat(16),
    channelId,
  },
  assign: { ...place, channelId },
  due: { ...place, channelId },
  roles: {
    launchId: uuid,
    leadId: person,
    roles: Array.from({ length: limits.roles }, () => ({
      id: uuid,
      personId: person,
      deputyId: person,
    })),
    channelId,
  },
  evidence: { ...ofItem, tick: 1_000_000, isRequired: false, channelId },
  messageEvidence: {
    url: 'x'.repeat(1000),
    authorId: person,
    title: '"'.repeat(limits.evidenceTitle),
    writtenAt: owned.due,
    channelId,
  },
  giveBack: { ...ofItem, channelId },
  snooze: { ...ofItem, channelId },
  signOff: {
    launchId: uuid,
    roleId: uuid,
    seen: 'x'.repeat(16),
    before: Array.from({ length: limits.roles }, () => ({ roleId: uuid, signOffId: uuid })),
    channelId,
  },
  links: {
    launchId: uuid,
    seen: Array.from({ length: limits.links }, () => 'd'.repeat(16)),
    channelId,
  },
  moveT0: { launchId: uuid, channelId },
  slip: { launchId: uuid, seen: owned.due, to: owned.due, channelId },
  override: { launchId: uuid, channelId },
  goLive: { launchId: uuid, channelId },
  endLaunch: { launchId: uuid, step: 'reopen', channelId },
  followUps: {
    items: Array.from({ length: plannedAtOnce }, () => ({
      itemId: uuid,
      ownerId: person,
      due: owned.due,
    })),
    channelId,
  },
  templates: { channelId },
  addTemplate: {
    formId: uuid,
    file: { name: '"'.repeat(300), url: `https://files.slack.com/${'x'.repeat(970)}` },
    channelId,
  },
  editTemplate: { formId: uuid, templateId: uuid, seen: 1_000_000, part: 1000, channelId },
  habits: { channelId },
  log: { channelId },
  exportLaunch: { channelId },
  notice: { channelId },
}

/** Slack takes 150 characters as the value of an option, and 2,000 as a button's. */
const inSelects: (keyof typeof actions)[] = ['snooze', 'takeStep', 'chooseTemplate']
const lengths = Object.keys(actions).map((name) => {
  const key = name as keyof typeof actions
  return {
    name,
    value: encode(actions[key], longest[key]),
    most: inSelects.includes(key) ? 150 : 2000,
  }
})

test.each(lengths)('the longest value of $name is one that Slack takes', ({ value, most }) => {
  expect(value.length).toBeLessThanOrEqual(most)
})

test.each([...snoozes, 'date' as const])('an option to snooze: %s, fits', (choice) => {
  expect(encode(actions.snooze, { itemId: uuid, choice }).length).toBeLessThanOrEqual(150)
})

test.each(Object.keys(dialogs) as (keyof typeof dialogs)[])(
  'what a dialog keeps at its longest fits: %s',
  (name) => {
    expect(encode(dialogs[name], longestDialog[name]).length).toBeLessThanOrEqual(3000)
  },
)

test('what an item’s dialog keeps fits with twenty roles, whose ids are longer than people’s', () => {
  const roles = Array.from({ length: limits.owners }, () => ({ kind: 'person' as const, id: uuid }))
  const value = { ...longestDialog.item, owners: roles }
  expect(encode(dialogs.item, value).length).toBeLessThanOrEqual(3000)
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
