import { eventually } from '@lanyard/storage/testing'
import { type LogOutWorld, openLogOutWorld } from '../logouts/world.ts'
import { openSurroundings, type Surroundings } from './surroundings.ts'

/** For a statement and an answer at all, in milliseconds, and a connection, in seconds: a deployment waits longer. */
const LIMITS = { statement_timeout: '1000', query_timeout: '1500', connect_timeout: '1' }

/** The parts whose surroundings fail. */
export const PARTS = ['hub', 'psa-us'] as const

/** Parts as processes, and everything around them that can fail. */
export interface FaultWorld extends Omit<Surroundings, 'environment'> {
  readonly world: LogOutWorld
  /** What `/readyz` of a part answers. */
  readiness(part: (typeof PARTS)[number]): Promise<number>
  /** Waits until both parts say that they are ready. */
  allReady(): Promise<void>
}

/** The hub and the PSA on a PostgreSQL server of their own; RMM on a file. */
export async function openFaultWorld(): Promise<FaultWorld> {
  await using opened = new AsyncDisposableStack()
  const { environment, ...surroundings } = opened.use(await openSurroundings(LIMITS))
  const world = opened.use(await openLogOutWorld({ partsMayEnd: false, environment }))
  const readiness: FaultWorld['readiness'] = async (part) => {
    const answer = await fetch(`${world.suite.origin(part)}/readyz`)
    await answer.arrayBuffer()
    return answer.status
  }
  const kept = opened.move()
  return {
    ...surroundings,
    world,
    readiness,
    allReady: () =>
      eventually('both parts are ready', async () => {
        const answers = await Promise.all(PARTS.map(readiness))
        // This process has connections of its own that were silenced.
        const beside = await world.hub.db
          .selectFrom('modules')
          .select('id')
          .execute()
          .catch(() => null)
        return beside !== null && answers.every((status) => status === 200)
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
