/**
 * The tables. Ids, times (UTC, ISO 8601) and JSON are text on both dialects; a thing that did or
 * did not happen is a nullable time. Columns say what the domain's types say.
 */
import type { ChainBreak } from '../domain/chain.ts'
import type { Aftermath, Confirmation } from '../domain/emergency.ts'
import type { ItemState } from '../domain/item.ts'
import type { Ending } from '../domain/launch.ts'
import type { Standing, Via } from '../domain/person.ts'
import type { OutcomeKind } from '../domain/procedure.ts'
import type { ReminderKind, Why } from '../domain/reminder.ts'
import type { RollCallVerdict } from '../domain/roll-call.ts'
import type { Verdict } from '../domain/sign-off.ts'
import type { Surface } from '../domain/surface.ts'
import type { Tier } from '../domain/tier.ts'

export type Schema = {
  people: PersonRow
  channels: ChannelRow
  templates: TemplateRow
  template_versions: TemplateVersionRow
  launches: LaunchRow
  phases: PhaseRow
  sections: SectionRow
  items: ItemRow
  item_owners: ItemOwnerRow
  evidence: EvidenceRow
  roles: RoleRow
  events: EventRow
  heads: HeadRow
  amendments: AmendmentRow
  pseudonyms: PseudonymRow
  archives: ArchiveRow
  record_checks: RecordCheckRow
  surfaces: SurfaceRow
  outbox: OutboxRow
  announcements: AnnouncementRow
  habits: HabitsRow
  reminders: ReminderRow
  reminder_items: ReminderItemRow
  snoozes: SnoozeRow
  sign_offs: SignOffRow
  roll_calls: RollCallRow
  roll_call_answers: AnswerRow
  overrides: OverrideRow
  sign_off_requests: RequestRow
  emergencies: EmergencyRow
  emergency_answers: EmergencyAnswerRow
  emergency_decisions: DecisionRow
  emergency_asks: AskRow
}

/** What Slack last said about somebody. */
type PersonRow = {
  workspace_id: string
  id: string
  /** What Slack calls them, once golive heard it: for files, which show no mentions. */
  name: string | null
  standing: Standing
  zone: string
  seen_at: string
  /** Since when golive cannot write to them. */
  unreachable_at: string | null
  /** When golive last saw that there was nothing to remind them of. */
  looked_at: string | null
}

/** What golive knows of the channels that it posts in. */
export type ChannelRow = {
  workspace_id: string
  id: string
  name: string | null
  visibility: 'public' | 'private'
  /** When Slack last said how it is. */
  seen_at: string
  /** Since when golive cannot reach it. */
  gone_at: string | null
}

export type TemplateRow = {
  id: string
  name: string
  name_key: string
  /** By golive: it follows what is shipped. */
  kept_by: 'golive' | 'people'
  /** Since when no launch can be started from it. */
  retired_at: string | null
  retired_by: string | null
}

/** A template as it was saved once; never changed. */
export type TemplateVersionRow = {
  id: string
  template_id: string
  number: number
  name: string
  /** Of the form that saved it, or of what was shipped: the same saves nothing again. */
  key: string
  source: string
  saved_at: string
  saved_by: string
  note: string | null
}

export type LaunchRow = {
  id: string
  workspace_id: string
  channel_id: string
  /** Of the form that started it. */
  form_id: string
  name: string
  name_key: string
  t0: string
  zone: string
  lead_id: string
  /** Of the version that it was started with. */
  template_id: string
  started_at: string
  started_by: string
  kind: 'real' | 'rehearsal'
  /** The rehearsal whose minutes it shows. */
  rehearsal_id: string | null
  /** Whether one person may sign for several roles. */
  signing: 'one-role-each' | 'several-roles'
  gates: string
  links: string
  live_at: string | null
  live_by: string | null
  ended_at: string | null
  ended_by: string | null
  ending: Ending | null
  end_reason: string | null
  /** What its checklist says about emergencies. */
  procedure: string | null
  /** How risky it is. */
  tier: Tier
  /** The names of the conditions that do not hold, as JSON. */
  absent: string
  /** How many items of its template it does without. */
  left_out: number
  /** Since when it is here out of a file, and rests: the clock does nothing in it. */
  imported_at: string | null
}

export type PhaseRow = {
  id: string
  launch_id: string
  position: number
  name: string
  window: string | null
  opened_at: string | null
  opened_by: string | null
  /** When everything in it was settled for the first time. */
  completed_at: string | null
  /** The first round of a phase that repeats; null: it is the first itself, or does not repeat. */
  series_id: string | null
  round: number
  /** When a later round took its place. */
  ended_at: string | null
  /** Of what an emergency has to do, or leaves to do. */
  emergency_id: string | null
}

export type SectionRow = {
  id: string
  launch_id: string
  phase_id: string
  position: number
  name: string
  /** Its own, where its heading says one. */
  window: string | null
}

export type ItemRow = {
  id: string
  launch_id: string
  /** The final box is in no section. */
  section_id: string | null
  position: number
  text: string
  necessity: 'required' | 'if-applicable'
  state: ItemState
  changed_at: string | null
  changed_by: string | null
  reason: string | null
  note: string | null
  /** The window that it says of itself, from which `due_at` is planned. */
  due_mark: string | null
  due_at: string | null
  due_by: 'plan' | 'hand' | null
  /** Whether it cannot be done without evidence. */
  proof: 'none' | 'required'
  /** What it is there for, or how it is done. */
  why: string | null
  /** How long its tick is good for, as JSON. */
  expires: string | null
  /** Until when its tick is good, where that is counted in days. */
  good_until: string | null
  /** When its last tick expired; null: it has not, or something else came after. */
  expired_at: string | null
  /** Since when it is no part of its launch any more. */
  removed_at: string | null
  removed_by: string | null
  removed_because: string | null
  version: number
}

type ItemOwnerRow = {
  item_id: string
  launch_id: string
  kind: 'person' | 'role'
  /** The person's id in Slack, or the role's. */
  holder: string
  position: number
  given_at: string
  given_by: string
  /** When the person, or who fills the role, was told. */
  told_at: string | null
}

export type EvidenceRow = {
  id: string
  item_id: string
  launch_id: string
  kind: 'link' | 'message' | 'file'
  url: string
  title: string | null
  author_id: string | null
  written_at: string | null
  added_at: string
  added_by: string
  removed_at: string | null
}

/** When somebody works and wants to be reminded, where it is not the usual. */
type HabitsRow = {
  workspace_id: string
  person_id: string
  days: string
  from_time: string
  to_time: string
  remind_at: string
  paused_until: string | null
}

/** What somebody was reminded of; never changed, except that a newer list ends it. */
export type ReminderRow = {
  id: string
  workspace_id: string
  person_id: string
  kind: ReminderKind
  slot: string
  at: string
  /** Who asked for it, when it was not the clock. */
  by: string | null
  ended_at: string | null
}

type ReminderItemRow = {
  reminder_id: string
  item_id: string
  position: number
  why: Why
}

type SnoozeRow = {
  workspace_id: string
  person_id: string
  item_id: string
  until: string
}

export type RoleRow = {
  id: string
  launch_id: string
  position: number
  name: string
  person_id: string | null
  /** Who may sign in their place. */
  deputy_id: string | null
}

/** What a role said; each role has one that is not replaced. */
export type SignOffRow = {
  id: string
  launch_id: string
  role_id: string
  verdict: Verdict
  reason: string | null
  until: string | null
  at: string
  by: string
  /** The newest place in the record when it was given. */
  place: number
  digest: string
  /** The list that was signed. */
  list: string
  voided_at: string | null
  replaced_at: string | null
}

export type RollCallRow = {
  id: string
  launch_id: string
  /** Within its launch, counted from 0. */
  position: number
  started_at: string
  started_by: string
  ended_at: string | null
  ended_by: string | null
  verdict: RollCallVerdict | null
}

export type AnswerRow = {
  id: string
  roll_call_id: string
  launch_id: string
  role_id: string
  position: number
  asked_at: string | null
  /** Who filled the role when it was asked. */
  asked_id: string | null
  verdict: Verdict | null
  reason: string | null
  until: string | null
  answered_at: string | null
  answered_by: string | null
}

export type OverrideRow = {
  id: string
  launch_id: string
  gate: string
  reason: string
  /** The ids of what it waives. */
  items: string
  asked_at: string
  asked_by: string
  answer: 'confirmed' | 'declined' | 'dropped' | null
  answered_at: string | null
  answered_by: string | null
}

/** Somebody was asked by DM to sign off; ended by a newer request, or when it is answered. */
export type RequestRow = {
  id: string
  launch_id: string
  role_id: string
  person_id: string
  why: 'ready' | 'void' | 'hold-over'
  at: string
  ended_at: string | null
}

export type EmergencyRow = {
  id: string
  launch_id: string
  number: number
  kind: 'real' | 'drill'
  words: string
  began_at: string
  started_at: string
  started_by: string
  commander_id: string
  scribe_id: string | null
  next_update_at: string
  resolved_at: string | null
  resolved_by: string | null
  aftermath: Aftermath | null
  /** What ended it. */
  ended_with: string | null
}

export type EmergencyAnswerRow = {
  emergency_id: string
  page: string
  choice: string
  note: string | null
  at: string
  by: string
  version: number
}

export type DecisionRow = {
  id: string
  emergency_id: string
  round: number
  outcome: string
  kind: OutcomeKind
  reason: string
  at: string
  by: string
  watch_until: string | null
  watcher_id: string | null
  answer: Confirmation | null
  answer_reason: string | null
  answered_at: string | null
  answered_by: string | null
  dropped_at: string | null
  dropped_by: string | null
}

/** What somebody was asked by DM about an emergency; ended by a newer one, or when it is answered. */
export type AskRow = {
  id: string
  emergency_id: string
  /** `second`: nobody confirmed in time. */
  why: 'update' | 'watch' | 'confirm' | 'second' | 'command'
  person_id: string
  at: string
  ended_at: string | null
}

/** The record. Rows are added and never changed; triggers in the database hold that. Each is sealed (domain/chain.ts). */
export type EventRow = {
  id: string
  launch_id: string
  place: number
  item_id: string | null
  type: string
  data: string
  at: string
  by: string
  via: Via
  salt: string
  digest: string
  hash: string
}

/** Where the record of each launch ends. */
export type HeadRow = {
  launch_id: string
  place: number
  hash: string
}

/** An entry whose words give way in this transaction; empty otherwise. */
type AmendmentRow = {
  launch_id: string
  place: number
}

/** What stays of a launch that is in a file. */
export type ArchiveRow = Pick<
  LaunchRow,
  'workspace_id' | 'channel_id' | 'name' | 'kind' | 't0' | 'started_at' | 'live_at' | 'ended_at'
> & {
  launch_id: string
  ending: Ending | null
  /** Not of the version: of the template. */
  template_id: string | null
  /** Where its record ended. */
  place: number
  hash: string
  /** The name that its file was given, and the digest of what is in it. */
  file: string
  sha256: string
  archived_at: string
}

/** A pseudonym that was given; the person is known only while they are being given it. */
type PseudonymRow = {
  number: number
  person_id: string | null
}

/** A launch whose record was found to be broken. */
type RecordCheckRow = {
  launch_id: string
  found_at: string
  place: number
  kind: ChainBreak['kind']
}

export type SurfaceRow = {
  key: string
  /** Null for what is about several launches. */
  launch_id: string | null
  workspace_id: string
  /** For a DM the person's id, until it is posted and Slack has said which conversation it is. */
  channel_id: string
  kind: Surface['kind']
  section_id: string | null
  part: number
  /** What else it shows: a reminder, a roll call, an answer of one, an override, an emergency … */
  about_id: string | null
  /** The surface in whose thread it is. */
  thread_key: string | null
  /** Of the Slack message; null until it is posted. */
  ts: string | null
  /** Of what was last sent. */
  digest: string | null
  sent_at: string | null
  /** Since when a finished section is shown in full all the same. */
  unfolded_at: string | null
}

export type OutboxRow = {
  key: string
  launch_id: string | null
  workspace_id: string
  channel_id: string
  /**
   * refresh: bring a surface up to date · announce: post an event once · pin: pin a surface ·
   * upload: put an emergency's post-mortem into its thread · chart: put a report's chart below it ·
   * withdraw: take back a message that is there twice.
   */
  kind: 'refresh' | 'announce' | 'pin' | 'upload' | 'chart' | 'withdraw'
  /** The surface's key, the event's id, or the message's ts. */
  target: string
  /** Raised by each new wish for the same thing; a row is done when what was sent is its newest. */
  revision: number
  attempts: number
  created_at: string
  /** Orders what one transaction asked for. */
  position: number
  /** The lower the sooner: what somebody did goes before what is only sent again. */
  priority: number
  not_before: string
  lease_owner: string | null
  lease_until: string | null
  /** Given up for good since. */
  parked_at: string | null
  error: string | null
}

/** What was said once, and by which message. */
type AnnouncementRow = {
  /** Of the outbox row that asked for it. */
  key: string
  channel_id: string
  ts: string
}
