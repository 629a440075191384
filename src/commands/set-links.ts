import { digestOf } from '../domain/digest.ts'
import { limits } from '../domain/limits.ts'
import { type Link, linksText, readLinks } from '../domain/link.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { updateLinks } from '../store/launches.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { run } from './run.ts'

export type LinksWish = {
  launchId: string
  /** A line each, as `readLinks` reads them. */
  text: string
  /** Digests of the links that the person saw: only what differs from them is a wish. */
  seen: readonly string[]
}

/** What a link is known by to whoever changes it. */
export function digestOfLink({ title, url }: Link): string {
  return digestOf(`${title} ${url}`)
}

/**
 * Keeps the addresses that a launch has at hand. What somebody else has added meanwhile stays. Refuses
 * what is no link, and more than fit ('faults', field `links`).
 */
export function setLinks(
  context: Context,
  actor: Actor,
  { launchId, text, seen }: LinksWish,
): Promise<{ links: Link[] }> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    authorise('set-links', actor, stakes)
    const read = readLinks(text)
    if ('fault' in read) throw new Refusal({ code: 'faults', faults: { links: read.fault } })
    const { launch, emergency } = board
    const wished = new Set(read.links.map(digestOfLink))
    const others = launch.links.filter(
      (link) => !seen.includes(digestOfLink(link)) && !wished.has(digestOfLink(link)),
    )
    const links = [...read.links, ...others]
    const written = linksText(links)
    if (links.length > limits.links || written.length > limits.linksText) {
      const fault = { code: 'too-many', limit: limits.links, count: links.length } as const
      throw new Refusal({ code: 'faults', faults: { links: fault } })
    }
    if (written === linksText(launch.links)) return { links }
    await updateLinks(work.db, launch.id, links)
    const missing = (from: readonly Link[], among: readonly Link[]) =>
      from.filter((link) => !among.some((other) => digestOfLink(other) === digestOfLink(link)))
    const data = { added: missing(links, launch.links), removed: missing(launch.links, links) }
    await work.record(launch, { type: 'links.changed', data })
    await work.refresh(launch, { kind: 'board', launchId: launch.id })
    if (emergency && !emergency.resolved) {
      await work.refresh(launch, { kind: 'emergency', id: emergency.id })
    }
    return { links }
  })
}
