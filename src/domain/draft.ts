import { addDays } from './dates.ts'
import { limits } from './limits.ts'
import { ownerFault } from './owner.ts'
import type { Person } from './person.ts'
import type { Fault } from './refusal.ts'
import type { Tier } from './tier.ts'

/** What somebody filled into the form that starts a launch. `null`: left empty. */
export type LaunchDraft = {
  /** Made when the form was opened: the same form sent twice starts one launch. */
  formId: string
  name: string
  t0: Date | null
  zone: string
  templateId: string | null
  leadId: string | null
  /** By the name of the role; a role may stay open. */
  approvers: { role: string; personId: string | null }[]
  channelId: string | null
  isRehearsal: boolean
  tier: Tier
  /** The names of the conditions that do not hold. */
  absent: string[]
  /** Who is meant by the checklist's words for owners that are no roles; may stay open. */
  owners: { owner: string; personId: string | null }[]
}

/** A channel as Slack describes it to golive. `unseen`: golive is not in it, or it does not exist. */
export type Channel = {
  id: string
  status: 'joined' | 'not-joined' | 'archived' | 'unseen'
  isPrivate: boolean
  name?: string | undefined
}

/** What Slack says about the people and the channel that a draft names. */
export type DraftFacts = {
  people: PeopleFacts
  channel: Channel | 'silent' | null
}

/** What Slack says of a channel in which something is to be posted, and whether the person is in it. */
export type TellingFacts = { id: string; status: Channel['status'] | 'silent'; isTheirs: boolean }

/** Keys of a draft's fields, as faults are filed under; approvers by the name of their role. */
export type DraftField =
  | 'name'
  | 't0'
  | 'template'
  | 'lead'
  | 'channel'
  | `approver:${string}`
  | `owner:${string}`

/** Every fault of a draft that can be told without the database. */
export function faultsOf(
  draft: LaunchDraft,
  facts: DraftFacts,
  now: Date,
): Partial<Record<DraftField, Fault>> {
  const faults: Partial<Record<DraftField, Fault>> = {}
  const note = (field: DraftField, fault: Fault | null) => {
    if (fault) faults[field] = fault
  }
  note('name', nameFault(draft.name))
  note('t0', t0Fault(draft.t0, now))
  if (draft.templateId === null) note('template', { code: 'template-gone' })
  note('lead', draft.leadId ? personFault(draft.leadId, facts.people) : { code: 'person-missing' })
  for (const { role, personId } of draft.approvers) {
    if (personId) note(`approver:${role}`, personFault(personId, facts.people))
  }
  for (const { owner, personId } of draft.owners) {
    if (personId)
      note(`owner:${owner}`, ownerFault(personId, facts.people.get(personId) ?? 'unknown'))
  }
  note('channel', channelFault(draft.channelId, facts.channel))
  return faults
}

/** A name as it is kept: on one line, without spaces around it. */
export function tidyName(name: string): string {
  return name.replace(/\s+/g, ' ').trim()
}

function nameFault(name: string): Fault | null {
  const { length } = tidyName(name)
  if (length === 0) return { code: 'empty' }
  return length > limits.launchName ? { code: 'too-long', limit: limits.launchName, length } : null
}

function t0Fault(t0: Date | null, now: Date): Fault | null {
  return t0 === null ? { code: 'date-missing' } : dateFault(t0, now)
}

/** What is wrong with a moment that shall be planned for; null: nothing. */
export function dateFault(date: Date, now: Date): Fault | null {
  if (date < now) return { code: 'date-past' }
  return date > addDays(now, limits.t0Days) ? { code: 'date-too-far', days: limits.t0Days } : null
}

/** What Slack says about people, by their id. 'silent': it did not answer in time. */
export type PeopleFacts = ReadonlyMap<string, Person | 'unknown' | 'silent'>

/** What is wrong with somebody as lead or approver; null: nothing. */
export function personFault(personId: string, people: PeopleFacts): Fault | null {
  const person = people.get(personId) ?? 'unknown'
  if (person === 'silent') return { code: 'slack-silent' }
  if (person === 'unknown') return { code: 'person-unknown', personId }
  const { standing } = person
  return standing === 'member' || standing === 'system'
    ? null
    : { code: 'person-unfit', personId, standing }
}

/** What is wrong with a channel in which something is posted for somebody; null: nothing. */
export function tellingFault({ id, status, isTheirs }: TellingFacts): Fault | null {
  if (status === 'silent') return { code: 'slack-silent' }
  const fault = statusFault({ id, status })
  return fault ?? (isTheirs ? null : { code: 'channel-not-yours', channelId: id })
}

function channelFault(channelId: string | null, channel: DraftFacts['channel']): Fault | null {
  if (channelId === null || channel === null) return { code: 'channel-missing' }
  if (channel === 'silent') return { code: 'slack-silent' }
  return statusFault(channel)
}

function statusFault({ id: channelId, status }: Pick<Channel, 'id' | 'status'>): Fault | null {
  if (status === 'archived') return { code: 'channel-archived', channelId }
  return status === 'joined' ? null : { code: 'channel-not-joined', channelId }
}
