import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import type { MessageShown, StageShown } from '../../control/protocol.ts'
import { useAct } from '../base/act.tsx'
import { useDirectory } from '../base/directory.tsx'
import { useClock } from '../base/now.tsx'
import { cityOf, formatIn, momentOf, wallTime } from '../text/zone.ts'
import { findT0 } from './find-t0.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The sandbox's time in the person's zone, and moving it forwards. */
export function ClockPart(props: { stage: StageShown; messages: readonly MessageShown[] }) {
  const { stage, messages } = props
  const { zone } = useDirectory().me
  const act = useAct()
  const now = useClock(stage.clockOffsetMs, 1000)
  const [wanted, setWanted] = useState('')
  const t0 = findT0(messages)
  const moveTo = (time: Date) => void act({ type: 'move-clock', to: time.toISOString() })
  const nineTomorrow = () => {
    const tomorrow = wallTime(new Date(now.getTime() + dayMs), zone).slice(0, 10)
    moveTo(momentOf(`${tomorrow}T09:00`, zone))
  }
  const set = (event: FormEvent) => {
    event.preventDefault()
    if (wanted) moveTo(momentOf(wanted, zone))
  }
  return (
    <section aria-label="Clock">
      <h2>Clock</h2>
      <p className="big-clock">
        <time dateTime={now.toISOString()}>{formatIn(zone, now, clockFormat)}</time>
        <small>
          {cityOf(zone)} · {offsetWords(stage.clockOffsetMs)}
        </small>
      </p>
      <div className="row">
        <Button
          className="button stage-button"
          onPress={() => moveTo(new Date(now.getTime() + hourMs))}
        >
          +1 Hour
        </Button>
        <Button className="button stage-button" onPress={nineTomorrow}>
          Tomorrow 9:00
        </Button>
        <Button
          className="button stage-button"
          isDisabled={!t0 || t0 <= now}
          onPress={() => t0 && moveTo(t0)}
        >
          T-0
        </Button>
      </div>
      <form className="row" onSubmit={set}>
        <input
          type="datetime-local"
          className="text-field short"
          aria-label="Move the clock to"
          min={wallTime(now, zone)}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button type="submit" className="button stage-button" isDisabled={!wanted}>
          Set
        </Button>
      </form>
    </section>
  )
}

const clockFormat: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
}

function offsetWords(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  if (minutes === 0) return 'real time'
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const parts = [days && `${days} d`, hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`]
  return `${parts.filter(Boolean).join(' ')} ${offsetMs > 0 ? 'ahead' : 'behind'}`
}
