import type { Logger as SlackLogger } from '@slack/bolt'
import { LogLevel } from '@slack/bolt'
import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** One JSON line an entry, on stdout or where it is sent, without secrets and without what people wrote. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    // Named in full: looking at each field of each line costs more than writing it.
    redact: {
      paths: ['token', 'response_url', 'headers', 'err.token', 'err.response_url', 'err.headers'],
      censor: '[redacted]',
    },
  }
  return to ? pino(options, to) : pino(options)
}

/** golive's log as the Slack libraries want it. Their chatter is debug to us; warnings are warnings. */
export function slackLog(log: Logger): SlackLogger {
  const words = (parts: unknown[]) =>
    parts
      .map(String)
      .join(' ')
      .replace(/xox[a-z]-[\w-]+|xapp-[\w-]+/g, '[redacted]')
  // They would write out each payload to the end.
  const isTold = log.isLevelEnabled('trace')
  return {
    debug: (...parts) => {
      if (isTold) log.trace(words(parts))
    },
    info: (...parts) => log.debug(words(parts)),
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: () => {},
    getLevel: () => (isTold ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  }
}
