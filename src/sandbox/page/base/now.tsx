import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const Context = createContext(new Date(0))
const stepMs = 20_000

/** The sandbox's time, fresh enough for words such as "today" and "in 3 days". */
export function NowProvider({ offsetMs, children }: { offsetMs: number; children: ReactNode }) {
  const now = useClock(offsetMs, stepMs)
  return <Context value={now}>{children}</Context>
}

export function useNow(): Date {
  return useContext(Context)
}

/** The sandbox's time, renewed every so often and whenever the clock is moved. */
export function useClock(offsetMs: number, everyMs: number): Date {
  const [now, setNow] = useState(() => new Date(Date.now() + offsetMs))
  useEffect(() => {
    const renew = () => setNow(new Date(Date.now() + offsetMs))
    renew()
    const timer = setInterval(renew, everyMs)
    return () => clearInterval(timer)
  }, [offsetMs, everyMs])
  return now
}
