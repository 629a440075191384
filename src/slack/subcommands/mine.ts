import { myList } from '../my-list.ts'
import type { Subcommand } from './subcommand.ts'

export const mine: Subcommand = {
  name: 'mine',
  usage: 'mine',
  does: 'shows what is yours to do, over all launches',
  run: (edge, { actor, zone }) => myList(edge, actor, zone),
}
