/** Two launches that have something of everything: kim's own, and one in a private channel that she is not in. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { assignItems } from '../../../src/commands/assign-items.ts'
import { decideEmergency } from '../../../src/commands/decide-emergency.ts'
import { keepEvidence } from '../../../src/commands/keep-evidence.ts'
import { saveTemplate } from '../../../src/commands/keep-templates.ts'
import { askOverride } from '../../../src/commands/override-gate.ts'
import { startRollCall } from '../../../src/commands/roll-call.ts'
import { signOff } from '../../../src/commands/sign-off.ts'
import { startEmergency } from '../../../src/commands/start-emergency.ts'
import { startLaunch } from '../../../src/commands/start-launch.ts'
import { type Board, itemsOf } from '../../../src/domain/launch.ts'
import type { Actor } from '../../../src/domain/person.ts'
import { digestOfList, listToSign } from '../../../src/domain/sign-off.ts'
import { readBoard } from '../../../src/store/board.ts'
import type { Db } from '../../../src/store/database.ts'
import { findVersionOfLaunch, offeredTemplates } from '../../../src/store/templates.ts'
import { aDecision } from '../emergencies.ts'
import { smallChecklist } from '../launches.ts'
import type { Stage } from '../stage.ts'

/** What payloads name of a launch. */
type Ids = {
  launchId: string
  channelId: string
  phaseId: string
  nextPhaseId: string
  sectionId: string
  itemId: string
  version: number
  otherItemId: string
  roleId: string
  signOffId: string
  seen: string
  rollCallId: string
  overrideId: string
  evidenceId: string
  emergencyId: string
  decisionId: string
  templateId: string
  versionId: string
}

export type World = {
  stage: Stage
  kim: string
  chen: string
  own: Ids
  victim: Ids
  /** Every id of the victim's, to know its rows by. */
  victimIds: Set<string>
}

/** A word that is in all that people have written about the victim's launch. */
export const secret = 'Quagga'

export async function openWorld(stage: Stage): Promise<World> {
  const personOf = (handle: string) => stage.sandbox.as(handle).id
  const kim = personOf('kim')
  const chen = personOf('chen')
  const own = await furnish(stage, {
    ...{ channel: '#launch', lead: kim, signers: [kim, chen], isPrivate: false },
    name: 'Ferry',
  })
  const victim = await furnish(stage, {
    ...{
      channel: '#ops',
      lead: personOf('ana'),
      signers: [personOf('bob'), chen],
      isPrivate: true,
    },
    name: secret,
  })
  const board = await boardOf(stage.golive.context.db, victim.launchId)
  const everyItem = [...board.phases.flatMap(itemsOf), board.finalBox]
  const { templateId: _, versionId: __, seen: ___, version: ____, ...ids } = victim
  const found = [...everyItem, ...board.phases, ...board.roles].flatMap((each) => each?.id ?? [])
  return { stage, kim, chen, own, victim, victimIds: new Set([...Object.values(ids), ...found]) }
}

async function boardOf(db: Db, launchId: string): Promise<Board> {
  const board = await readBoard(db, launchId)
  if (!board) throw new Error('there is no such launch')
  return board
}

type Furniture = {
  channel: string
  lead: string
  signers: [string, string]
  isPrivate: boolean
  /** A word that is in all that is written about it. */
  name: string
}

async function furnish(stage: Stage, furniture: Furniture): Promise<Ids> {
  const { context } = stage.golive
  const { db } = context
  const { workspace } = stage.sandbox
  const workspaceId = workspace.team.id
  const channelId = workspace.channel(furniture.channel).id
  const actorOf = (id: string): Actor => {
    return { workspaceId, id, standing: 'member', via: 'channel', channelId }
  }
  const lead = actorOf(furniture.lead)
  const people = new Map(
    [lead.id, ...furniture.signers].map((id) => {
      return [id, { workspaceId, id, standing: 'member' as const, zone: 'UTC' }]
    }),
  )
  const templateId = await templateFor(stage, lead)
  const [one, two] = furniture.signers
  const { launch } = await startLaunch(
    context,
    lead,
    {
      ...{
        formId: randomUUID(),
        name: `${furniture.name} ${randomUUID().slice(0, 8)}`,
        channelId,
        leadId: lead.id,
      },
      ...{ t0: new Date('2026-12-07T10:00:00Z'), zone: 'UTC', isRehearsal: false, tier: 'high' },
      ...{ templateId, absent: [], owners: [] },
      approvers: [
        { role: 'Technical Lead', personId: one },
        { role: 'Security Lead', personId: two },
      ],
    },
    {
      people,
      channel: { id: channelId, status: 'joined', isPrivate: furniture.isPrivate },
    },
  )
  const { id: launchId } = launch
  const board = await boardOf(db, launchId)
  const [phase, next] = board.phases
  const section = phase?.sections[0]
  const [item, other] = section?.items ?? []
  const role = board.roles.find(({ personId }) => personId === two)
  if (!phase || !next || !section || !item || !other || !role) throw new Error('too small')
  const scope = { kind: 'item', launchId, id: other.id } as const
  const owners = [{ kind: 'person' as const, id: two }]
  await assignItems(context, lead, { scope, owners, which: 'unowned' }, people)
  const link = { kind: 'link', url: 'https://a.example/', title: null, written: null } as const
  await keepEvidence(context, lead, { itemId: other.id, pieces: [link], tick: null })
  const seen = digestOfList(listToSign(await boardOf(db, launchId)))
  await signOff(context, actorOf(two), {
    ...{ launchId, roleId: role.id, verdict: 'hold', reason: `Not yet, ${furniture.name}` },
    ...{ until: new Date('2026-12-01T10:00:00Z'), seen, before: null },
  })
  await startRollCall(context, lead, { launchId, last: null }).catch(() => null)
  await askOverride(context, lead, {
    ...{ launchId, opens: { kind: 'final-box' }, reason: `Spare, ${furniture.name}` },
  })
  const began = context.clock.now()
  const { emergency } = await startEmergency(context, lead, {
    ...{ launchId, words: `Errors, ${furniture.name}`, began, isDrill: false },
  })
  const decision = await decideEmergency(context, lead, aDecision(emergency.id, 'Monitor and fix'))
  const now = await boardOf(db, launchId)
  const version = await findVersionOfLaunch(db, launchId)
  const idIn = async (table: string, of: string, value: string) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM ${sql.table(table)} WHERE ${sql.ref(of)} = ${value}`.execute(db)
    return rows[0]?.id ?? randomUUID()
  }
  return {
    ...{ launchId, channelId, phaseId: phase.id, nextPhaseId: next.id, sectionId: section.id },
    ...{ itemId: item.id, version: item.version, otherItemId: other.id, roleId: role.id },
    ...{ signOffId: now.signOffs[0]?.id ?? '', seen, emergencyId: emergency.id },
    rollCallId: await idIn('roll_calls', 'launch_id', launchId),
    overrideId: await idIn('overrides', 'launch_id', launchId),
    evidenceId: await idIn('evidence', 'item_id', other.id),
    ...{ decisionId: decision.id, templateId: version.templateId, versionId: version.id },
  }
}

/** Templates are everybody's, so both launches may have the same. */
async function templateFor({ golive }: Stage, by: Actor): Promise<string> {
  const { context } = golive
  const kept = (await offeredTemplates(context.db)).find(({ name }) => name === 'Small checklist')
  if (kept) return kept.id
  const save = { formId: randomUUID(), templateId: null, seen: null, note: null }
  return (await saveTemplate(context, by, { ...save, source: smallChecklist })).version.id
}

/** Kim's launch anew, for whatever the one before has come to. */
export async function renewOwn(world: World): Promise<World> {
  const { stage, kim, chen } = world
  const own = await furnish(stage, {
    ...{ channel: '#launch', lead: kim, signers: [kim, chen], isPrivate: false },
    name: 'Ferry',
  })
  return { ...world, own }
}

/** All that the database has of the victim's launch, but what is still to be sent. */
export async function rowsOfVictim({ stage, victimIds }: World): Promise<string[]> {
  const { db } = stage.golive.context
  const tables = await db.introspection.getTables()
  const rows: string[] = []
  for (const { name } of tables) {
    if (['outbox', 'channels', 'people'].includes(name)) continue
    const found = await sql`SELECT * FROM ${sql.table(name)}`.execute(db)
    for (const row of found.rows) {
      const values = Object.values(row as object)
      if (values.some((value) => victimIds.has(value))) rows.push(`${name} ${JSON.stringify(row)}`)
    }
  }
  return rows.sort()
}
