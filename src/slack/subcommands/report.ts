import { asTyped } from '../../domain/typed-text.ts'
import { statusMessage } from '../../views/replies.ts'
import { whichReportMessage } from '../../views/report.ts'
import { boardsHere } from '../boards.ts'
import { askedReport } from '../report.ts'
import type { Subcommand } from './subcommand.ts'

export const report: Subcommand = {
  name: 'report',
  usage: 'report [words of a launch]',
  does: 'shows what a launch came to so far: planned against actual, burn-up, what was late',
  async run(edge, { actor, text }) {
    const launches = (await boardsHere(edge.context, actor)).map(({ launch }) => launch)
    const words = asTyped(text).trim().toLowerCase()
    const meant = launches.filter(({ name }) => name.toLowerCase().includes(words))
    const [launch, ...others] = meant.length > 0 ? meant : launches
    if (!launch) return statusMessage([], 'channel', edge.context.clock.now())
    if (others.length > 0) return whichReportMessage([launch, ...others])
    return askedReport(edge, actor, { launchId: launch.id, withPeople: false })
  },
}
