import type { CommandShown } from '../../control/protocol.ts'

/** The commands that a typed beginning may become. */
export function commandsFor(commands: readonly CommandShown[], text: string): CommandShown[] {
  if (!/^\/\S*$/.test(text)) return []
  return commands.filter(({ command }) => command.startsWith(text.toLowerCase()))
}

/** The command that is being filled in, for its usage hint. */
export function hintFor(commands: readonly CommandShown[], text: string): CommandShown | undefined {
  return commands.find(({ command }) => text.startsWith(`${command} `))
}
