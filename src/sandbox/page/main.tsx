import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme } from './base/theme.ts'

const root = document.getElementById('page')
if (!root) throw new Error('The page has no place to be')
applyTheme()
createRoot(root).render(<App />)
