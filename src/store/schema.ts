/**
 * The tables. Ids, times (UTC, ISO 8601) and JSON are text on both dialects; a thing that did or
 * did not happen is a nullable time. Columns say what the domain's types say.
 */
import type { ItemState } from '../domain/item.ts'
import type { Standing, Via } from '../domain/person.ts'

export type Schema = {
  people: PersonRow
  channels: ChannelRow
  templates: TemplateRow
  launches: LaunchRow
  phases: PhaseRow
  sections: SectionRow
  items: ItemRow
  roles: RoleRow
  events: EventRow
  surfaces: SurfaceRow
  outbox: OutboxRow
}

/** What Slack last said about somebody. */
type PersonRow = {
  workspace_id: string
  id: string
  standing: Standing
  zone: string
  seen_at: string
}

/** What golive knows of the channels that it posts in. */
export type ChannelRow = {
  workspace_id: string
  id: string
  visibility: 'public' | 'private'
  /** When Slack last said how it is. */
  seen_at: string
  /** Since when golive cannot reach it. */
  gone_at: string | null
}

/** A template as it was read; never changed, only withdrawn from the form. */
type TemplateRow = {
  id: string
  name: string
  digest: string
  source: string
  saved_at: string
  withdrawn_at: string | null
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
  template_id: string
  started_at: string
  started_by: string
  /** How many events its record has. */
  events: number
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
}

export type SectionRow = {
  id: string
  launch_id: string
  phase_id: string
  position: number
  name: string
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
  version: number
}

type RoleRow = {
  id: string
  launch_id: string
  position: number
  name: string
  person_id: string | null
}

/** The record. Rows are added and never changed; triggers in the database hold that. */
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
}

export type SurfaceRow = {
  key: string
  launch_id: string
  workspace_id: string
  channel_id: string
  kind: 'board' | 'section'
  section_id: string | null
  part: number
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
  launch_id: string
  workspace_id: string
  channel_id: string
  /** refresh: bring a surface up to date · announce: post an event once · pin: pin a surface. */
  kind: 'refresh' | 'announce' | 'pin'
  /** The surface's key or the event's id. */
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
