import { type Outcome, testEnds } from '@lanyard/guard/testing'
import type { TestDialect } from '@lanyard/storage/testing'
import { type Cause, causes, type Credential, credentials, ends } from './ends.ts'
import { acts } from './testing/acts.ts'
import { hold } from './testing/credentials.ts'
import { openWorld } from './testing/open-world.ts'

type Tried = ReadonlyMap<Credential, boolean>

async function tryAll(dialect: TestDialect, cause: Cause): Promise<ReadonlyMap<Credential, Outcome>> {
  const isThere = (credential: Credential) => {
    const effect = ends[cause][credential]
    return typeof effect === 'string' || !('absent' in effect)
  }
  await using world = await openWorld(dialect, { asks: isThere('invitation_request'), connects: isThere('connecting') })
  const works = await hold(world)
  const tryThem = async (): Promise<Tried> => {
    const tried = new Map<Credential, boolean>()
    for (const credential of Object.keys(credentials) as Credential[]) tried.set(credential, await works[credential]())
    return tried
  }
  const reached = [world.company, world.uninvited, world.connecting].filter((company) => company !== null)
  const held = await tryThem()
  for (const company of reached) await acts[cause].end(world, company)
  const meanwhile = await tryThem()
  for (const company of reached) await acts[cause].giveBack?.(world, company)
  const last = await tryThem()

  const of = (tried: Tried, credential: Credential) => tried.get(credential) === true
  return new Map(
    [...held].map(([credential, before]) => [
      credential,
      { before, meanwhile: of(meanwhile, credential), finally: of(last, credential) },
    ]),
  )
}

testEnds({ causes, credentials, ends }, { part: 'psa', proves: 'FE1, FE2', tryAll })
