import type { ModalView } from '@slack/types'
import type { Habits } from '../domain/habits.ts'
import { dialogs, encode } from './actions.ts'
import { boxesInput, dateInput, option, timeInput } from './inputs.ts'
import { modal } from './modal.ts'

/** By the keys of habits, under which their faults are filed. */
export const habitsFields = {
  days: 'days',
  from: 'from',
  to: 'to',
  remindAt: 'remindAt',
  pausedUntil: 'pausedUntil',
} as const satisfies Record<keyof Habits, keyof Habits>

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** When somebody works, and when they want their reminder. */
export function habitsDialog(habits: Habits): ModalView {
  const days = weekdays.map((name, index) => option(name, String(index + 1)))
  return modal(
    dialogs.habits,
    encode(dialogs.habits, { channelId: null }),
    { title: 'My reminders', submit: 'Save' },
    [
      boxesInput(
        {
          id: habitsFields.days,
          label: 'I work on',
          hint: 'A launch day of yours counts as one, too.',
        },
        days,
        habits.days.map(String),
      ),
      timeInput({ id: habitsFields.from, label: 'From' }, habits.from),
      timeInput({ id: habitsFields.to, label: 'To' }, habits.to),
      timeInput(
        {
          id: habitsFields.remindAt,
          label: 'Remind me at',
          hint: 'Once a day, if anything is due. In the time zone that Slack has of you.',
        },
        habits.remindAt,
      ),
      dateInput(
        {
          id: habitsFields.pausedUntil,
          label: 'Pause until',
          hint: 'The first day on which you want reminders again.',
          optional: true,
        },
        habits.pausedUntil,
      ),
    ],
  )
}
