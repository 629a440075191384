import { type Directory, useDirectory } from './directory.tsx'
import { Icon } from './icons.tsx'

const hues = 12

/** A person as initials on a colour of their own; golive as its mark. */
export function Avatar({ id, size = 'normal' }: { id: string; size?: 'normal' | 'small' }) {
  const { people, app } = useDirectory()
  if (id === app.botId) {
    return (
      <span className={`avatar app ${size}`} aria-hidden="true">
        <Icon name="check" />
      </span>
    )
  }
  const name = people.get(id)?.name ?? 'Slackbot'
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2)
  return (
    <span
      className={`avatar ${size}`}
      data-hue={hueOf(people, id)}
      data-initials={initials}
      aria-hidden="true"
    />
  )
}

/** Neighbours in the list of people get colours that are far apart. */
function hueOf(people: Directory['people'], id: string): number {
  return ([...people.keys()].indexOf(id) * 5) % hues
}
