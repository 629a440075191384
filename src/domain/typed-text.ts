/**
 * What people type behind a slash command. Slack writes the people, channels and links in it as
 * `<@U1>`, `<@U1|bob>`, `<#C1|ops>`, `<https://a.b|a.b>` (the app asks for it with should_escape).
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
const person = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g
const named = /<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g
const link = /<(https?:[^>|]+)(?:\|[^>]*)?>/g

/** The ids of the people who are mentioned, each once. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(person)].flatMap(([, id]) => id ?? []))]
}

/** The text as it was typed, for where nobody can be mentioned: in names and in searches. */
export function asTyped(text: string): string {
  return text
    .replace(named, (_, sign: string, id: string, name?: string) => `${sign}${name || id}`)
    .replace(link, (_, url: string) => url)
}

const ofSlack: readonly (readonly [RegExp, string])[] = [
  [/^(\s*)[•◦▪](?:︎)?\s+/gm, '$1- '],
  [/<(https?:[^>|]+)\|([^>]*)>/g, '[$2]($1)'],
  [/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g, '**$1**'],
  [/(?<![~\w])~([^~\n]+)~(?![~\w])/g, '~~$1~~'],
]
const onlyCode = /^\s*```\n?([^`]*)```\s*$/
const entities: readonly (readonly [RegExp, string])[] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&amp;/g, '&'],
]

/**
 * The text of a message as Markdown; one that is a code block is what stands in it.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function asMarkdown(text: string): string {
  const code = onlyCode.exec(text)?.[1]
  const replaced = (from: string, pairs: typeof ofSlack) =>
    pairs.reduce((all, [mark, as]) => all.replace(mark, as), from)
  return replaced(code ?? asTyped(replaced(text, ofSlack)), entities)
}

/** The text without its mentions of people. */
export function withoutMentions(text: string): string {
  return text.replace(person, ' ').replace(/\s+/g, ' ').trim()
}

export type AssignText = {
  /** The words that name an item, a section or a phase. */
  what: string
  isEverything: boolean
  personIds: string[]
  /** The words, behind "to", that are no mention: the name of a role. */
  roleName: string
}

const everything = /^(everything|all)( (in|of))?\s+/i

/** Reads "everything in Security to @erin"; null when there is no "to". */
export function readAssignText(text: string): AssignText | null {
  const at = [...text.matchAll(/ to /gi)].at(-1)?.index ?? -1
  if (at < 0) return null
  const what = asTyped(text.slice(0, at)).trim()
  const whom = text.slice(at + 4)
  return {
    what: what.replace(everything, ''),
    isEverything: everything.test(what),
    personIds: mentionedIn(whom),
    roleName: withoutMentions(whom)
      .replace(/^(?:[\s,]|and\b)+|(?:[\s,]|\band)+$/gi, '')
      .trim(),
  }
}
