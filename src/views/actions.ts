/**
 * The ids of everything that can be clicked or submitted, and what its value holds. Values come
 * back from Slack as they were sent, but are checked like anything that comes from outside; they
 * say what was clicked and never who may.
 */
import { z } from 'zod'
import { confirmations } from '../domain/emergency.ts'
import { itemActionNames, itemStates } from '../domain/item.ts'
import { limits } from '../domain/limits.ts'
import { verdicts } from '../domain/sign-off.ts'
import { snoozes } from '../domain/snooze.ts'

const id = z.string().min(1).max(64)
const digest = z.string().max(16)
const surface = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('board'), launchId: id }),
  z.object({ kind: z.literal('section'), sectionId: id, part: z.int().min(0) }),
])

/** The place in a record from which a page of it starts: entries before that place. */
const logPage = z.object({
  launchId: id,
  itemId: id.nullable(),
  before: z.int().positive().nullable(),
})

const report = z.object({ launchId: id, withPeople: z.boolean() })

/** Part of a launch, seen from the section message in which it was asked for. */
const scope = z.object({ launchId: id, sectionId: id, part: z.int().min(0), phaseId: id })

/** What is done with a launch as a whole, each in a dialog. */
export const steps = [
  'links',
  'checklist',
  'move-t0',
  'override',
  'close',
  'abort',
  'reopen',
] as const
export type Step = (typeof steps)[number]

/** What is done with a template. */
export const templateSteps = [
  'show',
  'preview',
  'edit',
  'versions',
  'retire',
  'bring-back',
] as const
export type TemplateStep = (typeof templateSteps)[number]

/** Buttons and selects: action_id → value. */
export const actions = {
  changeItem: {
    id: 'change-item',
    value: z.object({ itemId: id, version: z.int().min(0), action: z.enum(itemActionNames) }),
  },
  showSection: { id: 'show-section', value: surface },
  showItem: { id: 'show-item', value: z.object({ itemId: id }) },
  foldSection: { id: 'fold-section', value: z.object({ surface, fold: z.boolean() }) },
  openPhase: { id: 'open-phase', value: z.object({ launchId: id, phaseId: id }) },
  showLog: { id: 'show-log', value: logPage },
  turnLog: { id: 'turn-log', value: logPage },
  /** Shows a report, with who did how much or without. */
  showReport: { id: 'show-report', value: report },
  sendReport: { id: 'send-report', value: report },
  /** `formId`: what is posted is posted once. */
  postReport: { id: 'post-report', value: report.extend({ formId: id }) },
  resend: { id: 'resend-messages', value: z.object({ launchId: id }) },
  /** Runs a subcommand as if it had been typed. */
  runSubcommand: { id: 'run-subcommand', value: z.object({ text: z.string().max(200) }) },
  takeItem: { id: 'take-item', value: z.object({ itemId: id }) },
  giveBack: { id: 'give-back-item', value: z.object({ itemId: id }) },
  snooze: {
    id: 'snooze-item',
    value: z.object({ itemId: id, choice: z.enum([...snoozes, 'date']) }),
  },
  keepChanges: { id: 'keep-changes', value: z.object({ launchId: id }) },
  bringIn: { id: 'bring-in-version', value: z.object({ launchId: id }) },
  addItem: { id: 'add-item', value: scope },
  reviseItem: { id: 'revise-item', value: z.object({ itemId: id }) },
  removeItem: { id: 'remove-item', value: z.object({ itemId: id }) },
  bringItemBack: { id: 'bring-item-back', value: z.object({ itemId: id }) },
  assign: { id: 'assign-items', value: scope },
  setDue: { id: 'set-due-date', value: scope },
  fillRoles: { id: 'fill-roles', value: z.object({ launchId: id }) },
  showEvidence: { id: 'show-evidence', value: z.object({ itemId: id }) },
  dropEvidence: { id: 'drop-evidence', value: z.object({ evidenceId: id }) },
  nudge: { id: 'nudge-person', value: z.object({ launchId: id, personId: id }) },
  invite: { id: 'invite-person', value: z.object({ launchId: id, personId: id }) },
  setHabits: { id: 'set-habits', value: z.object({}) },
  refreshHome: { id: 'refresh-home', value: z.object({}) },
  /** Opens the dialog in which a role is signed off, with a verdict chosen where one was clicked. */
  signOff: {
    id: 'sign-off',
    value: z.object({
      launchId: id,
      roleId: id.nullable(),
      verdict: z.enum(verdicts).nullable(),
    }),
  },
  /** Says go again, of the list with this digest. */
  renewSignOff: {
    id: 'renew-sign-off',
    value: z.object({ launchId: id, roleId: id, digest, before: id.nullable() }),
  },
  /** `last`: the roll call before it. */
  startRollCall: {
    id: 'start-roll-call',
    value: z.object({ launchId: id, last: id.nullable() }),
  },
  stopRollCall: { id: 'stop-roll-call', value: z.object({ launchId: id, rollCallId: id }) },
  answerOverride: {
    id: 'answer-override',
    value: z.object({ overrideId: id, how: z.enum(['confirmed', 'declined']) }),
  },
  goLive: { id: 'go-live', value: z.object({ launchId: id }) },
  /** Opens the dialog of one of the steps that a launch takes seldom. */
  takeStep: { id: 'take-step', value: z.object({ launchId: id, step: z.enum(steps) }) },
  openEmergency: { id: 'open-emergency', value: z.object({ launchId: id }) },
  /** Goes on with an emergency where it stopped. */
  walk: { id: 'walk-emergency', value: z.object({ emergencyId: id }) },
  /** Shows another page in the open dialog, counted from 0 on the way. */
  turnPage: { id: 'turn-page', value: z.object({ emergencyId: id, at: z.int().min(0) }) },
  takeCommand: { id: 'take-command', value: z.object({ emergencyId: id }) },
  emergencyStep: {
    id: 'emergency-step',
    value: z.object({ emergencyId: id, step: z.enum(['tell', 'lead', 'again', 'resolve']) }),
  },
  answerDecision: {
    id: 'answer-decision',
    value: z.object({ decisionId: id, how: z.enum(confirmations) }),
  },
  showPostMortem: { id: 'show-post-mortem', value: z.object({ emergencyId: id }) },
  watchOn: { id: 'watch-on', value: z.object({ emergencyId: id, decisionId: id }) },
  reviewTemplate: { id: 'review-template', value: z.object({ templateId: id }) },
  templateStep: {
    id: 'template-step',
    value: z.object({ templateId: id, step: z.enum(templateSteps) }),
  },
  addTemplate: { id: 'add-template', value: z.object({}) },
  /** Shows another part in the open dialog, counted from 0. */
  choosePart: {
    id: 'choose-part',
    value: z.object({ templateId: id, part: z.int().min(0) }),
  },
  /** Another page of what a template looks like, counted from 0. */
  turnPreview: {
    id: 'turn-preview',
    value: z.object({ templateId: id, page: z.int().min(0) }),
  },
  showVersion: { id: 'show-version', value: z.object({ versionId: id }) },
  /** Makes an older version the newest, while the newest is still the one that was seen. */
  restoreVersion: {
    id: 'restore-version',
    value: z.object({ versionId: id, seen: z.int().min(1) }),
  },
  chooseTemplate: { id: 'choose-template', value: z.string() },
} as const

/** The channel that a dialog was opened from: Slack does not say it again. */
const from = { channelId: id.nullable() }

/** Dialogs: callback_id → private_metadata. */
export const dialogs = {
  startLaunch: {
    id: 'start-launch',
    value: z.object({ formId: id, zone: z.string().max(64), roles: z.array(z.string().max(100)) }),
  },
  section: { id: 'section', value: z.object(from) },
  keepChanges: {
    id: 'keep-changes',
    value: z.object({ launchId: id, formId: id, seen: z.int().min(1), ...from }),
  },
  bringIn: { id: 'bring-in', value: z.object({ launchId: id, versionId: id, ...from }) },
  addItem: { id: 'add-item', value: scope.extend({ itemId: id, ...from }) },
  reviseItem: {
    id: 'revise-item',
    value: z.object({ itemId: id, text: digest, sectionId: id, ...from }),
  },
  removeItem: {
    id: 'remove-item',
    value: z.object({ itemId: id, version: z.int().min(0), ...from }),
  },
  item: {
    id: 'item',
    value: z.object({
      itemId: id,
      version: z.int().min(0),
      /** As the dialog showed them: only what differs from them is a wish. */
      owners: z.array(z.object({ kind: z.enum(['person', 'role']), id })),
      due: z.iso.datetime().nullable(),
      state: z.enum(itemStates),
      /** Digests of the reason and the note. */
      reason: z.string().max(16),
      note: z.string().max(16),
      ...from,
    }),
  },
  assign: { id: 'assign', value: scope.extend(from) },
  due: { id: 'due', value: scope.extend(from) },
  roles: {
    id: 'roles',
    value: z.object({
      launchId: id,
      /** As the dialog showed them: only what differs from them is a wish. */
      leadId: id,
      roles: z.array(z.object({ id, personId: id.nullable(), deputyId: id.nullable() })),
      ...from,
    }),
  },
  evidence: {
    id: 'evidence',
    value: z.object({
      itemId: id,
      /** The version at which the item shall be ticked, too. */
      tick: z.int().min(0).nullable(),
      /** Whether it needed evidence when the dialog was opened. */
      isRequired: z.boolean(),
      ...from,
    }),
  },
  messageEvidence: {
    id: 'message-evidence',
    value: z.object({
      url: z.string().max(1000),
      authorId: id.nullable(),
      /** Who wrote it, where that is no person. */
      title: z.string().max(200).nullable(),
      writtenAt: z.iso.datetime(),
      ...from,
    }),
  },
  giveBack: { id: 'give-back', value: z.object({ itemId: id, ...from }) },
  snooze: { id: 'snooze', value: z.object({ itemId: id, ...from }) },
  signOff: {
    id: 'sign-off',
    value: z.object({
      launchId: id,
      /** Null: there is a field for it. */
      roleId: id.nullable(),
      /** The digest of the list that the dialog showed. */
      seen: digest,
      /** The sign-offs that the roles had. */
      before: z.array(z.object({ roleId: id, signOffId: id })),
      ...from,
    }),
  },
  moveT0: { id: 'move-t0', value: z.object({ launchId: id, ...from }) },
  /** What moving T-0 does, and whether to do it. */
  slip: {
    id: 'slip',
    value: z.object({
      launchId: id,
      seen: z.iso.datetime(),
      to: z.iso.datetime(),
      ...from,
    }),
  },
  links: {
    id: 'links',
    value: z.object({ launchId: id, seen: z.array(digest).max(limits.links), ...from }),
  },
  override: { id: 'override', value: z.object({ launchId: id, ...from }) },
  goLive: { id: 'go-live', value: z.object({ launchId: id, ...from }) },
  endLaunch: {
    id: 'end-launch',
    value: z.object({ launchId: id, step: z.enum(['close', 'abort', 'reopen']), ...from }),
  },
  startEmergency: { id: 'start-emergency', value: z.object({ launchId: id, ...from }) },
  walk: {
    id: 'walk-emergency',
    value: z.object({
      emergencyId: id,
      page: z.string().max(200),
      /** The version of the answer that it showed; 0: none. */
      seen: z.int().min(0),
      formId: id,
      ...from,
    }),
  },
  tell: { id: 'tell-people', value: z.object({ emergencyId: id, formId: id, ...from }) },
  leadEmergency: { id: 'lead-emergency', value: z.object({ emergencyId: id, ...from }) },
  note: {
    id: 'note-timeline',
    value: z.object({
      url: z.string().max(1000),
      authorId: id.nullable(),
      happened: z.iso.datetime(),
      formId: id,
      ...from,
    }),
  },
  why: {
    id: 'why-decision',
    value: z.object({
      emergencyId: id,
      decisionId: id,
      what: z.enum(['declined', 'overridden', 'again']),
      ...from,
    }),
  },
  resolve: { id: 'resolve-emergency', value: z.object({ emergencyId: id, ...from }) },
  followUps: {
    id: 'follow-ups',
    value: z.object({
      /** As the dialog showed them: only what differs from them is a wish. */
      items: z.array(
        z.object({ itemId: id, ownerId: id.nullable(), due: z.iso.datetime().nullable() }),
      ),
      ...from,
    }),
  },
  templates: { id: 'templates', value: z.object(from) },
  addTemplate: {
    id: 'add-template',
    value: z.object({
      formId: id,
      /** The file that it is read from, where one was shared. */
      file: z.object({ name: z.string().max(300), url: z.string().max(1000) }).nullable(),
      ...from,
    }),
  },
  editTemplate: {
    id: 'edit-template',
    value: z.object({
      formId: id,
      templateId: id,
      /** The number of the version that is edited. */
      seen: z.int().min(1),
      part: z.int().min(0),
      ...from,
    }),
  },
  habits: { id: 'habits', value: z.object(from) },
  log: { id: 'log', value: z.object(from) },
  exportLaunch: { id: 'export-launch', value: z.object(from) },
  notice: { id: 'notice', value: z.object(from) },
} as const

export type Action = (typeof actions)[keyof typeof actions]
export type Dialog = (typeof dialogs)[keyof typeof dialogs]

/** What has no value of its own: a select that asks what to offer, and a message's shortcut. */
export const asks = {
  evidenceItem: 'evidence-item',
  addEvidence: 'add-evidence',
  startEmergency: 'emergency',
  noteTimeline: 'note-timeline',
  saveChecklist: 'save-checklist',
} as const

/** What the value of a button or dialog of this kind holds. */
export type ValueOf<D extends { value: z.ZodType }> = z.infer<D['value']>

export function encode<D extends Action | Dialog>(_for: D, value: ValueOf<D>): string {
  return JSON.stringify(value)
}

/** Reads a value back; undefined when it is not what golive sends. */
export function decode<D extends Action | Dialog>(what: D, text: string): ValueOf<D> | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const result = what.value.safeParse(value)
  return result.success ? (result.data as ValueOf<D>) : undefined
}
