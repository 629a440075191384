import { Button } from 'react-aria-components'
import type { StageShown } from '../../control/protocol.ts'
import { useAct } from '../base/act.tsx'
import { useGo } from '../base/location.ts'

/** A launch a week in, by one button. */
export function DemoPart({ stage }: { stage: StageShown }) {
  const act = useAct()
  const go = useGo()
  const build = async () => {
    const { show } = await act({ type: 'build-demo' })
    if (show) go(show)
  }
  if (stage.demo === 'there') return null
  return (
    <section aria-label="Demo launch">
      <h2>Demo launch</h2>
      <p>A launch a week in: items ticked, one blocked. Moves the clock by a week.</p>
      <Button
        className="button stage-button"
        isPending={stage.demo === 'building'}
        onPress={() => void build()}
      >
        Build the Demo Launch
      </Button>
    </section>
  )
}
