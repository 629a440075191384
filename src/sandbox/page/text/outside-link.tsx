import type { ReactNode } from 'react'
import { useDirectory } from '../base/directory.tsx'
import { useGo } from '../base/location.ts'

const permalink = /^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?|$)/

/** A link to somewhere else; a link to a message of this workspace leads to its channel here. */
export function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  const { conversations } = useDirectory()
  const go = useGo()
  const [, channelId = '', seconds = '', micros = ''] = permalink.exec(url) ?? []
  const channel = conversations.get(channelId)
  if (channel) {
    const ts = `${seconds}.${micros}`
    return (
      <button type="button" className="link" onClick={() => go({ in: channel.name, at: ts })}>
        {children}
      </button>
    )
  }
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}
