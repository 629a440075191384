/** One launch with emergencies, what people do in it, and how often what was reached. */
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import type { Actor, Standing } from '../../src/domain/person.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import type { Db } from '../../src/store/database.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import {
  type ChecklistName,
  checklists,
  emergencyIn,
  type Facts,
  readFacts,
  runningIn,
  splitByPhase,
} from './emergency-facts.ts'
import { type Hand, hold, keeps } from './emergency-promises.ts'
import {
  aContext,
  aDraft,
  anActor,
  aPerson,
  channelId,
  someFacts,
  type TestContext,
} from './launches.ts'

export const lead = 'U-ANA'
export const approvers = ['U-BOB', 'U-ERIN']
export const members = [lead, ...approvers, 'U-KIM', 'U-LEE']
/** From outside: one is in the channel, the other is not. */
const outsiders = ['U-OUT', 'U-FAR']
export const everybody = [...members, 'U-GUS', ...outsiders]
const elsewhere = 'U-FAR'

export class World {
  readonly context: TestContext
  readonly launchId: string
  readonly history: string[] = []
  /** In how many histories what was reached. */
  readonly reached: Map<string, number>
  readonly #noted = new Set<string>()
  facts: Facts

  constructor(context: TestContext, facts: Facts, reached: Map<string, number>) {
    this.context = context
    this.launchId = facts.launch.id
    this.facts = facts
    this.reached = reached
  }

  actor(id: string): Actor {
    return anActor(id, {
      standing: standingOf(id),
      channelId: id === elsewhere ? 'C-OTHER' : channelId,
    })
  }

  /** The emergency that runs, or the last one. */
  get emergency() {
    const id = (runningIn(this.facts) ?? this.facts.emergencies.at(-1))?.id ?? 'none'
    return { id, ...emergencyIn(this.facts, id) }
  }

  get people() {
    return new Map(everybody.map((id) => [id, aPerson(id, standingOf(id))] as const))
  }

  /** Does one thing, which may be refused, and holds what it did against the promises. */
  async step(
    words: string,
    { by, ...what }: Pick<Hand, 'kind' | 'by' | 'page' | 'seen'>,
    command: (actor: Actor) => Promise<unknown>,
    isTwice = false,
  ): Promise<void> {
    this.context.clock.moveBy(1000)
    const actor = this.actor(by)
    const before = this.facts
    const attempt = () =>
      command(actor).then(
        () => null,
        (error: unknown) => {
          if (error instanceof Refusal) return error.reason.code
          throw new Error(`${by}: ${words} fails`, { cause: error })
        },
      )
    const refusal = await attempt()
    this.history.push(`${by.slice(2).toLowerCase()}: ${words}${refusal ? ` – ${refusal}` : ''}`)
    this.facts = await readFacts(this.context.db)
    this.count(before, refusal)
    if (refusal) keeps(before.whole === this.facts.whole, 'who refuses changes nothing')
    else
      hold(before, this.facts, { ...what, by, standing: actor.standing, isHere: by !== elsewhere })
    if (!isTwice) return
    const again = await attempt()
    this.history.push(`the same again${again ? ` – ${again}` : ''}`)
    const { whole } = await readFacts(this.context.db)
    keeps(whole === this.facts.whole, 'what comes twice happens once')
  }

  private count(before: Facts, refusal: string | null): void {
    const note = (name: string) => {
      if (!this.#noted.has(name)) this.reached.set(name, (this.reached.get(name) ?? 0) + 1)
      this.#noted.add(name)
    }
    const now = this.facts
    if (refusal) note(`refused: ${refusal}`)
    for (const entry of now.events.slice(before.events.length)) {
      const { type, data } = entry
      if (type === 'emergency.started') note(`started: ${data.isDrill ? 'drill' : 'real'}`)
      else if (type === 'emergency.decided') note(`decided: ${data.outcome}`)
      else if (type === 'emergency.answered-decision') note(`second: ${data.how}`)
      else if (type === 'emergency.resolved')
        note(`${data.isDrill ? 'drill' : 'real'}: ${data.how}`)
      else if (type.startsWith('emergency.') || type.startsWith('launch.')) note(type)
    }
    for (const ask of now.asks.slice(before.asks.length)) note(`asked: ${ask.why}`)
    const versions = ({ answers }: Facts) => answers.filter(({ version }) => version > 1).length
    if (versions(now) > versions(before)) note('replaced an answer')
    if (now.decisions.some(({ round }) => round > 1)) note('decided twice')
    if (now.emergencies.length > 1) note('a second emergency')
    const isDone = ({ state }: Facts['items'][number]) => state === 'done'
    const done = (facts: Facts) => splitByPhase(facts).ofEmergencies.filter(isDone).length
    if (now.launch.ended_at && done(now) > done(before)) note('a follow-up ticked after the end')
  }
}

function standingOf(id: string): Standing {
  if (outsiders.includes(id)) return 'outsider'
  return id === 'U-GUS' ? 'guest' : 'member'
}

/** A launch of a checklist, as it begins. */
export async function aWorld(
  db: Db,
  checklist: ChecklistName,
  reached: Map<string, number>,
): Promise<World> {
  const context = aContext(db)
  await offerTemplates(context, [checklists[checklist]])
  const [template] = await offeredTemplates(db)
  const draft = aDraft({ templateId: template?.id ?? null, leadId: lead })
  const people = new Map(members.map((id) => [id, aPerson(id)] as const))
  await startLaunch(context, anActor(lead), draft, someFacts({ people }))
  return new World(context, await readFacts(db), reached)
}

/** Somebody else fills a role; with null, nobody does. */
export function fill(world: World, by: string, place: number, personId: string | null) {
  const { launch, roles } = world.facts
  const role = roles[place % roles.length]
  const named = role ? [{ id: role.id, seen: role.person_id, wish: personId }] : []
  const filling = {
    launchId: world.launchId,
    lead: { seen: launch.lead_id, wish: launch.lead_id },
    roles: named,
    deputies: [],
    mayDouble: launch.signing === 'several-roles',
  }
  return world.step(`${role?.name} is ${personId}`, { kind: 'roles', by }, (actor) =>
    fillRoles(world.context, actor, filling, world.people),
  )
}
