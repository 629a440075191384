/** What was decided already, for whoever clicks once more. mrkdwn. */
import type { Override } from '../domain/gate.ts'
import type { Launch, Role } from '../domain/launch.ts'
import { launchName } from './launch-name.ts'
import { mention, moment, safe } from './text.ts'

export function signedText({ launch, role }: { launch: Launch; role: Role }): string {
  return `You have signed *${launchName(launch, 160)}* as ${safe(role.name, 80)} already, as it is now.`
}

export function overrideAnswered(answer: NonNullable<Override['answer']>, zone: string): string {
  return `Somebody was faster: ${mention(answer.by)} has ${answer.how} this override, ${moment(answer.at, zone)}.`
}
