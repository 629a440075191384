import { createHmac, timingSafeEqual } from 'node:crypto'
import type { View } from '@slack/types'
import { z } from 'zod'
import type { OpenView } from './payloads.ts'

const place = z.object({ channelId: z.string() })
const sealed = place.extend({ seal: z.string() })

/**
 * Marks the channel that a dialog was opened from, which Slack does not say again: whoever is in a
 * channel sees its launches, so what a dialog says of it counts only when golive wrote it.
 */
export class Seal {
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  /** The view with its channel sealed; as it is when it is from none. */
  onto<V extends Pick<View, 'private_metadata'>>(view: V): V {
    const metadata = parsed(view.private_metadata)
    const { channelId } = place.safeParse(metadata).data ?? {}
    if (channelId === undefined) return view
    const seal = this.#of(channelId).toString('base64url')
    return { ...view, private_metadata: JSON.stringify({ ...Object(metadata), seal }) }
  }

  /** The channel that a dialog was opened from; null when it was from none, or says so without the seal. */
  channelOf(view: Pick<OpenView, 'private_metadata'>): string | null {
    const { channelId, seal } = sealed.safeParse(parsed(view.private_metadata)).data ?? {}
    if (channelId === undefined || seal === undefined) return null
    const [given, own] = [Buffer.from(seal, 'base64url'), this.#of(channelId)]
    return given.length === own.length && timingSafeEqual(given, own) ? channelId : null
  }

  #of(channelId: string): Buffer {
    return createHmac('sha256', this.#key).update(channelId).digest().subarray(0, 12)
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
