/** `npm run golive -- …`: what is done with golive where there is no Slack. */
import { ConfigError } from '../config.ts'
import { templateCommands } from './template.ts'

/** Where a command reads and writes; its exit code is what it returns. */
export type Terminal = {
  env: Record<string, string | undefined>
  out(line: string): void
  err(line: string): void
}

export type CliCommand = {
  usage: string
  does: string
  /** Returns the exit code: 0 well, 1 there is something to say, 2 it could not be done. */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

const commands: Record<string, Record<string, CliCommand>> = { template: templateCommands }

/** Runs what the words say; without any that are known, says what there is. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  const [group = '', name = '', ...args] = words
  const command = commands[group]?.[name]
  if (command) return command.run(args, terminal)
  terminal.err('npm run golive -- …')
  for (const [group, members] of Object.entries(commands)) {
    for (const { usage, does } of Object.values(members)) {
      terminal.err(`  ${group} ${usage}`)
      terminal.err(`      ${does}`)
    }
  }
  return 2
}

export async function main(): Promise<void> {
  const terminal = {
    env: process.env,
    out: (line: string) => void process.stdout.write(`${line}\n`),
    err: (line: string) => void process.stderr.write(`${line}\n`),
  }
  try {
    process.exitCode = await runCli(process.argv.slice(3), terminal)
  } catch (error) {
    for (const line of error instanceof ConfigError ? error.lines : [String(error)])
      terminal.err(line)
    process.exitCode = 2
  }
}
