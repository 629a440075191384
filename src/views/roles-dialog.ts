import type { KnownBlock, ModalView } from '@slack/types'
import type { Board } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { boxesInput, option, personInput, renewed } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { modal } from './modal.ts'
import { cut, mrkdwn } from './text.ts'

export const roleFields = {
  lead: 'lead',
  role: (id: string) => `role:${id}`,
  deputy: (id: string) => `deputy:${id}`,
  signing: 'signing',
} as const

/** What the box for it says when one person may sign for several roles. */
export const severalRoles = 'several-roles'

/** Who leads a launch, and who fills its roles. */
export function rolesDialog(
  { launch, roles }: Pick<Board, 'launch' | 'roles'>,
  channelId: string | null,
  notice: string | null = null,
): ModalView {
  const metadata = encode(dialogs.roles, {
    launchId: launch.id,
    leadId: launch.leadId,
    roles: roles.map(({ id, personId, deputyId }) => ({ id, personId, deputyId })),
    channelId,
  })
  const blocks: KnownBlock[] = [
    ...(notice ? [{ type: 'section', text: mrkdwn(notice) } as const] : []),
    { type: 'context', elements: [mrkdwn(launchName(launch, 160))] },
    personInput({ id: roleFields.lead, label: 'Launch lead' }, launch.leadId),
    ...roles.flatMap(({ id, name, personId, deputyId }) => [
      personInput(
        {
          id: roleFields.role(id),
          label: cut(name, 100),
          hint: 'Signs off as this, and owns what is given to the role.',
          optional: true,
        },
        personId,
      ),
      personInput(
        { id: roleFields.deputy(id), label: `Deputy: ${cut(name, 80)}`, optional: true },
        deputyId,
      ),
    ]),
    ...(roles.length > 1
      ? [
          boxesInput(
            {
              id: roleFields.signing,
              label: 'Signing',
              hint: 'Otherwise nobody signs for two roles.',
              optional: true,
            },
            [option('One person may sign for several roles', severalRoles)],
            launch.mayDouble ? [severalRoles] : [],
          ),
        ]
      : []),
  ]
  return modal(
    dialogs.roles,
    metadata,
    { title: 'Lead and roles', submit: 'Save' },
    notice ? renewed(blocks, metadata) : blocks,
  )
}
