import { useCallback, useState } from 'react'

type Theme = 'light' | 'dark'

/** Which theme was chosen; without a choice the system's. A taste of this browser, and no state. */
function chosenTheme(): Theme | null {
  const chosen = localStorage.getItem('theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : null
}

export function applyTheme(): void {
  const theme = chosenTheme()
  if (theme) document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

export function useTheme(): { isDark: boolean; toggle: () => void } {
  const system = matchMedia('(prefers-color-scheme: dark)').matches
  const [isDark, setDark] = useState(chosenTheme() === 'dark' || (!chosenTheme() && system))
  const toggle = useCallback(() => {
    setDark((before) => {
      localStorage.setItem('theme', before ? 'light' : 'dark')
      applyTheme()
      return !before
    })
  }, [])
  return { isDark, toggle }
}
