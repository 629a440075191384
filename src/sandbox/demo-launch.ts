/** The demo launch: a week of it, played by the people of the workspace as they would in Slack. */
import { setTimeout as pause } from 'node:timers/promises'
import type { MovableClock } from './control/movable-clock.ts'
import type { Sandbox } from './sandbox.ts'

const hourMs = 3_600_000
/** golive posts a message a second and channel; the clock jumps over the waiting. */
const postGapMs = 1100
const longestWaitMs = 10_000

export const demoChannel = '#launch'
export const demoLengthMs = 7 * 24 * hourMs

export interface DemoTools {
  sandbox: Sandbox
  clock: MovableClock
  /** How many messages golive has yet to send. */
  waiting: () => Promise<number>
  /** Everybody has read everything so far. */
  everybodyReads: () => void
}

type Doing = (tools: DemoTools) => Promise<void>

interface Step {
  /** Hours after the beginning. */
  at: number
  does: Doing
}

const week: Step[] = [
  {
    at: 0,
    does: says(
      'ana',
      '#launch',
      'Morning all. *Payments 2.0* goes live in two weeks; golive keeps our checklist from here on.',
    ),
  },
  { at: 0.1, does: starts('ana') },
  { at: 0.2, does: assigns('finn', 'Infrastructure', 'bob') },
  { at: 0.21, does: assigns('finn', 'Application Configuration', 'lee') },
  { at: 0.22, does: assigns('finn', 'Database', 'chen') },
  { at: 0.23, does: assigns('finn', 'Security', 'erin') },
  { at: 0.24, does: assigns('finn', 'Testing', 'kim') },
  { at: 0.25, does: assigns('finn', 'Monitoring & Logging', 'dita') },
  { at: 0.26, does: assigns('finn', 'Team Readiness', 'ana') },
  { at: 1, does: ticks('bob', 'Production servers provisioned') },
  { at: 1.2, does: ticks('bob', 'Load balancer configured') },
  { at: 2, does: ticks('dita', 'DNS records configured') },
  { at: 3, does: says('kim', '#random', 'Coffee machine on the third floor is back :coffee:') },
  { at: 5, does: ticks('chen', 'Production database created') },
  { at: 22, does: ticks('chen', 'Database migrations run') },
  {
    at: 23,
    does: sets('bob', 'Infrastructure', 'CDN setup completed', {
      State: 'Not applicable',
      Reason: 'All traffic is API calls; nothing to cache at the edge.',
    }),
  },
  { at: 25, does: ticks('lee', 'All environment variables') },
  { at: 26, does: ticks('lee', 'Database connection strings') },
  { at: 27, does: ticks('lee', 'CORS origins') },
  { at: 48, does: ticks('bob', 'SSL/TLS certificates') },
  { at: 49, does: ticks('bob', 'Firewall rules') },
  { at: 50, does: ticks('erin', 'Security audit completed') },
  { at: 51, does: ticks('erin', 'Dependency vulnerabilities') },
  { at: 74, does: ticks('bob', 'Backup infrastructure') },
  { at: 75, does: ticks('finn', 'All unit tests passing') },
  { at: 76, does: ticks('finn', 'Integration tests passing') },
  {
    at: 98,
    does: sets('kim', 'Testing', 'Load testing completed', {
      State: 'In progress',
      Note: 'At 400 requests a second so far; the target is 600.',
    }),
  },
  { at: 99, does: ticks('chen', 'Database indexes') },
  {
    at: 100,
    does: async (tools) => {
      const due = new Date(tools.clock.now().getTime() + 24 * hourMs).toISOString()
      await sets('finn', 'Team Readiness', 'Escalation procedures', { Due: due })(tools)
    },
  },
  { at: 120, does: ticks('lee', 'Error tracking configured') },
  { at: 121, does: ticks('lee', 'Uptime monitoring') },
  { at: 122, does: ticks('dita', 'Runbook created') },
  { at: 144, does: async ({ everybodyReads }) => everybodyReads() },
  {
    at: 145,
    does: sets('erin', 'Security', 'Penetration testing performed', {
      State: 'Blocked',
      Reason: 'The testers need a staging account with refund rights; Chen is on it.',
    }),
  },
  {
    at: 146,
    does: replies('chen', '*Security*', 'Account is requested, should be there tomorrow.'),
  },
  { at: 147, does: ticks('chen', 'Secrets rotation schedule') },
  { at: 148, does: says('lee', '#random', 'Lunch at noon, anyone?') },
  { at: 166, does: ticks('dita', 'Deployment guide reviewed') },
]

/** Plays the week; afterwards the clock stands a week later. Does what people can do, and nothing else. */
export async function playDemoLaunch(tools: DemoTools): Promise<void> {
  const { clock } = tools
  const beganAt = clock.now().getTime()
  const moveTo = async (time: number) => {
    // A call that is under way would arrive days after it was made.
    await allSent(tools)
    if (time > clock.now().getTime()) clock.moveTo(new Date(time))
  }
  for (const { at, does } of week) {
    await moveTo(beganAt + at * hourMs)
    await does(tools)
  }
  await moveTo(beganAt + demoLengthMs)
}

function says(by: string, where: '#launch' | '#random', text: string): Doing {
  return async ({ sandbox }) => {
    await sandbox.as(by).in(where).type(text)
  }
}

function starts(by: string): Doing {
  return async (tools) => {
    const person = tools.sandbox.as(by)
    await person.in(demoChannel).type('/golive start Payments 2.0')
    await until(() => person.hasDialog())
    const { dialog } = person
    await dialog.pickPeople('Technical Lead', 'chen')
    await dialog.pickPeople('DevOps Lead', 'dita')
    await dialog.pickPeople('Security Lead', 'erin')
    await dialog.pickPeople('Project Manager', 'finn')
    await dialog.submit()
    await allSent(tools)
  }
}

function ticks(by: string, item: string): Doing {
  return async ({ sandbox }) => {
    await sandbox.as(by).in(demoChannel).click('Done', item)
  }
}

/** Fills in an item's own dialog, the way to which leads over its section's. */
function sets(by: string, section: string, item: string, fields: Record<string, string>): Doing {
  return async ({ sandbox }) => {
    const person = sandbox.as(by)
    await person.in(demoChannel).click('Details', `*${section}*`)
    await until(() => person.hasDialog())
    await person.dialog.click('Edit', item)
    await until(() => person.dialog.view.depth === 2)
    for (const [label, value] of Object.entries(fields)) {
      if (label === 'State') await person.dialog.choose(label, value)
      else await person.dialog.fill(label, value)
    }
    await person.dialog.submit()
    await sandbox.settled()
    await person.dialog.close()
  }
}

/** Gives a section to somebody, all of it. */
function assigns(by: string, section: string, to: string): Doing {
  return async ({ sandbox }) => {
    await sandbox.as(by).in(demoChannel).type(`/golive assign everything in ${section} to @${to}`)
    await sandbox.settled()
  }
}

function replies(by: string, inThreadOf: string, text: string): Doing {
  return async ({ sandbox }) => {
    await sandbox.as(by).in(demoChannel).type(text, { inThreadOf })
  }
}

/** Waits until golive has told Slack everything. */
async function allSent({ sandbox, clock, waiting }: DemoTools): Promise<void> {
  const giveUpAt = performance.now() + longestWaitMs
  while ((await waiting()) > 0) {
    if (performance.now() > giveUpAt) throw new Error('golive does not get its messages out')
    await sandbox.settled()
    if ((await waiting()) > 0) clock.moveBy(postGapMs)
  }
}

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + longestWaitMs
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error('golive does not do what the demo waits for')
    await pause(2)
  }
}
