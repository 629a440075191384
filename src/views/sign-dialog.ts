import type { KnownBlock, ModalView } from '@slack/types'
import type { Board, Role } from '../domain/launch.ts'
import {
  digestOfList,
  type ListChange,
  listToSign,
  type Verdict,
  verdicts,
} from '../domain/sign-off.ts'
import { dialogs, encode } from './actions.ts'
import { choiceInput, momentInput, option, renewed, textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { modal } from './modal.ts'
import { changeLines, listLines } from './sign-lines.ts'
import { cut, mrkdwn, safe } from './text.ts'

export const signFields = {
  role: 'role',
  verdict: 'verdict',
  reason: 'reason',
  until: 'until',
} as const

const words: Record<Verdict, string> = {
  go: 'Go',
  'no-go': 'No-go: say why below',
  hold: 'Hold: say why and until when below',
}

/** What somebody has chosen already, kept when the list changed under their hands. */
export type SignInput = { verdict: Verdict; reason: string | null; until: Date | null }

/**
 * Where roles are signed off: the state of the list, what changed since an earlier signature, and the
 * verdict. `roles`: those that the reader may sign for; `notice` says why it is shown again.
 */
export function signDialog(
  board: Board,
  roles: readonly Role[],
  changes: readonly ListChange[],
  channelId: string | null,
  typed: SignInput,
  notice: string | null = null,
): ModalView {
  const { launch } = board
  const [only] = roles
  const metadata = encode(dialogs.signOff, {
    launchId: launch.id,
    roleId: only && roles.length === 1 ? only.id : null,
    seen: digestOfList(listToSign(board)),
    before: board.signOffs
      .filter(({ roleId }) => roles.some((role) => role.id === roleId))
      .map(({ roleId, id }) => ({ roleId, signOffId: id })),
    channelId,
  })
  const about =
    roles.length === 1 && only
      ? `${launchName(launch, 160)} · as *${safe(only.name, 80)}*`
      : launchName(launch, 160)
  const blocks: KnownBlock[] = [
    ...(notice ? [{ type: 'section', text: mrkdwn(notice) } as const] : []),
    { type: 'context', elements: [mrkdwn(about)] },
    ...(changes.length > 0
      ? [{ type: 'section', text: mrkdwn(changeLines(changes, board).join('\n')) } as const]
      : []),
    { type: 'section', text: mrkdwn(listLines(board).join('\n') || 'No list is to be signed.') },
    ...(roles.length > 1
      ? [
          choiceInput(
            { id: signFields.role, label: 'As' },
            roles.map(({ id, name }) => option(cut(name, slackLimits.optionText), id)),
            only?.id ?? '',
          ),
        ]
      : []),
    choiceInput(
      { id: signFields.verdict, label: 'Verdict' },
      verdicts.map((verdict) => option(words[verdict], verdict)),
      typed.verdict,
    ),
    textInput(
      { id: signFields.reason, label: 'Reason', optional: true, hint: 'Shown in the channel.' },
      typed.reason,
    ),
    momentInput(
      {
        id: signFields.until,
        label: 'On hold until',
        optional: true,
        hint: 'In your own time zone. You are asked again then.',
      },
      typed.until,
    ),
  ]
  return modal(
    dialogs.signOff,
    metadata,
    { title: 'Sign off', submit: 'Sign' },
    notice ? renewed(blocks, metadata) : blocks,
  )
}
