import { readFileSync } from 'node:fs'

/** The shipped checklist, read line by line and without golive's own reader. */
export type Line = { phase: string; section: string; text: string }

const source = readFileSync(
  new URL('../../templates/production-go-live.md', import.meta.url),
  'utf8',
)

export function checklistLines(): Line[] {
  const lines: Line[] = []
  let phase = ''
  let section = ''
  for (const line of source.replace(/ <!--.*?-->/g, '').split('\n')) {
    if (line.startsWith('## ')) phase = line.slice(3)
    else if (line.startsWith('### ')) section = line.slice(4)
    else if (line.startsWith('- [ ] ')) lines.push({ phase, section, text: line.slice(6) })
  }
  return lines
}

/** Its phases' boxes, without the final one of the sign-off. */
export function phaseLines(): Line[] {
  return checklistLines().filter((line) => line.phase !== 'Sign-Off')
}
