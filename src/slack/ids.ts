/** What a log line may say of what was clicked: ids, and never a word that somebody wrote. */
export type Ids = { launch?: string; item?: string; emergency?: string; template?: string }

const fields = {
  launchId: 'launch',
  itemId: 'item',
  emergencyId: 'emergency',
  templateId: 'template',
} as const satisfies Record<string, keyof Ids>

/** A value comes back from Slack, so that what is called an id may be anything. */
const idLike = /^[\w-]{1,64}$/

/** The ids in the value of a button or dialog. */
export function idsIn(value: unknown): Ids {
  const ids: Ids = {}
  if (typeof value !== 'object' || value === null) return ids
  for (const [field, name] of Object.entries(fields)) {
    const id: unknown = Reflect.get(value, field)
    if (typeof id === 'string' && idLike.test(id)) ids[name] = id
  }
  return ids
}
