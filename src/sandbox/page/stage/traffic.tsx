import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { TrafficDetail, TrafficLine } from '../../control/protocol.ts'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import type { World } from '../base/store.ts'
import { formatIn } from '../text/zone.ts'

/** What goes between golive and Slack as it happens, and the calls counted by method. */
export function TrafficPart({ world }: { world: World }) {
  const { traffic, counts, app, stage } = world
  const act = useAct()
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  return (
    <section aria-label="Traffic" className="traffic">
      <h2>
        Traffic
        <Button className="tool" onPress={() => void act({ type: 'clear-traffic' })}>
          Clear
        </Button>
      </h2>
      {stage.problems.map((problem) => (
        <p key={problem} className="trouble">
          {problem}
        </p>
      ))}
      <details className="counts">
        <summary>
          {total} {total === 1 ? 'call' : 'calls'} to Slack
        </summary>
        <table>
          <tbody>
            {counts.map(([method, count]) => (
              <tr key={method}>
                <th scope="row">{method}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <ol className="traffic-lines">
        {traffic.toReversed().map((line) => (
          <Line key={line.n} line={line} />
        ))}
      </ol>
      <p className="probes">
        <a href={`${app.probesUrl}/metrics`} target="_blank" rel="noreferrer">
          /metrics
        </a>{' '}
        <a href={`${app.probesUrl}/readyz`} target="_blank" rel="noreferrer">
          /readyz
        </a>{' '}
        of golive
      </p>
    </section>
  )
}

function Line({ line }: { line: TrafficLine }) {
  const { zone } = useDirectory().me
  const act = useAct()
  const [detail, setDetail] = useState<TrafficDetail>()
  const load = async (isOpen: boolean) => {
    if (!isOpen || detail) return
    setDetail((await act({ type: 'traffic-detail', n: line.n })).detail)
  }
  return (
    <li>
      <details onToggle={(event) => void load(event.currentTarget.open)}>
        <summary data-way={line.way} data-bad={!line.isOk || undefined}>
          <span className="way" role="img" aria-label={line.way}>
            {line.way === 'to Slack' ? '→' : '←'}
          </span>
          <span className="what">{line.name}</span>
          <span className="outcome">{line.outcome}</span>
          <time dateTime={line.at}>
            {formatIn(zone, new Date(line.at), {
              hour: '2-digit',
              minute: '2-digit',
              second: '2-digit',
              hour12: false,
            })}
          </time>
        </summary>
        {detail && <pre>{JSON.stringify(detail, null, 2)}</pre>}
      </details>
    </li>
  )
}
