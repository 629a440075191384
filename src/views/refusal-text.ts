import type { GateState } from '../domain/gate.ts'
import type { Item, Launch, Phase } from '../domain/launch.ts'
import { type Permission, permissions, type Relation } from '../domain/permission.ts'
import type { Standing } from '../domain/person.ts'
import type { Held } from '../domain/pseudonym.ts'
import type { Fault, Reason } from '../domain/refusal.ts'
import type { Trouble } from '../domain/trouble.ts'
import { itemLook } from './item-look.ts'
import { fullName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { channelLink, cut, escaped, mention, moment, plural, safe, wordsFor } from './text.ts'

/** A refusal as a sentence that says what is true and what can be done. mrkdwn. */
export function refusalText(reason: Reason, zone: string): string {
  switch (reason.code) {
    case 'not-permitted':
      return notPermittedText(reason)
    case 'faults':
      return Object.values(reason.faults)
        .map((fault) => (fault ? escaped(faultText(fault, zone)) : ''))
        .join(' ')
    case 'launch-unknown':
      return 'This launch is not there any more. `/golive status` shows those that are.'
    case 'launch-archived':
      return `“${safe(reason.name, 160)}” is archived. Whoever runs golive can read it back from its file, ${safe(reason.file, 120)}.`
    case 'file-unreadable':
      return `Nothing was imported. ${safe(reason.problem, 400)}.`
    case 'file-newer':
      return `Nothing was imported: the file is of version ${reason.version}, and this golive reads up to version ${reason.known}. Use a newer golive.`
    case 'file-broken':
      return `Nothing was imported: the record in the file is not as golive wrote it; the first entry that does not fit is at place ${reason.broken.place} (${reason.broken.kind}).`
    case 'file-differs':
      return `Nothing was imported: “${safe(reason.name, 160)}” is here already with another record, which ends at place ${reason.here} here, and at place ${reason.there} in the file.`
    case 'file-clashes':
      return `Nothing was imported: what the file of “${safe(reason.name, 160)}” holds does not fit together, or something else here has its name or its ids already.`
    case 'item-unknown':
      return 'This item is not there any more. `/golive status` shows where the launch stands.'
    case 'item-changed':
      return `Nothing was changed, because this item has changed since: ${itemNow(reason.item, zone)}. Look at it as it is now, and click again if you still want to.`
    case 'owner-changed':
      return `Nothing was changed, because somebody else was faster: “${asMrkdwn(reason.item.text, 240)}” has other owners by now. Look at it as it is now.`
    case 'evidence-missing':
      return `“${asMrkdwn(reason.item.text, 240)}” is done only with evidence. Add a link or a file under Evidence…, or use the message shortcut “Add as evidence”.`
    case 'evidence-holds':
      return `This is the only evidence of “${asMrkdwn(reason.item.text, 240)}”, which is done and needs some. Add other evidence first, or undo the tick.`
    case 'roles-changed':
      return 'Nothing was changed, because somebody else has changed the lead or a role meanwhile. Look at them as they are now.'
    case 'evidence-unknown':
      return 'This piece of evidence is not there any more.'
    case 'nothing-to-assign':
      return reason.owned > 0
        ? `Nothing was changed: ${reason.owned === 1 ? 'the item here that is not settled has an owner' : `all ${reason.owned} items here that are not settled have owners`}. To give them to somebody else, choose “All that are not settled”, or type “everything in …”.`
        : 'Nothing was changed: everything here is settled.'
    case 'phase-not-open':
      return `“${safe(reason.phase, 160)}” is not open yet, so its items cannot be changed.`
    case 'phase-not-next':
      return reason.next
        ? `Phases open in their order, and the next one is “${safe(reason.next, 160)}”, not “${safe(reason.phase, 160)}”.`
        : 'All phases of this launch are open.'
    case 'phase-after-live':
      return `“${safe(reason.phase, 160)}” is of the time after going live, and opens by itself then.`
    case 'gate-shut':
      return gateShutText(reason.gate)
    case 'roll-call-only':
      return `“${asMrkdwn(reason.item.text, 240)}” is ticked by the roll call alone, when every role says go. The lead starts it on the board.`
    case 'no-roll-call':
      return 'The checklist of this launch has nothing to sign off.'
    case 'roles-open':
      return `Not yet: nobody is named as ${reason.roles.map((role) => safe(role, 80)).join(', ')}. Name somebody under Lead and Roles on the board.`
    case 'signed-already':
      return `You have signed as ${safe(reason.other, 80)} already, and one person signs for one role, so somebody else has to sign as ${safe(reason.role, 80)}: its person, or a deputy. The lead can name one, or allow several roles a person, under Lead and Roles.`
    case 'list-changed':
      return 'Nothing was signed, because the list has changed since you saw it. Look at it as it is now.'
    case 'signed-meanwhile':
      return 'Nothing was signed, because somebody has signed for this role since you saw it. Look at it as it is now.'
    case 't0-changed':
      return 'Nothing was changed, because somebody else has moved T-0 meanwhile. Look at it as it is now.'
    case 'override-unknown':
      return 'This override is not there any more.'
    case 'override-pending':
      return 'This override was asked for already: an approver has to confirm or decline it in the channel.'
    case 'gate-open':
      return 'Nothing stands in the way of this any more: no override is needed.'
    case 'emergency-runs':
      return reason.isDrill
        ? `Drill ${reason.number} runs. Resolve it first.`
        : `Not while emergency ${reason.number} runs: no gate can be passed, and the launch cannot end, until it is resolved.`
    case 'template-unknown':
      return 'This checklist is not there any more. `/golive templates` shows those that are.'
    case 'template-too-wide':
      return 'A line of this checklist is longer than a field in Slack takes. Change it outside, and add it as a file.'
    case 'template-named':
      return `There is a checklist named “${safe(reason.name, 80)}” already. Change the title, or edit that one.`
    case 'template-changed':
      return `Nothing was saved, because ${mention(reason.saved.by)} has saved a version of “${safe(reason.name, 80)}” since you opened it, ${moment(reason.saved.at, zone)}. Copy what you wrote, and edit the newest one: \`/golive templates\`.`
    case 'version-newer':
      return `Nothing was changed, because version ${reason.number} of “${safe(reason.name, 80)}” has been saved since you looked. Look at that one: “Checklist…” on the board.`
    case 'list-too-long':
      return `Nothing was changed: the launch would have ${reason.count} items, and ${reason.limit} are the most that one can have. Remove some first.`
    case 'emergency-unknown':
      return 'This emergency is not there any more. `/golive status` shows where the launch stands.'
    case 'emergency-over':
      return 'This emergency is resolved already. If something is wrong again, start another one.'
    case 'page-answered': {
      const { given, choice, note } = reason.answer
      return `Not saved yet: ${mention(given.by)} has said “${safe(choice, 75)}” here meanwhile, ${moment(given.at, zone)}${note ? `: ${safe(note, 300)}` : ''}. Send yours again if it shall count instead.`
    }
    case 'page-unknown':
      return 'Nothing was saved, because the way has changed since you saw it: somebody answered an earlier question differently. Continue on the emergency’s message.'
    case 'decided-already': {
      const { outcome, decided } = reason.decision
      return `${mention(decided.by)} has decided “${safe(outcome, 75)}” already, ${moment(decided.at, zone)}. If that shall not hold, choose “Decide Again…” on the emergency’s message.`
    }
    case 'branch-shut':
      return reason.why === 'no-backup'
        ? 'Rolling back is not open: the database was migrated, and no backup is ticked to go back to. If there is one, tick it first.'
        : 'Rolling back is not open: by the checklist nothing is deployed yet. If something is, tick that first.'
    case 'second-needed':
      return `It takes two: somebody else confirms what you decided${reason.people.length > 0 ? `, ${reason.people.slice(0, 8).map(mention).join(', ')}` : ''}.`
    case 'second-awaited':
      return `Not yet: ${reason.people.slice(0, 8).map(mention).join(', ')} can confirm it. From ${moment(reason.until, zone)} on you can go ahead without, with a reason.`
    case 'not-rolled-back':
      return 'Nobody has decided and confirmed to roll back, so it was not. Decide that first, or say that the launch goes on.'
    case 'wrong-stage':
      return wrongStageText(reason)
    case 'name-taken':
      return `Another launch named “${safe(reason.launch.name, 160)}” runs in this channel by now. Close that one first.`
    case 'template-unreadable':
      return [
        `${reason.name ? `“${safe(reason.name, 160)}”` : 'This'} cannot be used as a checklist:`,
        ...reason.problems
          .slice(0, 10)
          .map(({ line, problem }) => `• line ${line}: ${safe(problem, 200)}`),
      ].join('\n')
    case 'slack-silent':
      return 'Slack did not answer golive in time, so nothing was changed. Try it again in a moment.'
    case 'person-busy':
      return `They have something to do still. Give it to somebody else first: ${reason.held.slice(0, 10).map(heldText).join('; ')}${reason.held.length > 10 ? ` and ${reason.held.length - 10} more` : ''}.`
    case 'name-is-golives':
      return `One of the names is a word that golive itself uses in the record of “${safe(reason.launch, 160)}”, which could not be read without it. Name people as others write them.`
    case 'database-troubled':
      return troubledText(reason.trouble)
    case 'database-unusable':
      return unusableText(reason)
  }
}

function heldText({ launch, what, name }: Held): string {
  const of = {
    lead: 'the lead',
    role: `the role ${safe(name, 80)}`,
    deputy: `deputy for ${safe(name, 80)}`,
    item: `the item “${safe(name, 80)}”`,
    emergency: `the emergency “${safe(name, 80)}”`,
  }
  return `${of[what]} of “${safe(launch, 80)}”`
}

const deeds: Record<Permission, string> = {
  'start-launch': 'start one',
  'change-item': 'change an item',
  'assign-item': 'say who owns an item',
  'take-item': 'take an item',
  'give-back-item': 'give an item back',
  'set-due-date': 'set a due date',
  'add-evidence': 'add evidence to an item',
  'remove-evidence': 'remove evidence of an item',
  'require-evidence': 'say what needs evidence',
  'add-item': 'add an item',
  'change-list': 'reword or move or remove items',
  'fill-roles': 'say who leads and who fills the roles',
  'nudge-people': 'remind others',
  'open-phase': 'open a phase',
  'sign-off': 'sign this off',
  'call-roll': 'start or end the roll call',
  'withdraw-final-box': 'take back the final box',
  'ask-override': 'ask for an override',
  'answer-override': 'confirm or decline an override',
  'keep-templates': 'change checklists',
  'set-links': 'change its links',
  'move-t0': 'move T-0',
  'go-live': 'say that the launch is live',
  'close-launch': 'close a launch',
  'abort-launch': 'abort a launch',
  'reopen-launch': 'reopen a launch',
  'start-emergency': 'start an emergency',
  'work-on-emergency': 'work on an emergency',
  'decide-emergency': 'decide an emergency',
  'lead-emergency': 'say who leads an emergency',
  'confirm-roll-back': 'confirm rolling back',
  'resolve-emergency': 'resolve an emergency',
  'fold-section': 'fold a section',
  'resend-messages': 'have messages sent again',
  'export-launch': 'export a launch',
  'post-report': 'post the report',
}

function notPermittedText(reason: Extract<Reason, { code: 'not-permitted' }>): string {
  const deed = deeds[reason.permission]
  const allowed: readonly Relation[] = permissions[reason.permission]
  if (reason.standing === 'guest' && allowed.includes('owner')) {
    const ask = reason.leadId ? ` Ask the lead, ${mention(reason.leadId)}.` : ''
    return `Guests can only ${deed} that they own.${ask}`
  }
  if (allowed.length === 1 && allowed[0] === 'owner') {
    return `Only an owner can ${deed}, and you do not own this one.`
  }
  if (reason.standing === 'guest' || reason.standing === 'outsider') {
    const who = reason.standing === 'guest' ? 'Guests' : 'People from other workspaces'
    const ask = reason.leadId ? ` Ask the lead, ${mention(reason.leadId)}.` : ''
    return `${who} can look at a launch, but only members of this workspace can ${deed}.${ask}`
  }
  if (reason.standing !== 'member') {
    return `Slack does not list you as an active member of this workspace, and only members can ${deed}.`
  }
  const can: readonly Relation[] = permissions[reason.permission]
  const named = [...new Set(reason.approverIds)]
  const approvers = named.map(mention).join(', ')
  const seconds = named
    .filter((id) => id !== reason.leadId)
    .map(mention)
    .join(', ')
  if (can.includes('signer') && named.length === 0) {
    return `Nobody is named who can ${deed}. The lead${reason.leadId ? `, ${mention(reason.leadId)},` : ''} names somebody under Lead and Roles on the board.`
  }
  const who = [
    can.includes('commander') ? 'whoever commands the emergency' : '',
    can.includes('lead') ? `the lead${reason.leadId ? `, ${mention(reason.leadId)},` : ''}` : '',
    can.includes('approver') && approvers ? `an approver (${approvers})` : '',
    can.includes('second') ? `an approver who does not lead${seconds && ` (${seconds})`}` : '',
    can.includes('signer') ? `${approvers || 'somebody who is named for the role'}` : '',
  ].filter(Boolean)
  return `Only ${who.join(' or ')} can ${deed}.`
}

/** So many of the items that a gate waits for are named. */
const missingNamed = 5

function gateShutText({ opens, missing }: GateState): string {
  const what = {
    'final-box': 'The roll call',
    section: 'This section',
    'going-live': 'Going live',
    closing: 'Closing as complete',
  }[opens.kind]
  const items = missing.slice(0, missingNamed).map(({ text }) => `“${asMrkdwn(text, 160)}”`)
  const rest = missing.length - items.length
  const more = rest > 0 ? ` and ${plural(rest, 'more item')}` : ''
  return `Not yet: ${what.toLowerCase()} waits for ${items.join(', ')}${more}. If it has to be possible all the same, the lead asks for an override in the board’s menu.`
}

function wrongStageText({ permission, launch }: Extract<Reason, { code: 'wrong-stage' }>): string {
  const deed = deeds[permission]
  const { ended, live } = launch
  if (ended) {
    const how = ended.how === 'aborted' ? 'aborted' : 'closed'
    return `This launch was ${how} by ${mention(ended.by)}, so nobody can ${deed}. It can be read, and its lead, ${mention(launch.leadId)}, can reopen it.`
  }
  return live
    ? `This launch is live, so it is too late to ${deed}.`
    : `This launch is not live yet, so it is too early to ${deed}. The lead says “We Are Live” on the board; a launch that is given up is aborted.`
}

/** What an item is now, and by whom: for somebody whose click came too late. mrkdwn. */
export function itemNow(item: Item, zone: string): string {
  const { label } = itemLook[item.state]
  const by = item.changed ? ` (${mention(item.changed.by)}, ${moment(item.changed.at, zone)})` : ''
  const why = item.reason ? `: ${safe(item.reason, 160)}` : ''
  return `“${asMrkdwn(item.text, 240)}” is now *${label.toLowerCase()}*${why}${by}`
}

/** That somebody else was first, for whoever wished the same. mrkdwn. */
export function alreadyText(what: { item: Item } | { phase: Phase }, zone: string): string {
  if ('item' in what) return `Somebody was faster: ${itemNow(what.item, zone)}.`
  const { name, opened } = what.phase
  const by = opened ? ` by ${mention(opened.by)}, ${moment(opened.at, zone)}` : ''
  return `Somebody was faster: “${safe(name, 160)}” was opened${by}.`
}

/** That a change counts although the channel does not show it. mrkdwn. */
export function unseenText(item: Item, launch: Launch, zone: string): string {
  return `Recorded: ${itemNow(item, zone)}. I cannot post in ${channelLink(launch.channelId)}, so the checklist there shows it only once I can again: type \`/invite @golive\` in it.`
}

/** What is wrong with a field, as plain text: Slack shows it as it is. */
export function faultText(fault: Fault, zone: string): string {
  switch (fault.code) {
    case 'empty':
      return 'Give the launch a name.'
    case 'too-long':
      return `${fault.length} characters are too many: at most ${fault.limit} fit.`
    case 'date-missing':
      return 'Choose the date and time of going live.'
    case 'date-past':
      return 'This time has passed. Choose one that is still to come.'
    case 'date-too-far':
      return `This is more than ${Math.floor(fault.days / 365)} years ahead. Choose an earlier date.`
    case 'person-missing':
      return 'Choose who leads the launch.'
    case 'person-unfit':
      return unfit[fault.standing]
    case 'owner-missing':
      return 'Choose at least one person or role.'
    case 'owner-unfit':
      return `${unfitOwner[fault.standing]} Choose somebody else.`
    case 'too-many':
      return `${fault.count} are too many: at most ${fault.limit} fit.`
    case 'link-unfit':
      return 'Give a whole web address, with https:// at its start.'
    case 'line-without-link':
      return `Line ${fault.line} has no whole web address, with https:// at its start.`
    case 'file-too-large':
      return 'This file is larger than 1 MB: no checklist is.'
    case 'file-no-text':
      return 'This file is no text in UTF-8.'
    case 'source-missing':
      return 'Paste the checklist here, or attach it as a file below.'
    case 'source-twice':
      return 'Something is pasted above, too: keep one of them.'
    case 'evidence-needed':
      return 'Give a link here, or add a file below.'
    case 'days-missing':
      return 'Choose at least one day. To hear nothing for a while, pause instead.'
    case 'hours-reversed':
      return 'The end of the day has to be later than its start.'
    case 'reminder-outside':
      return `Choose a time within your working hours, ${fault.from} to ${fault.to}.`
    case 'person-unknown':
      return 'Slack does not know this person any more. Choose somebody else.'
    case 'channel-missing':
      return 'Choose the channel in which the launch runs.'
    case 'channel-not-joined':
      return 'golive cannot post in this channel. Invite me with “/invite @golive” there, then send this again.'
    case 'channel-not-yours':
      return 'You are not in one of these channels: golive posts for you only where you could.'
    case 'told-nowhere':
      return 'Choose where it is posted, or say that it was sent in another way.'
    case 'channel-archived':
      return 'This channel is archived. Choose another one.'
    case 'name-taken':
      return `A launch named “${cut(fullName(fault.launch), 80)}” runs in this channel already, T-0 ${wordsFor(fault.launch.t0, zone)}. Choose another name.`
    case 'template-gone':
      return 'This checklist is not there any more. Choose another one.'
    case 'nothing-applies':
      return 'Nothing of this checklist is left for such a launch. Choose a higher risk, or tick more below.'
    case 'reason-missing':
      return 'Give a reason: it is shown in the channel.'
    case 'reason-idle':
      return 'Only Blocked and Not applicable take a reason. Move it into the note, or empty it.'
    case 'time-missing':
      return 'Choose until when: you are asked again then.'
    case 'time-ahead':
      return 'This is still to come. Choose when it went live.'
    case 'time-before-start':
      return 'The launch was not started yet then. Choose a later time.'
    case 'time-before-go':
      return 'The verdict was not there yet then. Choose a time after it.'
    case 'began-ahead':
      return 'This is still to come. Choose when it began.'
    case 'text-missing':
      return 'Write what is to be said.'
    case 'item-missing':
      return 'Write what is to be done.'
    case 'not-moved':
      return 'This is when T-0 is already. Choose another time.'
    case 't0-idle':
      return 'Only rolling back takes a new T-0. Empty this; T-0 can be moved on the board at any time.'
    case 'role-missing':
      return 'Choose for which of your roles you sign.'
    case 'slack-silent':
      return 'Slack did not answer in time whether this is possible. Send this again.'
  }
}

const unfit: Record<Extract<Fault, { code: 'person-unfit' }>['standing'], string> = {
  guest: 'Guests cannot be lead or approver. Choose a member of this workspace.',
  outsider: 'People from other workspaces cannot be lead or approver. Choose a member.',
  bot: 'A bot cannot be lead or approver. Choose a person.',
  deactivated: 'This account is deactivated. Choose somebody who is still here.',
}

const unfitOwner: Record<Standing, string> = {
  member: '',
  guest: '',
  outsider: 'People from other workspaces cannot own items.',
  bot: 'A bot cannot own items.',
  deactivated: 'This account is deactivated.',
  system: 'golive cannot own items.',
}

/** What a person is told when golive itself failed. `id` finds it in the log. */
export function bugText(id: string): string {
  return `Something went wrong on golive’s side, and nothing was changed. Try it again; if it stays so, tell whoever runs golive this number: ${id}`
}

function troubledText(trouble: Trouble): string {
  if (trouble === 'busy') {
    return 'golive is busy, so nothing was changed. Try it again in a moment.'
  }
  const why =
    trouble === 'full' ? 'The disk of golive’s database is full' : 'golive’s database does not work'
  return `${why}, so nothing was changed. Tell whoever runs golive, and try it again when they have seen to it.`
}

/** For whoever runs golive, in a terminal. */
function unusableText({
  trouble,
  path,
  detail,
}: Extract<Reason, { code: 'database-unusable' }>): string {
  const database = `the database ${path}`
  switch (trouble) {
    case 'busy':
      return `Another process holds ${database} (${detail}). End it, and start golive again.`
    case 'full':
      return `The disk of ${database} is full (${detail}). Make room, and start golive again.`
    case 'read-only':
      return `golive may not write to ${database} (${detail}). Let it write to the file and to its folder, and start it again.`
    case 'corrupt':
      return `golive cannot read ${database}: it is damaged (${detail}). Nothing was changed in it. Move it aside, with the files of its name that end in -wal and -shm, put a backup in its place, and start golive again.`
    case 'newer':
      return `A newer golive has written ${database} (${detail}). Start that one, or put a backup from before it in the file’s place. Nothing was changed in it.`
    case 'unreachable':
      return `golive cannot open ${database} (${detail}). Look at DATABASE_URL, and whether the folder is there and may be written to.`
  }
}
