import { get } from 'node-emoji'

/** Slack's names that the emoji list has under another. */
const otherNames: Record<string, string> = {
  large_green_circle: 'green_circle',
  large_yellow_circle: 'yellow_circle',
  large_orange_circle: 'orange_circle',
  large_red_square: 'red_square',
  large_green_square: 'green_square',
  large_yellow_square: 'yellow_square',
  thumbsup_all: '+1',
}

/** A standard emoji by its shortcode; an unknown one stays as it was written, as in Slack. */
export function Emoji({ name }: { name: string }) {
  const character = get(otherNames[name] ?? name)
  if (!character) return <>{`:${name}:`}</>
  return (
    <span className="emoji" role="img" aria-label={name.replaceAll('_', ' ')}>
      {character}
    </span>
  )
}
