/** `npm run golive -- …`: what is done with golive where there is no Slack. */
import { ConfigError } from '../config.ts'
import { archive } from './archive.ts'
import { backupCommands } from './backup.ts'
import { exportCommands } from './export.ts'
import { personCommands } from './person.ts'
import { reportCommand } from './report.ts'
import { templateCommands } from './template.ts'
import type { CliCommand, Terminal } from './terminal.ts'
import { verify } from './verify.ts'

const commands: readonly CliCommand[] = [
  ...templateCommands,
  ...exportCommands,
  reportCommand,
  verify,
  archive,
  ...backupCommands,
  ...personCommands,
]

/** Runs what the words say; without any that are known, says what there is. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  for (const command of commands) {
    const own = wordsOf(command)
    const isMeant = own.every((word, index) => word === words[index])
    if (isMeant) return command.run(words.slice(own.length), terminal)
  }
  terminal.err('npm run golive -- …')
  for (const { usage, does } of commands) {
    terminal.err(`  ${usage}`)
    terminal.err(`      ${does}`)
  }
  return 2
}

/** What it is called by: one word, or two. */
function wordsOf({ usage }: CliCommand): string[] {
  return usage.match(/^[a-z]+( [a-z]+)?(?= |$)/)?.[0].split(' ') ?? []
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
