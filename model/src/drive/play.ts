import { sql } from 'kysely'
import { allQueued, fromStart, runRound } from '../../../connect/src/reconcile/run-round.ts'
import { endByProduct } from '../../../connect/src/tenant-links/end-link.ts'
import { lapseTenantLinks } from '@lanyard/hub/src/connections/tenant-links/lapse-tenant-links.ts'
import { choicesOf } from './choices.ts'
import { checkAgreed, checkReading, checkRemoved, checkStep, checkTables, fail, Violation } from './formulas.ts'
import { deployments } from './hub-side.ts'
import { fast } from './product-steps.ts'
import { createRandom } from './random.ts'
import { kitFor, openRun, productAt, readTables, type Run } from './run.ts'
import type { Sides } from './sides.ts'
import { type Step, take } from './steps.ts'
import type { Effect } from './step.ts'
import { type HubTables, readHub, readProduct, type Tables } from './tables.ts'

/** A run that can be played again. */
export interface Script {
  readonly seed: number
  readonly steps: readonly Step[]
}

export interface PlayedRun extends Script {
  /** What did not hold; null for a run in which everything did. */
  readonly failure: string | null
}

/** Steps of the shortest run, and of the longest where nothing else is said. */
const SHORTEST = 6
const LONGEST = 14

/** In every eighth run the hub may forget its log. */
const FORGETFUL = 8

/** In every sixth run the hub may lose rows of links, and may find them again. */
const LOSSY = 6

/** Plays a run that its seed makes up. */
export async function playSeed(sides: Sides, seed: number, longest = LONGEST): Promise<PlayedRun> {
  const random = createRandom(seed)
  const length = SHORTEST + random.below(longest - SHORTEST + 1)
  const mayForget = random.below(FORGETFUL) === 0
  const mayLose = seed % LOSSY === 0
  const steps: Step[] = []
  const failure = await play(sides, (run) => {
    if (steps.length === length) return null
    const planned = random.pick(choicesOf(run, { mayForget, mayLose }))
    const request = planned[random.below(planned.length)]
    if (!request) return null
    const step = { id: steps.length, ...request }
    steps.push(step)
    return step
  })
  return { seed, steps, failure }
}

/** Plays a run again, or what is left of it. */
export function playScript(sides: Sides, { steps }: Script): Promise<string | null> {
  let played = 0
  return play(sides, () => steps[played++] ?? null)
}

/** @returns what did not hold */
async function play(sides: Sides, next: (run: Run) => Step | null): Promise<string | null> {
  const run = await openRun(sides)
  try {
    for (let step = next(run); step; step = next(run)) await takeAndCheck(run, step)
    await finish(run)
    await deliverTheRest(run)
    return null
  } catch (error) {
    if (error instanceof Violation) return error.message
    return `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

async function takeAndCheck(run: Run, step: Step): Promise<void> {
  const before = run.tables
  const effect = await take(run, step)
  if (effect === null) return
  run.tables = await readChanged(run, effect)
  check(run)
  checkStep(before, run.tables, effect.about)
  if (effect.isReading) checkReading(before, run.tables, deployments)
  await checkRoles(run, before)
  checkProof(run, before, effect)
}

async function readChanged({ sides, tables }: Run, effect: NonNullable<Effect>): Promise<Tables> {
  const hub = effect.hub ? await readHub(sides.hub) : tables.hub
  const isChanged = (index: number) => effect.product === index || effect.product === 'all'
  const products = await Promise.all(
    tables.products.map(async (product, index) => {
      const side = sides.products[index]
      return side && isChanged(index) ? readProduct(side) : product
    }),
  )
  return { hub, products }
}

function check({ tables, isForgetful }: Run): void {
  checkTables(tables, deployments, isForgetful)
}

/**
 * S9: a link becomes pending under an admin of an invited tenant, and active at the hub under a master; it is pending,
 * and an approval stands, for no longer than that right does. A row that the hub finds again is as it was when it was lost.
 */
async function checkRoles({ sides, tables, found }: Run, before: Tables): Promise<void> {
  for (const { id, state, approved_by } of tables.hub.links) {
    const former = before.hub.links.find((link) => link.id === id)?.state
    const isFound = found.has(id) && (state === 'approved' || former === undefined)
    if (state === 'ended' || isFound || (state === 'active' && former === 'active')) continue
    const { rows } = await sql<{ role: string; status: string }>`
      select role, status from members where id = ${approved_by}`.execute(sides.hub.hub.db)
    if (rows[0]?.role !== 'master' || rows[0].status !== 'active') fail('S9', `${id} has no master at the hub`)
  }
  for (const [index, { links }] of tables.products.entries()) {
    for (const { id, state, tenant_id, admin_user_id } of links) {
      const isNew = !before.products[index]?.links.some((link) => link.id === id)
      if (state !== 'pending' && !isNew) continue
      const { rows } = await sql<{ admin: number; active: number; feature: string }>`
        select admin, active, feature from host_users join host_tenants on host_tenants.id = tenant_id
        where host_users.id = ${admin_user_id} and tenant_id = ${tenant_id}`.execute(productAt({ sides }, index).db)
      const [admin] = rows
      if (admin?.admin !== 1 || admin.active !== 1 || admin.feature !== 'on') fail('S9', `${id} has no admin`)
    }
  }
}

/** S3: a session begins under the link and the epoch that its token named, and the tenant has the feature. */
function checkProof({ attempts, tables }: Run, before: Tables, { about }: NonNullable<Effect>): void {
  const answer = [...attempts.values()].find(({ id }) => about?.includes(id))?.answer
  const identity = answer?.kind === 'token' ? answer.identity : null
  for (const [index, { sessions }] of tables.products.entries()) {
    for (const session of sessions) {
      if (before.products[index]?.sessions.some(({ id }) => id === session.id)) continue
      const isProved =
        identity?.linkId === session.link_id &&
        identity.subject === session.subject &&
        identity.memberEpoch === session.member_epoch
      if (!isProved) fail('S3', `${session.user_id} has a session that no token named`)
    }
  }
}

/** One round of each product, with both sides up; and the time that abandoned approvals have. */
async function finish(run: Run): Promise<void> {
  const promised = await canFinish(run)
  await trySwitchingOff(run)
  await oneRound(run)
  run.tables = await readTables(run.sides)
  check(run)
  for (const id of promised) {
    const isActive = run.tables.hub.links.some((link) => link.id === id && link.state === 'active')
    if (!isActive) fail('C2', `${id} was approved and pending, and a round did not finish it`)
  }
  const { hub } = run.sides.hub
  hub.pass(hub.config.lifetimes.approval)
  await lapseTenantLinks(hub)
  run.tables = await readTables(run.sides)
  await expectAgreement(run)
}

async function expectAgreement(run: Run): Promise<void> {
  const { rows } = await sql<{ deployment: string; last: number }>`select deployment, last from hub_feeds`.execute(
    run.sides.hub.hub.db,
  )
  const heads = deployments.map((deployment) => rows.find((row) => row.deployment === deployment)?.last ?? 0)
  checkAgreed(run.tables, heads)
  // What a pruned log or a lost row said of a removal is gone.
  if (!run.isForgetful && !run.hasLost) checkRemoved(run.tables, run.removed)
}

async function oneRound(run: Run): Promise<void> {
  for (const [index, product] of run.sides.products.entries()) {
    product.now += 1
    // What a pruned log took with it comes out when active links are asked about, as at every start.
    const scope = run.isForgetful || run.hasLost ? fromStart(product.now) : allQueued(product.now)
    await fast(run, () => runRound(kitFor(run, { name: 'last', product: index, about: [] }), scope))
  }
}

/** C2: approved, in time, by a member who is a master still, and pending. */
async function canFinish({ sides, tables }: Run): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from members where role = 'master' and status = 'active'`.execute(sides.hub.hub.db)
  const masters = rows.map(({ id }) => id)
  const now = sides.hub.hub.now()
  const isPromised = ({ id, state, approved_by, lapses_at }: HubTables['links'][number]) =>
    state === 'approved' &&
    masters.includes(approved_by ?? '') &&
    (lapses_at ?? 0) > now &&
    tables.products.some(({ links }) => links.some((link) => link.id === id && link.state === 'pending'))
  return tables.hub.links.filter(isPromised).map(({ id }) => id)
}

/** S7: whatever is held can be switched off. It is tried, and taken back. */
async function trySwitchingOff(run: Run): Promise<void> {
  for (const [index, { links }] of run.tables.products.entries()) {
    const kit = kitFor(run, { name: 'off', product: index, about: [] })
    for (const { id, state } of links) {
      if (state === 'ended') continue
      const isOff = await inRolledBackTransaction((keep) =>
        kit.store.transaction(async (records) => {
          const ended = await endByProduct(kit, records, id, {
            reason: 'tried',
            doer: { actor: 'product' },
            auditId: 'tried',
          })
          keep(ended?.link.state === 'ended')
        }),
      )
      if (!isOff) fail('S7', id)
    }
  }
}

/** Runs a transaction for its result, and rolls it back. */
async function inRolledBackTransaction(work: (keep: (result: boolean) => never) => Promise<unknown>): Promise<boolean> {
  let kept = false
  const taken = new Error('Taken back')
  const keep = (result: boolean): never => {
    kept = result
    throw taken
  }
  await work(keep).catch((error: unknown) => {
    if (error !== taken) throw error
  })
  return kept
}

/** In every run, what is still on the wire arrives after all, the newest first; one more round, and nothing is amiss. */
async function deliverTheRest(run: Run): Promise<void> {
  const left = run.wire.messages.filter(({ resolve, kind }) => resolve !== null || kind === 'confirm' || kind === 'end')
  if (left.length === 0) return
  await fast(run, async () => {
    for (const message of left.toReversed()) {
      const answer = await message.deliver()
      await run.wire.answer(message, message.answers[0] ?? answer)
    }
  })
  run.tables = await readTables(run.sides)
  check(run)
  await oneRound(run)
  run.tables = await readTables(run.sides)
  check(run)
  await expectAgreement(run)
}
