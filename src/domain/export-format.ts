/** The files that a launch can be taken away as. What writes each is in files/formats.ts. */
export const formatNames = ['markdown', 'pdf', 'items.csv', 'events.csv', 'json'] as const
export type FormatName = (typeof formatNames)[number]

const endings: Record<FormatName, string> = {
  markdown: 'md',
  pdf: 'pdf',
  'items.csv': 'items.csv',
  'events.csv': 'events.csv',
  json: 'json',
}

/** What a launch's file is called. */
export function exportFileName(name: string, format: FormatName): string {
  const words =
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return `${words.join('-').slice(0, 60) || 'launch'}.${endings[format]}`
}
