/** What is to tick when an outcome is carried out. */
import { type OutcomeKind, outcomeKey, type Procedure } from './procedure.ts'

/** Where a checklist has no boxes of its own for an outcome. */
const usual: Record<OutcomeKind, readonly string[]> = {
  'roll-back': [
    'Everybody who deploys knows that it is rolled back, and nothing else is deployed',
    'Previous version is deployed again',
    'Database is as the previous version needs it: migrations reverted, or backup restored',
    'Services are started, and health checks pass',
    'What users do was tried, and works',
    'Status page and stakeholders are up to date',
  ],
  'scale-up': [
    'More capacity is running',
    'Response times are back within their limits',
    'What the capacity costs, and until when it is needed, is agreed',
  ],
  monitor: [
    'Workaround is known to support and users',
    'Error rates and response times are watched',
    'Fix is on its way',
  ],
  other: ['It is carried out', 'It has helped'],
}

/** The checklist's own boxes for an outcome, or the usual ones. Inline Markdown. */
export function measuresFor(
  procedure: Pick<Procedure, 'measures'>,
  outcome: string,
  kind: OutcomeKind,
): readonly string[] {
  const own = procedure.measures.find((each) => outcomeKey(each.outcome) === outcomeKey(outcome))
  return own && own.items.length > 0 ? own.items : usual[kind]
}
