import { z } from 'zod'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const token = (prefix: string) =>
  z.string().startsWith(prefix, `must start with "${prefix}"; copy it from your app's settings`)

const databaseUrl = z
  .string()
  .regex(/^file:.+/, 'must be a file, such as file:./data/golive.db')
  .default('file:./data/golive.db')

const environment = z
  .object({
    SLACK_BOT_TOKEN: token('xoxb-'),
    SLACK_APP_TOKEN: token('xapp-').optional(),
    SLACK_SIGNING_SECRET: z.string().optional(),
    SLACK_API_URL: z
      .url('must be a URL such as https://slack.com/api/')
      .endsWith('/api/', 'must end with "/api/"')
      .default('https://slack.com/api/'),
    PORT: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(0, 'must be 0 to 65535')
      .max(65535, 'must be 0 to 65535')
      .default(3000),
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
  })
  .refine((env) => env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET, {
    path: ['SLACK_SIGNING_SECRET'],
    error: 'is needed in HTTP mode; for Socket Mode set SLACK_APP_TOKEN instead',
  })

/** How golive reaches Slack: over sockets it opens, or by requests that Slack sends. */
type Connection = { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string }

export type Config = Readonly<{
  botToken: string
  connection: Connection
  slackApiUrl: string
  /** 0: any free port. */
  port: number
  /** The address to listen on; null is every one of the machine. */
  host: string | null
  databasePath: string
  logLevel: (typeof levels)[number]
}>

/** Bad configuration: one line a variable, saying what is wrong with it. */
export class ConfigError extends Error {
  readonly lines: string[]

  constructor(lines: string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
    this.lines = lines
  }
}

/** Reads the environment. Empty variables count as absent. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = environment.safeParse(present)
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => {
        const name = issue.path.join('.')
        return `${name} ${name in present ? issue.message : missing(issue.message)}`
      }),
    )
  }
  const values = result.data
  const connection: Connection = values.SLACK_APP_TOKEN
    ? { mode: 'socket', appToken: values.SLACK_APP_TOKEN }
    : { mode: 'http', signingSecret: values.SLACK_SIGNING_SECRET ?? '' }
  return Object.freeze({
    botToken: values.SLACK_BOT_TOKEN,
    connection,
    slackApiUrl: values.SLACK_API_URL,
    port: values.PORT,
    host: null,
    databasePath: pathOf(values.DATABASE_URL),
    logLevel: values.LOG_LEVEL,
  })
}

/** Where the database is, for what needs nothing else. Throws ConfigError. */
export function readDatabasePath(env: Readonly<Record<string, string | undefined>>): string {
  const result = databaseUrl.safeParse(env.DATABASE_URL?.trim() || undefined)
  if (result.success) return pathOf(result.data)
  throw new ConfigError(result.error.issues.map(({ message }) => `DATABASE_URL ${message}`))
}

function pathOf(url: string): string {
  return url.replace(/^file:/, '')
}

function missing(message: string): string {
  return message.startsWith('is needed') ? message : 'is missing'
}
