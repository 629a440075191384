import { SlackError, WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Context } from '../commands/context.ts'
import { releasePerson } from '../commands/release-person.ts'
import { subHours, subMinutes } from '../domain/dates.ts'
import { mayOwn } from '../domain/owner.ts'
import type { Person, Standing } from '../domain/person.ts'
import { findPerson, listNameless, saveName, savePerson } from '../store/people.ts'
import type { InFlight } from './in-flight.ts'
import type { Logger } from './log.ts'

/** A user object of Slack's, as users.info and user_change bring it. */
export const slackUser = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  tz: z.string().optional().nullable(),
  name: z.string().optional(),
  profile: z.object({ real_name: z.string().optional() }).optional(),
})

/** How long what Slack said about somebody counts; user_change events correct it sooner. */
const freshHours = 24
/** So long it is not looked up again, in a rush of clicks. */
const rememberedMs = 10_000
const mostRemembered = 1000
/** So long it counts also where it decides who leads and approves. */
const freshMinutes = 10
const gone = ['user_not_found', 'user_not_visible']

/** 'unknown': Slack does not know them. 'silent': Slack did not answer, and nothing is remembered. */
type Answer = Person | 'unknown' | 'silent'

/** Who people are: what Slack says of them, remembered in the database. */
export class People {
  readonly #context: Context
  readonly #client: WebClient
  readonly #inFlight: InFlight
  readonly #log: Logger
  readonly #lookedUp = new Map<string, { answer: Person; until: number }>()

  constructor(context: Context, client: WebClient, inFlight: InFlight, log: Logger) {
    this.#context = context
    this.#client = client
    this.#inFlight = inFlight
    this.#log = log
  }

  /**
   * For somebody who waits: what is remembered, at once; if it is old, Slack is asked meanwhile, for
   * the next time. Slack is waited for only about people whom golive never met.
   */
  async known(workspaceId: string, id: string): Promise<Answer> {
    const { db, clock } = this.#context
    const now = clock.now()
    const key = `${workspaceId}:${id}`
    const lookedUp = this.#lookedUp.get(key)
    if (lookedUp && lookedUp.until > now.getTime()) return lookedUp.answer
    const remembered = await findPerson(db, workspaceId, id)
    if (!remembered) return this.#ask(workspaceId, id)
    if (remembered.seenAt < subHours(now, freshHours)) {
      void this.#inFlight.track(this.#ask(workspaceId, id))
    }
    if (this.#lookedUp.size === mostRemembered) this.#lookedUp.clear()
    this.#lookedUp.set(key, { answer: remembered.person, until: now.getTime() + rememberedMs })
    return remembered.person
  }

  /** For a decision that lasts: what Slack says now, or said minutes ago. */
  async current(workspaceId: string, id: string): Promise<Answer> {
    const { db, clock } = this.#context
    const remembered = await findPerson(db, workspaceId, id)
    const isFresh = remembered && remembered.seenAt > subMinutes(clock.now(), freshMinutes)
    return isFresh ? remembered.person : this.#ask(workspaceId, id)
  }

  /** Learns what people are called whose names golive has not heard; who is unknown to Slack stays nameless. */
  async learnNames(workspaceId: string, ids: readonly string[]): Promise<void> {
    for (const id of await listNameless(this.#context.db, workspaceId, ids)) {
      await this.#ask(workspaceId, id)
    }
  }

  /** Slack says that somebody has changed. False: not in what golive remembers of those it has met. */
  async changed(workspaceId: string, user: z.infer<typeof slackUser>): Promise<boolean> {
    const { db } = this.#context
    const person = personOf(user, workspaceId)
    const remembered = await findPerson(db, workspaceId, person.id)
    if (!remembered) return false
    const { standing, zone } = remembered.person
    const name = nameOf(user)
    const isSame = standing === person.standing && zone === person.zone
    if (isSame && (name === undefined || name === remembered.name)) return false
    await this.#save(person, name, remembered.person)
    return true
  }

  /** Who cannot own anything any more leaves nothing behind that is theirs. */
  async #save(person: Person, name: string | undefined, before: Person | undefined): Promise<void> {
    // First: what is remembered is why it would not be done again.
    if (before && isLess(before.standing, person.standing)) {
      await releasePerson(this.#context, person)
    }
    await savePerson(this.#context.db, person, this.#context.clock.now())
    if (name) await saveName(this.#context.db, { ...person, name })
    this.#lookedUp.delete(`${person.workspaceId}:${person.id}`)
  }

  async #ask(workspaceId: string, id: string): Promise<Answer> {
    const { db } = this.#context
    try {
      const { user } = await this.#client.users.info({ user: id })
      const known = slackUser.parse(user)
      const person = personOf(known, workspaceId)
      await this.#save(person, nameOf(known), (await findPerson(db, workspaceId, id))?.person)
      return person
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const isGone = error instanceof WebAPIPlatformError && gone.includes(error.data.error)
      if (isGone) return 'unknown'
      this.#log.warn({ person: id, err: error }, 'Slack did not say who somebody is')
      return 'silent'
    }
  }
}

function nameOf({ name, profile }: z.infer<typeof slackUser>): string | undefined {
  return profile?.real_name || name
}

function personOf(user: z.infer<typeof slackUser>, workspaceId: string): Person {
  return {
    workspaceId,
    id: user.id,
    standing: standingOf(user, workspaceId),
    zone: zoneOf(user.tz),
  }
}

/**
 * `is_stranger` says nothing about outsiders that share a channel with us, and Slackbot has
 * `is_bot: false`. https://docs.slack.dev/reference/objects/user-object
 */
function standingOf(user: z.infer<typeof slackUser>, workspaceId: string): Standing {
  if (user.deleted) return 'deactivated'
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'
  if (!belongsTo(user, workspaceId)) return 'outsider'
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member'
}

/** In an Enterprise org people have one home workspace, and are members of others. */
function belongsTo(user: z.infer<typeof slackUser>, workspaceId: string): boolean {
  const { team_id: home, enterprise_user: inOrg } = user
  return home === undefined || home === workspaceId || inOrg?.teams?.includes(workspaceId) === true
}

function zoneOf(zone: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** Whether somebody may have less than before: lead and approve as a member, own as a guest. */
function isLess(before: Standing, now: Standing): boolean {
  return (before === 'member' && now !== 'member') || (mayOwn[before] && !mayOwn[now])
}
