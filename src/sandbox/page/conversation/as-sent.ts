import type { Directory } from '../base/directory.tsx'

/** What Slack makes of typed text: escaped, with @handles and #channels as mentions. Commands stay raw. */
export function asSent(
  text: string,
  people: Directory['people'],
  conversations: Directory['conversations'],
): string {
  if (text.startsWith('/')) return text
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .replaceAll(/(?<![\w@])@([\w.-]+)/g, (typed, handle: string) => {
      const person = [...people.values()].find((each) => each.handle === handle)
      return person ? `<@${person.id}>` : typed
    })
    .replaceAll(/(?<![\w#])#([\w-]+)/g, (typed, name: string) => {
      const channel = [...conversations.values()].find((each) => each.name === name)
      return channel && channel.kind !== 'im' ? `<#${channel.id}>` : typed
    })
}
