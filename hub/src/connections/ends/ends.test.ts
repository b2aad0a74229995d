import { type Outcome, testEnds } from '@lanyard/guard/testing'
import type { TestDialect } from '@lanyard/storage/testing'
import { psaUs } from '../../../testing.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { endSessionsNow } from '../../web/end-sessions.ts'
import { type Cause, causes, type Credential, credentials, ends } from './ends.ts'
import { acts } from './testing/acts.ts'
import { giving, type Held } from './testing/credentials.ts'
import { openWorld } from './testing/open-world.ts'

async function tryAll(database: TestDialect, cause: Cause): Promise<ReadonlyMap<Credential, Outcome>> {
  await using world = await openWorld(database)
  const held = new Map<Credential, Held>()
  for (const credential of Object.keys(giving) as Credential[]) held.set(credential, await giving[credential](world))
  world.heard = (await readEvents(world.site.hub, { deployment: psaUs, after: 0 })).head

  await acts[cause].end(world)
  await endSessionsNow(world.site)
  const meanwhile = new Map<Credential, Omit<Outcome, 'before' | 'finally'>>()
  for (const [credential, { works, once, endedBy }] of held) {
    const by = (await endedBy?.()) ?? null
    meanwhile.set(credential, { meanwhile: once === true ? null : await works(), ...(by !== null && { by }) })
  }

  await acts[cause].giveBack?.(world)
  const outcomes = new Map<Credential, Outcome>()
  // What serves once serves for a minute at the most, so it comes first; the login that the last one takes comes last.
  for (const [credential, { works }] of [...held].toReversed().sort(laterWhat)) {
    const then = meanwhile.get(credential) ?? { meanwhile: null }
    // Nothing is tried before the act: some of it a try uses up, and what was just given was seen to be given.
    outcomes.set(credential, { before: null, ...then, finally: await works() })
  }
  return outcomes
}

/** A credential whose trial is another login is the last one to be tried. */
function laterWhat([one]: [Credential, Held], [other]: [Credential, Held]): number {
  return Number(one === 'grant') - Number(other === 'grant')
}

testEnds({ causes, credentials, ends }, { part: 'hub', proves: 'FE1, T27', tryAll })
