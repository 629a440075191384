import type { ElementRef } from '../person/find-element.ts'
import type { Person } from '../person/person.ts'
import type { Control } from './control.ts'
import type { Intent, Where } from './intents.ts'
import type { Outcome } from './protocol.ts'

interface Ask {
  control: Control
  person: Person
}

type Doing = { [T in Intent['type']]: (ask: Ask, intent: Of<T>) => Promise<Outcome> }
type Of<T extends Intent['type']> = Extract<Intent, { type: T }>

/** What each intent does, as that person, through the interface that tests drive too. */
const doings: Doing = {
  type: async ({ person }, { channel, text, threadTs }) => {
    await person.in(channel).type(text, threadTs ? { inThreadOf: { ts: threadTs } } : {})
    return {}
  },
  click: async ({ person }, { where, ...ref }) => words(await hands(person, where).click(ref)),
  enter: async ({ person }, { where, value, ...ref }) =>
    words(await hands(person, where).enter(ref, value)),
  attach: async ({ person }, { where, files, ...ref }) => {
    if (where.kind !== 'dialog') throw new Error('Files can be attached in dialogs only')
    topDialog(person, where.viewId).attach(ref, files)
    return {}
  },
  suggest: async ({ person }, { where, text, ...ref }) => ({
    groups: await hands(person, where).suggest(ref, text),
  }),
  submit: async ({ person }, { viewId }) => words(await topDialog(person, viewId).submit()),
  close: async ({ person }, { viewId, all }) => {
    await topDialog(person, viewId).close({ all })
    return {}
  },
  read: async ({ control, person }, { channel }) => {
    control.reads.markRead(person.id, person.in(channel).channelId)
    return {}
  },
  'open-home': async ({ person }, { tab }) => {
    await person.home(tab)
    return {}
  },
  'message-shortcut': async ({ person }, { channel, ts, callbackId }) =>
    words(await person.in(channel).at(ts).shortcut(callbackId)),
  'global-shortcut': async ({ person }, { callbackId }) => words(await person.shortcut(callbackId)),
  'delete-message': async ({ control, person }, { channel, ts }) => {
    control.sandbox.changes.deleteMessage(person.in(channel).channelId, ts)
    return {}
  },
  'change-channel': async ({ control, person }, { channel, what }) => {
    const { changes, workspace } = control.sandbox
    if (what === 'archive') await changes.archiveChannel(channel)
    if (what === 'restore') await changes.restoreChannel(channel)
    if (what === 'remove-bot') await changes.removeBot(channel)
    if (what === 'invite-bot') await changes.inviteBot(channel)
    if (what === 'join') await changes.addMember(channel, workspace.user(person.id).handle)
    return {}
  },
  'move-clock': async ({ control }, { to }) => {
    control.clock.moveTo(new Date(to))
    return {}
  },
  'set-faults': async ({ control }, { type: _, ...switches }) => {
    control.faults.set(switches)
    return {}
  },
  'drop-sockets': async ({ control }) => {
    control.sandbox.faults.dropSockets()
    return {}
  },
  'refresh-sockets': async ({ control }) => {
    control.sandbox.faults.refreshSocket()
    return {}
  },
  'build-demo': async ({ control }) => {
    await control.playDemo()
    return { show: control.demoPlace }
  },
  'traffic-detail': async ({ control }, { n }) => {
    const detail = control.traffic.detail(n)
    return detail ? { detail } : { error: 'That is too long ago' }
  },
  'clear-traffic': async ({ control }) => {
    control.traffic.clear()
    return {}
  },
}

/** Does what was asked for; never throws: what could not be done is said in the outcome. */
export async function carryOut(ask: Ask, intent: Intent): Promise<Outcome> {
  try {
    const doing = doings[intent.type] as (ask: Ask, intent: Intent) => Promise<Outcome>
    return await doing(ask, intent)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  } finally {
    ask.control.changed()
  }
}

/** What a person has under their fingers at a place: the same three things everywhere. */
function hands(person: Person, where: Where) {
  if (where.kind === 'dialog') {
    const dialog = topDialog(person, where.viewId)
    return {
      click: (ref: ElementRef) => dialog.click(ref),
      enter: (ref: ElementRef, value: Entered) => dialog.enter(ref, value),
      suggest: (ref: ElementRef, text: string) => dialog.suggestGroups(ref, text),
    }
  }
  const place = where.kind === 'home' ? person.homeNow : person.in(where.channel).at(where.ts)
  return {
    click: (ref: ElementRef) => place.click(ref),
    enter: (ref: ElementRef, value: Entered) => place.choose(ref, value),
    suggest: (ref: ElementRef, text: string) => place.suggestGroups(ref, text),
  }
}

type Entered = Of<'enter'>['value']

function topDialog(person: Person, viewId: string) {
  if (!person.hasDialog() || person.dialog.view.id !== viewId) {
    throw new Error('This dialog is no longer the one on top')
  }
  return person.dialog
}

/** Slack's words for an act that did not reach the bot, or that it did not acknowledge. */
function words({ error }: { error?: string }): Outcome {
  if (error === undefined) return {}
  if (error === 'operation_timeout') return { error: 'golive did not answer in time. Try again.' }
  return { error: `We had some trouble connecting to golive. Try again? (${error})` }
}
