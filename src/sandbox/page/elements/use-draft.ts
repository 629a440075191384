import { useEffect, useRef, useState } from 'react'

/**
 * Text while it is typed: follows what the sandbox holds until the person types, then leads.
 * Returns the text, and what to call with each new one.
 */
export function useDraft(held: string, send: (text: string) => void) {
  const [text, setText] = useState(held)
  const isTyped = useRef(false)
  useEffect(() => {
    if (!isTyped.current) setText(held)
  }, [held])
  const type = (next: string) => {
    isTyped.current = true
    setText(next)
    send(next)
  }
  return [text, type] as const
}
