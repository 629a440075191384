import { helpMessage } from '../../views/replies.ts'
import { assign } from './assign.ts'
import { emergency } from './emergency.ts'
import { exporting } from './export.ts'
import { log } from './log.ts'
import { mine } from './mine.ts'
import { remind } from './remind.ts'
import { report } from './report.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import type { Subcommand } from './subcommand.ts'
import { templates } from './templates.ts'

const help: Subcommand = {
  name: 'help',
  usage: 'help',
  does: 'shows this',
  run: async () => helpMessage(subcommands),
}

/** Every subcommand of /golive, in the order in which help shows them. */
export const subcommands: readonly Subcommand[] = [
  start,
  status,
  mine,
  assign,
  remind,
  emergency,
  templates,
  log,
  exporting,
  report,
  help,
]
