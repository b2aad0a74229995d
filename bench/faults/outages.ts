import { setTimeout as rest } from 'node:timers/promises'
import { endMemberSessions } from '@lanyard/hub/src/people/members/end-member-sessions.ts'
import { openHub } from '@lanyard/suite/src/open-parts.ts'
import { click } from '../logout/click.ts'
import { LOOK_EVERY } from '../logout/look.ts'
import { until } from './watch.ts'
import type { FaultBench, Victim } from './world.ts'

/** @param lasts milliseconds. @returns milliseconds from the return to the first request that the PSA refused */
export type Outage = (bench: FaultBench, lasts: number) => Promise<number>

const proxyOf = ({ around }: FaultBench, part: 'hub' | 'psa-us') =>
  part === 'hub' ? around.hubsDatabase : around.psasDatabase

/** The logout is decided at the hub while the PSA cannot write it down. */
const ofPsasDatabase =
  (how: 'refuse' | 'silence'): Outage =>
  async (bench, lasts) => {
    const victim = bench.next()
    await until('served', victim.session)
    proxyOf(bench, 'psa-us')[how]()
    await rest(lasts / 2)
    await logOut(bench, victim)
    await rest(lasts / 2)
    proxyOf(bench, 'psa-us').restore()
    return sinceNow(victim)
  }

/** The person presses the button as soon as the database is back, until it is answered. */
const ofHubsDatabase =
  (how: 'refuse' | 'silence'): Outage =>
  async (bench, lasts) => {
    const victim = bench.next()
    await until('served', victim.session)
    proxyOf(bench, 'hub')[how]()
    await rest(lasts)
    proxyOf(bench, 'hub').restore()
    const [took] = await Promise.all([sinceNow(victim), logOut(bench, victim)])
    return took
  }

const ofConnections: Outage = async (bench) => {
  const victim = bench.next()
  await until('served', victim.session)
  await bench.around.terminate()
  const [took] = await Promise.all([sinceNow(victim), logOut(bench, victim)])
  return took
}

/** The operator's operation ends the session while no hub runs; the time counts from its first answer. */
const ofHub: Outage = async (bench, lasts) => {
  const victim = bench.next()
  const { suite } = bench.world
  await until('served', victim.session)
  await suite.kill('hub')
  {
    await using hub = await openHub(suite.environment('hub'))
    await endMemberSessions(hub, { member: victim.member, by: 'operator:bench' })
  }
  await rest(lasts)
  const started = suite.start('hub')
  await answers(`${suite.origin('hub')}/healthz`)
  const took = await sinceNow(victim)
  await started
  return took
}

export const outages = {
  'every database connection terminated': ofConnections,
  "product's database refused connections": ofPsasDatabase('refuse'),
  "product's database was silent": ofPsasDatabase('silence'),
  "hub's database refused connections": ofHubsDatabase('refuse'),
  "hub's database was silent": ofHubsDatabase('silence'),
  'hub was killed and started': ofHub,
} as const satisfies Readonly<Record<string, Outage>>

/** Waits until both parts are as they were. */
export async function untilReady({ world: { suite } }: Pick<FaultBench, 'world'>): Promise<void> {
  for (const part of ['hub', 'psa-us'] as const) await answers(`${suite.origin(part)}/readyz`)
}

async function sinceNow({ session }: Victim): Promise<number> {
  const at = performance.now()
  return (await until('refused', session)).at - at
}

/** Ends the session on its own page at the hub; pressed again where that is unavailable. */
async function logOut({ world }: FaultBench, { browser }: Victim): Promise<void> {
  const deadline = performance.now() + PATIENCE
  for (;;) {
    const path = `/profile-settings/sessions/${browser.handle}/end`
    const failure: unknown = await click(world.suite.origin('hub'), browser, path, AbortSignal.timeout(PRESS_AGAIN))
      .then(() => null)
      .catch((error: unknown) => error)
    if (failure === null) return
    if (performance.now() > deadline) throw failure
    await rest(LOOK_EVERY)
  }
}

/** Milliseconds after which the bench gives up, and after which a person presses a button again. */
const [PATIENCE, PRESS_AGAIN] = [60_000, 500]

async function answers(address: string): Promise<void> {
  const deadline = performance.now() + PATIENCE
  for (;;) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PRESS_AGAIN) }).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    if (performance.now() > deadline) throw new Error(`${address} does not answer 200`)
    await rest(LOOK_EVERY)
  }
}
