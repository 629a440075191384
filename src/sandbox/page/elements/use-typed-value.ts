import { useEffect, useRef, useState } from 'react'

/**
 * The value of a native input that is typed part by part: it follows what the sandbox holds, but not
 * while the person is in it, whose next keys would otherwise meet an older value.
 */
export function useTypedValue(held: string, send: (value: string) => void) {
  const [value, setValue] = useState(held)
  const isFocused = useRef(false)
  useEffect(() => {
    if (!isFocused.current) setValue(held)
  }, [held])
  return {
    value,
    onFocus: () => {
      isFocused.current = true
    },
    onBlur: () => {
      isFocused.current = false
    },
    onChange: (event: { target: { value: string } }) => {
      setValue(event.target.value)
      send(event.target.value)
    },
  }
}

/** A year that is still being typed is one of the first thousand: 0002, 0020, 0202. */
export function isYearTyped(date: string): boolean {
  return date === '' || date >= '1000'
}
