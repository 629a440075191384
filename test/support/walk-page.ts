/** What the field is called in which something is said on an open page of an emergency. */
export function fieldOfPage(lines: string): string {
  const said = lines.split('\n')
  const label = ['Finding', 'How', 'Result', 'Answer', 'Decision'].find((each) =>
    said.includes(each),
  )
  if (!label) throw new Error(`no page of an emergency is open: ${lines}`)
  return label
}
