import type { KnownBlock, ModalView } from '@slack/types'
import type { Emergency } from '../domain/emergency.ts'
import type { Launch } from '../domain/launch.ts'
import { dialogs, encode, type ValueOf } from './actions.ts'
import { emergencyName } from './emergency.ts'
import { choiceInput, option, textInput } from './inputs.ts'
import { fullName } from './launch-name.ts'
import { modal } from './modal.ts'
import { cut, linked, mention, moment, mrkdwn } from './text.ts'

export const noteFields = { emergency: 'emergency', text: 'text' } as const

/** Puts a message on the timeline of an emergency that runs in its channel, at the message's own time. */
export function noteDialog(
  note: ValueOf<typeof dialogs.note>,
  text: string,
  running: readonly { launch: Launch; emergency: Emergency }[],
): ModalView {
  const { happened, url, authorId } = note
  const zone = running[0]?.launch.zone ?? 'UTC'
  const by = authorId ? ` by ${mention(authorId)}` : ''
  const about: KnownBlock = {
    type: 'context',
    elements: [mrkdwn(`${linked(url, 'Message', 20)}${by}, ${moment(new Date(happened), zone)}`)],
  }
  const options = running
    .slice(0, 10)
    .map(({ launch, emergency }) =>
      option(cut(`${emergencyName(emergency)} · ${fullName(launch)}`, 75), emergency.id),
    )
  return modal(dialogs.note, encode(dialogs.note, note), { title: 'Timeline', submit: 'Add' }, [
    about,
    choiceInput({ id: noteFields.emergency, label: 'Of' }, options, running[0]?.emergency.id ?? ''),
    textInput({ id: noteFields.text, label: 'What happened' }, text),
  ])
}
