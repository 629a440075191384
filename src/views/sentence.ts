import type { Event, EventData } from '../domain/event.ts'
import type { Link } from '../domain/link.ts'
import type { ChangeKind } from '../domain/sign-off.ts'
import { asMrkdwn } from './markdown.ts'
import { channelLink, linked, mention, moment, plural, safe } from './text.ts'
import { verdictLook } from './verdict-look.ts'

type Moved = EventData<'item.ticked'>

/** Ten sentences, each with such a link, fit into one message. */
const longestLink = 300

/** An entry of the record as a sentence without its time; `zone` for times inside of it. */
export function sentence(event: Event, zone: string): string {
  const who = mention(event.by)
  switch (event.type) {
    case 'launch.started':
      return `${who} started *${safe(event.data.name, 160)}*${event.data.isRehearsal ? ' as a rehearsal' : ''}, T-0 ${moment(new Date(event.data.t0), zone)}, lead ${mention(event.data.leadId)}${tailoringText(event.data)}`
    case 'phase.opened':
      return `${who} opened *${safe(event.data.name, 160)}*: ${plural(event.data.items, 'item')}`
    case 'phase.completed':
      return `*${safe(event.data.name, 160)}* is complete: all ${plural(event.data.items, 'item')} settled, the last by ${who}`
    case 'phase.shut':
      return `*${safe(event.data.name, 160)}* waits for its time again`
    case 'phase.ended': {
      const { name, items, unsettled } = event.data
      return `*${safe(name, 160)}* ended: ${items - unsettled} of ${plural(items, 'item')} settled`
    }
    case 'sign-off.given':
      return signedText(event.data, who, zone)
    case 'sign-off.voided':
      return voidedText(event.data)
    case 'roll-call.started':
      return `${who} started the roll call: ${namesText(event.data.roles)}`
    case 'roll-call.ended':
      return verdictText(event.data, zone)
    case 'final-box.ticked':
      return `The roll call’s verdict ticked ${itemText(event.data)}`
    case 'final-box.withdrawn':
      return withdrawnText(event.data, who)
    case 'override.asked':
      return `${who} asked for ${overrideText(event.data)}`
    case 'override.confirmed':
      return `${who} confirmed ${overrideText(event.data)} (asked for by ${mention(event.data.askedBy)})`
    case 'override.declined':
      return `${who} declined ${overrideText(event.data)} (asked for by ${mention(event.data.askedBy)})`
    case 't0.moved': {
      const { from, to, dues, reason } = event.data
      const moved = dues > 0 ? `; ${plural(dues, 'due date')} moved with it` : ''
      return `${who} moved T-0 from ${moment(new Date(from), zone)} to *${moment(new Date(to), zone)}*: ${safe(reason, 300)}${moved}`
    }
    case 't0.passed':
      return `T-0, ${moment(new Date(event.data.t0), zone)}, has passed without going live`
    case 'launch.live':
      return `${who} said that it is live since ${moment(new Date(event.data.at), zone)}`
    case 'launch.ended':
      return endedText(event.data, who)
    case 'launch.reopened':
      return `${who} reopened the launch: ${safe(event.data.reason, 300)}`
    case 'report.posted':
      return `${who} posted the report`
    case 'links.changed': {
      const { added, removed } = event.data
      const parts = [
        ...(added.length > 0 ? [`added ${titlesText(added)}`] : []),
        ...(removed.length > 0 ? [`removed ${titlesText(removed)}`] : []),
      ]
      return `${who} changed the links: ${parts.join('; ')}`
    }
    case 'signing.changed':
      return event.data.mayDouble
        ? `${who} allowed one person to sign for several roles`
        : `${who} allowed nobody to sign for several roles`
    case 'deputy.named': {
      const { name, personId, before } = event.data
      return personId
        ? `${who} made ${mention(personId)} deputy for ${safe(name, 120)}`
        : `${who} took ${safe(name, 120)} its deputy${before ? `, ${mention(before)}` : ''}`
    }
    case 'emergency.started': {
      const { number, isDrill, words, commanderId } = event.data
      const what = words ? `: ${safe(words, 300)}` : ''
      return `${who} started ${isDrill ? 'drill' : 'emergency'} ${number}${what}. Commander ${mention(commanderId)}`
    }
    case 'emergency.answered': {
      const { text, choice, note, before } = event.data
      const was = before && before !== choice ? ` (was ${choiceText(before)})` : ''
      return `${who}: ${asMrkdwn(text, 160)} *${choiceText(choice)}*${was}${note ? `, ${safe(note, 160)}` : ''}`
    }
    case 'emergency.told':
      return `${who} ${event.data.channelIds.length > 0 ? `posted in ${event.data.channelIds.map(channelLink).join(', ')}` : 'sent'}: ${safe(event.data.text, 300)}`
    case 'emergency.decided': {
      const { outcome, reason, watchUntil, watcherId } = event.data
      const watch =
        watchUntil && watcherId
          ? ` ${mention(watcherId)} watches it until ${moment(new Date(watchUntil), zone)}.`
          : ''
      return `${who} decided *${safe(outcome, 75)}*: ${safe(reason, 300)}.${watch}`
    }
    case 'emergency.answered-decision': {
      const { outcome, how, decidedBy, reason } = event.data
      const did = {
        confirmed: 'confirmed',
        declined: 'declined',
        overridden: 'went ahead without a second person with',
      }[how]
      return `${who} ${did} *${safe(outcome, 75)}* (decided by ${mention(decidedBy)})${reason ? `: ${safe(reason, 200)}` : ''}`
    }
    case 'emergency.reconsidered':
      return `${who} wants to decide again, after *${safe(event.data.outcome, 75)}*: ${safe(event.data.reason, 300)}`
    case 'emergency.watched-on':
      return `${who} watches on, until ${moment(new Date(event.data.until), zone)}`
    case 'emergency.led': {
      const { commanderId, commanderBefore, scribeId, scribeBefore } = event.data
      const led =
        commanderId === commanderBefore
          ? []
          : [`Commander is ${mention(commanderId)}, after ${mention(commanderBefore)}`]
      const wrote =
        scribeId === scribeBefore ? [] : [`scribe is ${scribeId ? mention(scribeId) : 'nobody'}`]
      return `${who}: ${[...led, ...wrote].join('; ')}`
    }
    case 'emergency.noted': {
      const { text, happened, url, authorId } = event.data
      const from = authorId ? ` (${mention(authorId)})` : ''
      const link = url ? ` ${linked(url, 'message', 20, longestLink)}` : ''
      return `${moment(new Date(happened), zone)}${from}: ${safe(text, 300)}${link}, noted by ${who}`
    }
    case 'emergency.resolved':
      return resolvedText(event.data, who)
    case 'item.ticked':
      return `${who} ticked ${itemText(event.data)}`
    case 'item.undone':
      return `${who} undid the tick of ${itemText(event.data)}`
    case 'item.started':
      return event.data.from === 'blocked'
        ? `${who} unblocked and began ${itemText(event.data)}`
        : `${who} began ${itemText(event.data)}`
    case 'item.blocked':
      return `${who} blocked ${itemText(event.data)}${because(event.data)}`
    case 'item.excluded':
      return `${who} set ${itemText(event.data)} to not applicable${because(event.data)}`
    case 'item.reopened':
      return event.data.from === 'blocked'
        ? `${who} unblocked ${itemText(event.data)}`
        : `${who} opened ${itemText(event.data)} again`
    case 'item.noted':
      return event.data.note
        ? `${who} noted on ${itemText(event.data)}: ${safe(event.data.note, 160)}`
        : `${who} removed the note of ${itemText(event.data)}`
    case 'item.assigned':
      return event.data.owners.length === 0
        ? `${who} took ${itemText(event.data)} from ${ownersText(event.data.before)}`
        : `${who} gave ${itemText(event.data)} to ${ownersText(event.data.owners)}`
    case 'item.given-back':
      return `${who} gave back ${itemText(event.data)}${event.data.owner.kind === 'role' ? ` as ${safe(event.data.owner.name ?? '', 80)}` : ''}: ${safe(event.data.reason, 160)}`
    case 'item.due-set': {
      const { due, isPlanned } = event.data
      if (due === null) return `${who} removed the due date of ${itemText(event.data)}`
      const when = moment(new Date(due), zone)
      return isPlanned
        ? `${who} set ${itemText(event.data)} back to its planned due date, ${when}`
        : `${who} set ${itemText(event.data)} to be due ${when}`
    }
    case 'item.evidenced':
      return `${who} added evidence to ${itemText(event.data)}: ${evidenceText(event.data, zone)}`
    case 'item.evidence-removed':
      return `${who} removed evidence from ${itemText(event.data)}: ${evidenceText(event.data, zone)}`
    case 'item.evidence-required':
      return event.data.isRequired
        ? `${who} made ${itemText(event.data)} need evidence`
        : `${who} made ${itemText(event.data)} need no evidence`
    case 'item.added':
      return `${who} added ${itemText(event.data)} to ${placeText(event.data)}${withVersion(event.data)}`
    case 'item.reworded':
      return `${who} reworded ${itemText({ text: event.data.before })} as ${itemText(event.data)}${withVersion(event.data)}`
    case 'item.moved':
      return `${who} moved ${itemText(event.data)} from ${placeText(event.data.before)} to ${placeText(event.data)}${withVersion(event.data)}`
    case 'item.removed':
      return `${who} removed ${itemText(event.data)}: ${safe(event.data.reason, 160)}`
    case 'item.brought-back':
      return `${who} brought back ${itemText(event.data)}`
    case 'version.brought-in': {
      const { template, to, stayed, ...counts } = event.data
      const rest = stayed > 0 ? `; ${stayed} left as they are here` : ''
      return `${who} brought version ${to} of “${safe(template, 80)}” into the launch: ${countsText(counts)}${rest}`
    }
    case 'item.expired':
      return `The tick of ${itemText(event.data)} by ${mention(event.data.tickedBy)} is no longer good: ${expiredText[event.data.why]}`
    case 'ticks.expired': {
      const { personId, items, texts, why } = event.data
      const rest = items > texts.length ? ` and ${items - texts.length} more` : ''
      const list = texts.map((text) => itemText({ text })).join(', ')
      return `${mention(personId)} has to look again at ${list}${rest}: ${expiredText[why]}`
    }
    case 'role.filled': {
      const { name, personId, before } = event.data
      const instead = before ? ` instead of ${mention(before)}` : ''
      return personId
        ? `${who} made ${mention(personId)} ${safe(name, 120)}${instead}`
        : `${who} left ${safe(name, 120)} open${instead}`
    }
    case 'lead.changed':
      return `${who} made ${mention(event.data.personId)} lead instead of ${mention(event.data.before)}`
    case 'people.nudged':
      return `${who} reminded ${nudgedText(event.data.people)}`
    case 'person.unreachable':
      return `golive could not write to ${mention(event.data.personId)}`
    case 'person.left': {
      const { personId, items, roles, deputyFor, standing } = event.data
      const left =
        standing === 'deactivated' ? 'has left' : 'is no member of the workspace any more'
      const gone =
        items > 0
          ? [`${plural(items, 'item')} of theirs ${items === 1 ? 'is' : 'are'} nobody’s now`]
          : []
      const open = roles.slice(0, 5).map((role) => `${safe(role, 60)} is open`)
      const without = deputyFor.slice(0, 2).map((role) => `${safe(role, 60)} has no deputy`)
      return [`${mention(personId)} ${left}`, ...gone, ...open, ...without].join(', ')
    }
    case 'record.amended': {
      const { pseudonym, entries } = event.data
      return `${who} gave somebody the name *${safe(pseudonym, 60)}* at ${plural(entries.length, 'earlier place')}`
    }
    case 'channel.lost':
      return `golive could not reach ${channelLink(event.data.channelId)} any more`
    case 'channel.regained':
      return `golive could reach ${channelLink(event.data.channelId)} again`
  }
}

function signedText(data: EventData<'sign-off.given'>, who: string, zone: string): string {
  const { role, isDeputy, verdict, reason, until, items, unsettled, isRenewal } = data
  const { label } = verdictLook[verdict]
  const as = `${isRenewal ? ' again' : ''} as ${isDeputy ? 'deputy for ' : ''}${safe(role, 120)}`
  const when = until ? ` until ${moment(new Date(until), zone)}` : ''
  const why = reason ? `: ${safe(reason, 160)}` : ''
  return `${who} signed *${label}*${as}${when}${why} (${items - unsettled} of ${plural(items, 'item')} settled)`
}

function voidedText({ role, personId, why, changes }: EventData<'sign-off.voided'>): string {
  if (why !== 'list') {
    return `The sign-off by ${mention(personId)} as ${safe(role, 120)} is void: ${voidWords[why]}`
  }
  const [first] = changes
  const rest = changes.length > 1 ? ` and ${changes.length - 1} more` : ''
  const what = first ? `: “${asMrkdwn(first.text, 200)}”${rest}` : ''
  return `The go by ${mention(personId)} as ${safe(role, 120)} is void, because the list has changed${what}`
}

const voidWords = {
  role: 'they are not named for it any more',
  double: 'they have signed for another role, too',
  withdrawn: 'the final box was taken back',
  'rolled-back': 'the launch was rolled back',
} as const

const deeds: Record<ChangeKind, (item: string) => string> = {
  undone: (item) => `opened ${item} again`,
  blocked: (item) => `blocked ${item}`,
  'set-aside': (item) => `set ${item} to not applicable`,
  changed: (item) => `changed ${item}`,
  added: (item) => `added ${item}`,
  removed: (item) => `removed ${item}`,
  'evidence-removed': (item) => `removed evidence from ${item}`,
  't0-moved': () => 'moved T-0',
}

/** Who did what by which the final box stands on nothing any more. */
function withdrawnText(data: EventData<'final-box.withdrawn'>, who: string): string {
  const { text, roles, changes } = data
  // With every role named, a longer text would be too long for a page of the log.
  const box = `“${asMrkdwn(text, 120)}” was taken back`
  const [first] = changes
  if (first) {
    const rest = changes.length > 1 ? `, and ${plural(changes.length - 1, 'more change')}` : ''
    const are = roles.length === 1 ? 'is' : 'are'
    const voids = roles.length > 0 ? `, so ${plural(roles.length, 'sign-off')} ${are} void` : ''
    return `${box}, because ${who} ${deeds[first.kind](`“${asMrkdwn(first.text, 160)}”`)}${rest}${voids}`
  }
  return roles.length > 0
    ? `${box}, by what ${who} did: no go that counts from ${namesText(roles)}`
    : `${box}, by what ${who} did: something it waits for is open again`
}

/** The verdict, and whoever made it what it is. */
function verdictText({ verdict, answers }: EventData<'roll-call.ended'>, zone: string): string {
  const { icon, label } = verdictLook[verdict]
  if (verdict === 'go') {
    const who = answers.slice(0, 8).map(({ role, personId }) => {
      return personId ? `${safe(role, 60)} ${mention(personId)}` : safe(role, 60)
    })
    return `${icon} *${label}*: the roll call is over${who.length > 0 ? `, ${who.join(', ')}` : ''}`
  }
  const against = answers.filter((answer) => (answer.verdict ?? 'silent') === verdict)
  const [first] = against
  if (!first) return `${icon} *${label}*: the roll call is over`
  const by = first.personId ? ` (${mention(first.personId)})` : ''
  const until = first.until ? ` until ${moment(new Date(first.until), zone)}` : ''
  const why = first.reason ? `: ${safe(first.reason, 160)}` : ''
  return `${icon} *${label}*${until}: the roll call ended at ${safe(first.role, 120)}${by}${why}`
}

function overrideText({ opens, unsettled, reason }: EventData<'override.asked'>): string {
  return `an override: ${asMrkdwn(opens, 160)} with ${plural(unsettled, 'item')} unsettled, ${safe(reason, 160)}`
}

function endedText(data: EventData<'launch.ended'>, who: string): string {
  const { how, reason, unsettled, items } = data
  const why = reason ? `: ${safe(reason, 160)}` : ''
  if (how === 'aborted') return `${who} aborted the launch${why}`
  if (how === 'complete') return `${who} closed the launch, complete${why}`
  const named = items.slice(0, 5).map((text) => `“${asMrkdwn(text, 80)}”`)
  const rest = unsettled - named.length
  return `${who} closed the launch with ${plural(unsettled, 'item')} open${why} (${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`
}

/** What is said on a page of an emergency, in words; an answer of a checklist's own as it stands. */
export function choiceText(choice: string): string {
  return choiceWords[choice] ?? safe(choice, 75)
}

const choiceWords: Record<string, string> = {
  fine: 'fine',
  bad: 'bad',
  unclear: 'cannot tell',
  posted: 'posted by golive',
  sent: 'sent',
  'not-needed': 'not needed',
  helped: 'tried, it helped',
  'no-help': 'tried, it did not help',
  'not-tried': 'not tried',
  done: 'done',
}

function resolvedText(data: EventData<'emergency.resolved'>, who: string): string {
  const { how, words, isDrill, detect, decide, resolve, followUps } = data
  const left = {
    'goes-on': 'the launch goes on',
    'rolled-back': 'the launch is rolled back, and T-0 has to be chosen anew',
    aborted: 'the launch is aborted',
  }[how]
  const decided = decide === null ? '' : `, decided after ${plural(decide, 'minute')}`
  return `${who} resolved the ${isDrill ? 'drill' : 'emergency'}: ${safe(words, 300)}. ${isDrill ? 'Of the launch, nothing changes' : `So ${left}`}. Noticed after ${plural(detect, 'minute')}${decided}, resolved after ${plural(resolve, 'minute')}; ${plural(followUps, 'follow-up')} left to do`
}

/** So many links are named. */
const linksNamed = 3

function titlesText(links: readonly Link[]): string {
  const rest = links.length - linksNamed
  const titles = links.slice(0, linksNamed).map(({ title }) => safe(title, 60))
  return [...titles, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}

function namesText(names: readonly string[]): string {
  return names
    .slice(0, 8)
    .map((name) => safe(name, 60))
    .join(', ')
}

function itemText({ text }: { text: string }): string {
  return `“${asMrkdwn(text, 240)}”`
}

type NamedOwner = EventData<'item.assigned'>['owners'][number]

/** Owners, as an event names them. mrkdwn. */
export function ownersText(owners: readonly NamedOwner[]): string {
  const named = owners
    .slice(0, 5)
    .map(({ kind, id, name }) => (kind === 'person' ? mention(id) : safe(name ?? '', 80)))
  const rest = owners.length - named.length
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function evidenceText(evidence: EventData<'item.evidenced'>, zone: string): string {
  const { kind, url, title, authorId, writtenAt } = evidence
  if (kind === 'message' && !authorId) {
    return `${linked(url, 'a message', 20, 300)} by ${safe(title ?? 'an app', 100)}`
  }
  if (kind === 'message' && authorId && writtenAt) {
    return `${linked(url, 'a message', 20, longestLink)} by ${mention(authorId)}, ${moment(new Date(writtenAt), zone)}`
  }
  return linked(url, title ?? url, 160, longestLink)
}

function nudgedText(people: EventData<'people.nudged'>['people']): string {
  const named = people
    .slice(0, 10)
    .map(({ personId, items }) => `${mention(personId)} of ${plural(items, 'item')}`)
  const rest = people.length - named.length
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function because({ reason }: Moved): string {
  return reason ? `: ${safe(reason, 160)}` : ''
}

/** What a launch does without, where there is anything. */
function tailoringText({ tier, absent, leftOut }: EventData<'launch.started'>): string {
  if (leftOut === 0) return ''
  const without = absent.length > 0 ? `, without ${safe(absent.join(', '), 160)}` : ''
  return `; ${tier} risk${without}: ${plural(leftOut, 'item')} left out`
}

function placeText({ phase, section }: { phase: string; section: string }): string {
  const inside = section === phase ? '' : `, ${safe(section, 80)}`
  return `*${safe(phase, 80)}*${inside}`
}

const expiredText = { days: 'the time is over for which it was good', t0: 'T-0 moved' } as const

function withVersion({ version }: { version?: number | undefined }): string {
  return version === undefined ? '' : `, with version ${version} of the checklist`
}

const countNames = ['added', 'removed', 'reworded', 'moved'] as const

function countsText(counts: Record<(typeof countNames)[number], number>): string {
  const some = countNames.filter((name) => counts[name] > 0)
  if (some.length === 0) return 'no item is another'
  return some.map((name) => `${counts[name]} ${name}`).join(', ')
}
