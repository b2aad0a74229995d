import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as rest } from 'node:timers/promises'
import { WAIT_LIMIT } from '@lanyard/storage/testing'
import { isOn, openSettings, switchOn } from './ceremonies.ts'
import { type Crash, findCrashes, isSame, oncePerState, performerOf } from './moments.ts'
import { Interrupted } from './visitor.ts'
import { type CrashCompany, type CrashWorld, openCrashWorld, parts, untilItHolds, type Watch } from './world.ts'

/** Every moment, or one for each state that a crash can leave behind. */
const isLong = process.env['LANYARD_LONG_TESTS'] === '1'

/** Two worlds at a time: one waits while the other works. */
const WORLDS = 2

/** After so many, the rest tells nothing new. */
const ENOUGH_FAILURES = 5

describe('a process that dies in a ceremony', () => {
  it('leaves what one round makes agree, and what a person finishes or begins again, whenever it dies (B1, C1, C2, S1, S2, S3, S5, S6)', async (test) => {
    const all = await findAll()
    const left = [...(isLong ? all : oncePerState(all))]
    test.diagnostic(`${left.length} of ${all.length} moments`)
    const failures: string[] = []

    /** What has gone wrong in a world would go wrong in it again. */
    const workInOneWorld = async () => {
      await using world = await openCrashWorld()
      for (let crash = left.shift(); crash && failures.length < ENOUGH_FAILURES; crash = left.shift()) {
        const failure = await explainFailure(world, crash)
        if (failure === null) continue
        failures.push(failure)
        return
      }
    }
    const work = async () => {
      while (left.length > 0 && failures.length < ENOUGH_FAILURES) await workInOneWorld()
    }
    await Promise.all(Array.from({ length: WORLDS }, work))

    assert.deepEqual(failures, [])
  })
})

async function findAll(): Promise<readonly Crash[]> {
  await using world = await openCrashWorld()
  const all = await findCrashes(world)
  for (const part of parts) {
    assert.ok(
      all.some((crash) => crash.part === part && crash.moment.startsWith('after commit')),
      `${part} commits`,
    )
  }
  return all
}

async function explainFailure(world: CrashWorld, crash: Crash): Promise<string | null> {
  try {
    await tryCrash(world, crash)
    return null
  } catch (error) {
    return `${crash.ceremony}, ${crash.part}, ${crash.moment}: ${String(error)}`
  }
}

/** Milliseconds after an answer in which what follows it has happened, or a loop was faster. */
const SOON = 5000

/** How often it is tried to come by a moment at which a loop may have been faster. */
const TRIES = 3

async function tryCrash(world: CrashWorld, crash: Crash): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const company = await aCompanyBefore(world, crash)
    if (await dies(world, crash, company)) return recovers(world, crash, company)
  }
  if (!(isRepeated(crash) && (await isGone(world, crash)))) throw new Error('was not come by')
}

/** The same request, for the second time or later: on a busy machine a loop sends one beside the ceremony's own. */
const isRepeated = ({ moment }: Crash) => / \(\d+\)$/.test(moment)

/** Whether the ceremonies do not come by it now, without a crash either. */
async function isGone(world: CrashWorld, crash: Crash): Promise<boolean> {
  const now = await findCrashes(world)
  return !now.some((other) => isSame(other, crash))
}

async function aCompanyBefore(world: CrashWorld, { ceremony }: Crash): Promise<CrashCompany> {
  const company = await world.company()
  await openSettings(company)
  if (ceremony === 'switch off') assert.ok(await switchOn(company))
  return company
}

/** @returns whether the part came by the moment, and is dead */
async function dies(world: CrashWorld, crash: Crash, company: CrashCompany): Promise<boolean> {
  const watch = await world.watch(crash)
  try {
    const page = await performerOf(crash)(company).catch(nullIfInterrupted)
    return await comesBy(watch, crash, page === null)
  } finally {
    await watch.end()
  }
}

function nullIfInterrupted(error: unknown): null {
  if (error instanceof Interrupted) return null
  throw error
}

/**
 * Some of it happens after the answer to the person; where there was no answer, the part is dead or about to be. How long
 * it is waited for decides only how often {@link TRIES} are used.
 */
async function comesBy(watch: Watch, { part, moment }: Crash, isInterrupted: boolean): Promise<boolean> {
  const deadline = performance.now() + (isInterrupted ? WAIT_LIMIT : SOON)
  while (performance.now() < deadline) {
    if ((await watch.momentsOf(part)).includes(moment)) return true
    await rest(20)
  }
  return false
}

async function recovers(world: CrashWorld, crash: Crash, company: CrashCompany): Promise<void> {
  const { visitor } = company
  await world.restart(crash.part)
  await world.round()
  await untilItHolds(() => world.check('may be open'))

  await visitor.reload()
  await untilItHolds(() => world.check('may be open'))
  await world.lapse()
  await untilItHolds(() => world.check('are settled'))

  const shouldBeOn = crash.ceremony === 'switch on'
  const found = await openSettings(company)
  const settled = isOn(found) === shouldBeOn ? found : await performerOf(crash)(company)
  assert.equal(settled && isOn(settled), shouldBeOn, 'the person comes to an end')
  await untilItHolds(() => world.check('are settled'))
  assert.deepEqual(visitor.errors, [])
}
