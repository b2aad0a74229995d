import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { psaUs } from '../../../testing.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { endSessionsNow } from '../../web/end-sessions.ts'
import { type Cause, causes, type Credential, credentials, type Effect, ends } from './ends.ts'
import { acts } from './testing/acts.ts'
import { giving, type Held } from './testing/credentials.ts'
import { openWorld, type World } from './testing/open-world.ts'

/** What became of each credential: right after the act, and once the right was given back. */
interface Outcome {
  /** Null for what is used up by a try. */
  readonly meanwhile: boolean | null
  readonly finally: boolean
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[]

async function tryAll(world: World, cause: Cause): Promise<ReadonlyMap<Credential, Outcome>> {
  const held = new Map<Credential, Held>()
  for (const credential of keysOf(giving)) held.set(credential, await giving[credential](world))
  world.heard = (await readEvents(world.site.hub, { deployment: psaUs, after: 0 })).head

  await acts[cause].end(world)
  await endSessionsNow(world.site)
  const meanwhile = new Map<Credential, boolean>()
  for (const [credential, { works, once }] of held) if (once !== true) meanwhile.set(credential, await works())

  await acts[cause].giveBack?.(world)
  const outcomes = new Map<Credential, Outcome>()
  // What serves once serves for a minute at the most, so it comes first; the login that the last one takes comes last.
  for (const [credential, { works }] of [...held].toReversed().sort(laterWhat)) {
    outcomes.set(credential, { meanwhile: meanwhile.get(credential) ?? null, finally: await works() })
  }
  return outcomes
}

/** A credential whose trial is another login is the last one to be tried. */
function laterWhat([one]: [Credential, Held], [other]: [Credential, Held]): number {
  return Number(one === 'grant') - Number(other === 'grant')
}

function expected(effect: Effect): { readonly meanwhile: boolean; readonly finally: boolean } {
  if (effect === 'revoked') return { meanwhile: false, finally: false }
  return { meanwhile: effect !== 'rests', finally: true }
}

function describeEffect(effect: Effect): string {
  return typeof effect === 'string' ? effect : `stays, because ${effect.stays}`
}

async function cells(database: TestDialect, cause: Cause): Promise<ReadonlyMap<Credential, Outcome>> {
  await using world = await openWorld(database)
  return await tryAll(world, cause)
}

for (const database of databases) {
  for (const cause of keysOf(causes)) {
    describe(`${causes[cause]}, on ${database.name}`, () => {
      let outcomes: ReadonlyMap<Credential, Outcome>
      before(async () => {
        outcomes = await cells(database, cause)
      })

      for (const credential of keysOf(credentials)) {
        const effect = ends[cause][credential]
        it(`${credentials[credential]}: ${describeEffect(effect)} (FE1, T27)`, () => {
          const outcome = outcomes.get(credential)

          const { meanwhile, finally: last } = expected(effect)
          assert.equal(outcome?.finally, last)
          if (outcome.meanwhile !== null) assert.equal(outcome.meanwhile, meanwhile)
        })
      }
    })
  }
}
