import type { Role } from '../domain/launch.ts'
import { type Verdict, verdicts } from '../domain/sign-off.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { cut } from './text.ts'

const labels: Record<Verdict, string> = { go: 'Go…', 'no-go': 'No-Go…', hold: 'Hold…' }

/** Go, no-go and hold for a role: each opens the dialog in which it is signed. */
export function verdictButtons(launchId: string, { id: roleId, name }: Pick<Role, 'id' | 'name'>) {
  return verdicts.map((verdict) => ({
    ...button(
      actions.signOff,
      labels[verdict],
      { launchId, roleId, verdict },
      {
        hint: cut(`${labels[verdict]} as ${name}`, 75),
        ...(verdict === 'go' && { style: 'primary' }),
      },
    ),
    // Action ids have to differ within a block.
    action_id: `${actions.signOff.id}:${verdict}`,
  }))
}
