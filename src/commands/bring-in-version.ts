/** A newer version of its template, brought into a running launch. */
import { randomUUID } from 'node:crypto'
import { type BroughtIn, bringIn, type NextItem, type NextPhase } from '../domain/bring-in.ts'
import type { TemplatePlace } from '../domain/compare-templates.ts'
import type { GatedPhase } from '../domain/gate.ts'
import { isSettled } from '../domain/item.ts'
import { type Board, itemsOf } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import { loadReader, type ReadTemplate } from '../domain/load-reader.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { isAfterLive } from '../domain/schedule.ts'
import { movedDues, planOf } from '../domain/slip.ts'
import { ownersOf, sizesOf, tailor } from '../domain/tailor.ts'
import type { Condition, Template } from '../domain/template.ts'
import { gatesOf } from '../domain/worded-gates.ts'
import { readBoard } from '../store/board.ts'
import {
  arrange,
  insertItem,
  insertPhases,
  insertSection,
  type Spot,
  updatePhase,
  updateSection,
} from '../store/checklists.ts'
import type { Db } from '../store/database.ts'
import { updateDue, updateRemoved, updateWords } from '../store/items.ts'
import { updateVersion } from '../store/launches.ts'
import { insertOwners } from '../store/owners.ts'
import { findVersionOfLaunch, listVersions, type TemplateVersion } from '../store/templates.ts'
import { authorise, type Context, launchFor, lockBoardFor } from './context.ts'
import { revealPhase } from './open-phase.ts'
import { refreshItems, refreshSections } from './refresh-items.ts'
import { run, type Work } from './run.ts'

/** What would come into a launch with the newest version of its template. */
export type Bringable = {
  /** The version that the launch has. */
  started: TemplateVersion
  newest: TemplateVersion
  /** What the newest one asks when a launch starts, and the older one did not. */
  conditions: (Condition & { items: number })[]
  /** As if all of these held. */
  brought: BroughtIn
}

/** What would come into a launch. Refuses as `launchFor` does. */
export async function bringableVersion(db: Db, actor: Actor, launchId: string): Promise<Bringable> {
  await launchFor(db, actor, launchId)
  const board = await readBoard(db, launchId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  const { readTemplate } = await loadReader()
  const { started, newest, before, after } = await versionsOf(db, launchId, readTemplate)
  const asked = before.conditions.map(({ name }) => name)
  const sizes = sizesOf(after).conditions
  const conditions = after.conditions
    .filter(({ name }) => !asked.includes(name))
    .map((condition) => ({ ...condition, items: sizes.get(condition.name) ?? 0 }))
  const { tailoring } = board.launch
  const own = (template: Template) => tailor(template, tailoring).template
  return { started, newest, conditions, brought: bringIn(board, own(before), own(after)) }
}

export type VersionWish = {
  launchId: string
  /** The version that the person saw. */
  versionId: string
  /** The names of the conditions that are new in it and do not hold. */
  absent: readonly string[]
}

/**
 * Brings the newest version of its template into a running launch: items are added, reworded, moved and
 * removed as domain/bring-in.ts says, gates and planned due dates follow, and the channel is told. A
 * launch that has the version is left alone. Refuses a version that is no longer the newest
 * ('version-newer'), and more items than a launch can have ('list-too-long').
 */
export async function bringInVersion(
  context: Context,
  actor: Actor,
  wish: VersionWish,
): Promise<{ board: Board; outcome: 'brought-in' | 'unchanged' }> {
  const { readTemplate } = await loadReader()
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    authorise('change-list', actor, stakes)
    const { started, newest, before, after } = await versionsOf(
      work.db,
      wish.launchId,
      readTemplate,
    )
    if (started.id === wish.versionId) return { board, outcome: 'unchanged' }
    if (newest.id !== wish.versionId) {
      throw new Refusal({ code: 'version-newer', name: newest.name, number: newest.number })
    }
    const { tier, absent } = board.launch.tailoring
    const choice = { tier, absent: [...new Set([...absent, ...wish.absent])] }
    const { template, leftOut } = tailor(after, choice)
    const brought = bringIn(board, tailor(before, choice).template, template)
    const count = brought.phases.flatMap(itemsIn).length
    if (count > limits.items) {
      throw new Refusal({ code: 'list-too-long', limit: limits.items, count })
    }
    const added = await write(work, actor, board, brought, newest.number)
    const written = await boardNow(work, board)
    const finalBox = board.finalBox?.text ?? null
    const { gates } = gatesOf(template.gates, gatedPhases(written, brought), finalBox)
    const tailoring = { ...choice, leftOut: leftOut.length }
    await updateVersion(work.db, wish.launchId, { versionId: newest.id, tailoring, gates })
    await show(work, actor, board, added)
    await tell(work, board, brought, started, newest)
    return { board: await boardNow(work, board), outcome: 'brought-in' }
  })
}

/** The version that a launch has and the newest one, read. */
async function versionsOf(db: Db, launchId: string, readTemplate: ReadTemplate) {
  const started = await findVersionOfLaunch(db, launchId)
  const [newest = started] = await listVersions(db, started.templateId)
  const before = readTemplate(started.source).template
  return { started, newest, before, after: readTemplate(newest.source).template }
}

function itemsIn({ sections }: NextPhase): NextItem[] {
  return sections.flatMap(({ items }) => items)
}

/** Writes the list as it will be. Returns the ids of the items that are new. */
async function write(
  work: Work,
  actor: Actor,
  board: Board,
  { phases, removed }: BroughtIn,
  version: number,
): Promise<string[]> {
  const { launch } = board
  const { db } = work
  const order = { phases: [] as string[], sections: [] as string[], items: [] as Spot[] }
  const added: { id: string; owners: string[] }[] = []
  for (const next of phases) {
    const phaseId = next.phase?.id ?? randomUUID()
    const { name, window } = next
    order.phases.push(phaseId)
    if (next.phase) await updatePhase(db, phaseId, { name, window })
    else {
      const phase = { id: phaseId, name, window, round: 1, seriesId: null, sections: [] }
      await insertPhases(db, launch.id, [phase], planOf(board))
    }
    for (const { section, items, ...words } of next.sections) {
      const sectionId = section?.id ?? randomUUID()
      order.sections.push(sectionId)
      if (section) await updateSection(db, sectionId, words)
      else await insertSection(db, { launchId: launch.id, phaseId }, { id: sectionId, ...words })
      const place = { phase: next.title, section: words.name }
      for (const item of items) {
        if (item.kind === 'new') {
          const id = randomUUID()
          order.items.push({ id, sectionId })
          added.push({ id, owners: item.words.owners })
          await insertItem(db, { launchId: launch.id, sectionId }, { ...item.words, id }, null)
          const data = { text: item.words.text, ...place, version }
          await work.record(launch, { type: 'item.added', itemId: id, data })
        } else {
          order.items.push({ id: item.item.id, sectionId })
          if (item.kind === 'revised')
            await revise(work, board, item, { sectionId, place, version })
        }
      }
    }
  }
  for (const { id, text, state } of removed) {
    const because = `Version ${version} of the checklist does without it.`
    await updateRemoved(db, id, { at: work.now, by: actor.id, because })
    const data = { text, reason: because, from: state, version }
    await work.record(launch, { type: 'item.removed', itemId: id, data })
  }
  await arrange(db, launch.id, order)
  const given = { at: work.now, by: actor.id }
  await insertOwners(db, launch.id, ownersOf(added, board.roles, []), given)
  const written = await boardNow(work, board)
  for (const { item, due } of movedDues(written, planOf(written))) {
    if (!isSettled(item)) await updateDue(db, item.id, due)
  }
  return added.map(({ id }) => id)
}

async function revise(
  work: Work,
  { launch, phases }: Board,
  { item, words }: Extract<NextItem, { kind: 'revised' }>,
  to: { sectionId: string; place: TemplatePlace; version: number },
): Promise<void> {
  const { version } = to
  const itemId = item.id
  await updateWords(work.db, itemId, { ...words, dueMark: words.due })
  if (words.text !== item.text) {
    const data = { text: words.text, before: item.text, version }
    await work.record(launch, { type: 'item.reworded', itemId, data })
  }
  const from = phases
    .flatMap(({ name, sections }) => sections.map((section) => ({ phase: name, section })))
    .find(({ section }) => section.items.some(({ id }) => id === itemId))
  if (!from || from.section.id === to.sectionId) return
  const before = { phase: from.phase, section: from.section.name }
  const data = { text: words.text, ...to.place, before, version }
  await work.record(launch, { type: 'item.moved', itemId, data })
}

/** Phases as the template names them, with the ids that they have in the launch. */
function gatedPhases({ phases }: Board, brought: BroughtIn): GatedPhase[] {
  return phases.flatMap((phase, at) => {
    const isOwn = phase.emergencyId === null && phase.seriesId === null
    return isOwn ? { ...phase, name: brought.phases[at]?.title ?? phase.name } : []
  })
}

/** Posts what is there to be posted now: phases in front of open ones are open, too. */
async function show(
  work: Work,
  actor: Actor,
  before: Board,
  added: readonly string[],
): Promise<void> {
  const board = await boardNow(work, before)
  const { launch, phases } = board
  const known = before.phases.map(({ id }) => id)
  const last = phases.findLastIndex(({ opened }) => opened !== null)
  for (const phase of phases.slice(0, last + 1)) {
    const isNew = !known.includes(phase.id) && phase.opened === null
    if (isNew && (launch.live || !isAfterLive(phase))) await revealPhase(work, actor, launch, phase)
  }
  const sections = phases.flatMap((phase) => phase.sections.map(({ id }) => id))
  await refreshSections(work, launch.id, sections)
  const items = [...before.phases.flatMap(itemsOf).map(({ id }) => id), ...added]
  await refreshItems(
    work,
    launch,
    items.map((id) => ({ item: { id }, place: null })),
  )
}

async function tell(
  work: Work,
  { launch }: Board,
  { changes, removed, stays }: BroughtIn,
  from: TemplateVersion,
  to: TemplateVersion,
): Promise<void> {
  const count = (...kinds: string[]) => changes.filter(({ kind }) => kinds.includes(kind)).length
  const eventId = await work.record(launch, {
    type: 'version.brought-in',
    data: {
      template: to.name,
      from: from.number,
      to: to.number,
      added: count('added'),
      removed: removed.length,
      reworded: count('reworded', 'marked'),
      moved: count('moved'),
      stayed: stays.length,
    },
  })
  await work.announce(launch, eventId)
}

async function boardNow({ db }: Work, { launch }: Board): Promise<Board> {
  const board = await readBoard(db, launch.id)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  return board
}
