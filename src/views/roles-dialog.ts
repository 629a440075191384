import type { KnownBlock, ModalView } from '@slack/types'
import type { Board } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { personInput, renewed } from './inputs.ts'
import { cut, mrkdwn, plain, safe } from './text.ts'

export const roleFields = { lead: 'lead', role: (id: string) => `role:${id}` } as const

/** Who leads a launch, and who fills its roles. */
export function rolesDialog(
  { launch, roles }: Pick<Board, 'launch' | 'roles'>,
  channelId: string | null,
  notice: string | null = null,
): ModalView {
  const metadata = encode(dialogs.roles, {
    launchId: launch.id,
    leadId: launch.leadId,
    roles: roles.map(({ id, personId }) => ({ id, personId })),
    channelId,
  })
  const blocks: KnownBlock[] = [
    ...(notice ? [{ type: 'section', text: mrkdwn(notice) } as const] : []),
    { type: 'context', elements: [mrkdwn(safe(launch.name, 160))] },
    personInput({ id: roleFields.lead, label: 'Launch lead' }, launch.leadId),
    ...roles.map(({ id, name, personId }) =>
      personInput(
        {
          id: roleFields.role(id),
          label: cut(name, 100),
          hint: 'Signs off as this, and owns what is given to the role.',
          optional: true,
        },
        personId,
      ),
    ),
  ]
  return {
    type: 'modal',
    callback_id: dialogs.roles.id,
    private_metadata: metadata,
    title: plain('Lead and roles'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: notice ? renewed(blocks, metadata) : blocks,
  }
}
