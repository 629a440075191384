/** What the buttons and dialogs of kim's launch hold; the compiler asks for each that there is. */
import { randomUUID } from 'node:crypto'
import { digestOf } from '../../../src/domain/digest.ts'
import type { actions, dialogs, ValueOf } from '../../../src/views/actions.ts'
import { habitsFields } from '../../../src/views/habits-dialog.ts'
import type { World } from './world.ts'

type Dict = Record<string, unknown>

export function valuesOf({ own, kim, chen }: World): {
  actions: { [K in keyof typeof actions]: ValueOf<(typeof actions)[K]> }
  dialogs: { [K in keyof typeof dialogs]: ValueOf<(typeof dialogs)[K]> }
  stateOf(key: keyof typeof dialogs): Dict
} {
  const { launchId, itemId, version, sectionId, phaseId, roleId, emergencyId } = own
  const { decisionId, templateId, versionId, channelId, overrideId } = own
  const surface = { kind: 'section', sectionId, part: 0 } as const
  const scope = { launchId, sectionId, part: 0, phaseId }
  const page = { launchId, itemId, before: null }
  const from = { channelId }
  const formId = randomUUID()
  const t0 = '2026-12-07T10:00:00.000Z'
  const url = 'https://harbor.slack.com/archives/C1/p1764000000000100'
  return {
    actions: {
      changeItem: { itemId, version, action: 'tick' },
      showSection: surface,
      showItem: { itemId },
      foldSection: { surface, fold: false },
      openPhase: { launchId, phaseId: own.nextPhaseId },
      showLog: page,
      turnLog: { ...page, before: 5 },
      resend: { launchId },
      showReport: { launchId, withPeople: true },
      sendReport: { launchId, withPeople: false },
      postReport: { launchId, withPeople: false, formId },
      runSubcommand: { text: 'status' },
      takeItem: { itemId },
      giveBack: { itemId: own.otherItemId },
      snooze: { itemId, choice: 'tomorrow' },
      keepChanges: { launchId },
      bringIn: { launchId },
      addItem: scope,
      reviseItem: { itemId },
      removeItem: { itemId },
      bringItemBack: { itemId },
      assign: scope,
      setDue: scope,
      fillRoles: { launchId },
      showEvidence: { itemId: own.otherItemId },
      dropEvidence: { evidenceId: own.evidenceId },
      nudge: { launchId, personId: chen },
      invite: { launchId, personId: chen },
      setHabits: {},
      refreshHome: {},
      signOff: { launchId, roleId: null, verdict: 'go' },
      renewSignOff: { launchId, roleId, digest: own.seen, before: own.signOffId },
      startRollCall: { launchId, last: null },
      stopRollCall: { launchId, rollCallId: own.rollCallId },
      answerOverride: { overrideId, how: 'confirmed' },
      goLive: { launchId },
      takeStep: { launchId, step: 'checklist' },
      openEmergency: { launchId },
      walk: { emergencyId },
      turnPage: { emergencyId, at: 1 },
      takeCommand: { emergencyId },
      emergencyStep: { emergencyId, step: 'resolve' },
      answerDecision: { decisionId, how: 'confirmed' },
      showPostMortem: { emergencyId },
      watchOn: { emergencyId, decisionId },
      reviewTemplate: { templateId },
      templateStep: { templateId, step: 'show' },
      addTemplate: {},
      choosePart: { templateId, part: 0 },
      turnPreview: { templateId, page: 0 },
      showVersion: { versionId },
      restoreVersion: { versionId, seen: 1 },
      chooseTemplate: versionId,
    },
    dialogs: {
      startLaunch: { formId, zone: 'UTC', roles: ['Technical Lead', 'Security Lead'] },
      section: from,
      keepChanges: { launchId, formId, seen: 1, ...from },
      bringIn: { launchId, versionId, ...from },
      addItem: { ...scope, itemId: randomUUID(), ...from },
      reviseItem: { itemId, text: digestOf('Ferry ready'), sectionId, ...from },
      removeItem: { itemId, version, ...from },
      item: {
        ...{ itemId, version, owners: [], due: null, state: 'open' },
        ...{ reason: digestOf(''), note: digestOf(''), ...from },
      },
      assign: { ...scope, ...from },
      due: { ...scope, ...from },
      roles: {
        ...{ launchId, leadId: kim, roles: [{ id: roleId, personId: chen, deputyId: null }] },
        ...from,
      },
      evidence: { itemId, tick: version, isRequired: false, ...from },
      messageEvidence: { url, authorId: chen, title: null, writtenAt: t0, ...from },
      giveBack: { itemId: own.otherItemId, ...from },
      snooze: { itemId, ...from },
      signOff: {
        ...{ launchId, roleId, seen: own.seen, before: [{ roleId, signOffId: own.signOffId }] },
        ...from,
      },
      moveT0: { launchId, ...from },
      slip: { launchId, seen: t0, to: '2026-12-09T10:00:00.000Z', ...from },
      links: { launchId, seen: [], ...from },
      override: { launchId, ...from },
      goLive: { launchId, ...from },
      endLaunch: { launchId, step: 'reopen', ...from },
      startEmergency: { launchId, ...from },
      walk: { emergencyId, page: '1.1', seen: 0, formId, ...from },
      tell: { emergencyId, formId, ...from },
      leadEmergency: { emergencyId, ...from },
      note: { url, authorId: chen, happened: '2026-11-23T09:00:00.000Z', formId, ...from },
      why: { emergencyId, decisionId, what: 'again', ...from },
      resolve: { emergencyId, ...from },
      followUps: { items: [{ itemId, ownerId: null, due: null }], ...from },
      templates: from,
      addTemplate: { formId, file: null, ...from },
      editTemplate: { formId, templateId, seen: 1, part: 0, ...from },
      habits: from,
      log: from,
      exportLaunch: from,
      notice: from,
    },
    stateOf: (key) => stateOf(key, { own, chen }),
  }
}

/** Every field that any dialog has, filled with something that fits most. */
function stateOf(key: keyof typeof dialogs, { own, chen }: Pick<World, 'own' | 'chen'>): Dict {
  const options: Record<string, string> = {
    ...{ state: 'in-progress', place: 'start', section: own.sectionId, verdict: 'go' },
    ...{ role: own.roleId, gate: 'final-box', template: JSON.stringify(own.versionId) },
    ...{ tier: 'high', choice: 'bad', item: own.itemId, emergency: own.emergencyId },
    ...{ scope: 'section', which: 'unsettled', where: 'channels', how: 'goes-on', minutes: '30' },
  }
  const names = [
    ...['name', 't0', 'lead', 'channel', 'kind', 'at', 'reason', 'until', 'due', 'text', 'file'],
    ...['note', 'watcher', 'shut', 'links', 'owners:0', 'due:0', `role:${own.roleId}`, 'signing'],
    ...['words', 'began', 'drill', 'commander', 'scribe', 'measures', 'conditions', 'date'],
    ...['owners', 'owner-roles', 'link', 'files', 'rule', 'tick', ...Object.keys(options)],
    ...(key === 'habits' ? Object.values(habitsFields) : []),
    ...['approver:Technical Lead', `deputy:${own.roleId}`],
  ]
  const seconds = key === 'startEmergency' ? 1795424000 : 1796637600
  const text = key === 'addTemplate' || key === 'editTemplate' ? `# L\n\n## P\n\n- [ ] One\n` : 'So'
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        [name]: {
          ...{ type: 'any', value: text, selected_user: chen, selected_users: [chen] },
          selected_option: { value: options[name] ?? 'x' },
          selected_options: name === 'days' ? [{ value: '1' }] : [],
          ...{ selected_date: '2026-12-01', selected_time: '09:00', files: [] },
          ...{ selected_date_time: seconds, selected_conversation: own.channelId },
          selected_conversations: [own.channelId],
        },
      },
    ]),
  )
}
