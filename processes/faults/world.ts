import { type LogOutWorld, openLogOutWorld } from '../logouts/world.ts'
import { openSurroundings, type Surroundings } from './surroundings.ts'

/** For a statement and an answer at all, in milliseconds, and a connection, in seconds: a deployment waits longer. */
const LIMITS = { statement_timeout: '1000', query_timeout: '1500', connect_timeout: '1' }

/** Parts as processes, and everything around them that can fail. */
export interface FaultWorld extends Omit<Surroundings, 'environment'> {
  readonly world: LogOutWorld
  /** What `/readyz` of a part answers. */
  readiness(part: 'hub' | 'psa-us'): Promise<number>
}

/** The hub and the PSA on a PostgreSQL server of their own; RMM on a file. */
export async function openFaultWorld(): Promise<FaultWorld> {
  await using opened = new AsyncDisposableStack()
  const { environment, ...surroundings } = opened.use(await openSurroundings(LIMITS))
  const world = opened.use(await openLogOutWorld({ partsMayEnd: false, environment }))
  const kept = opened.move()
  return {
    ...surroundings,
    world,
    async readiness(part) {
      const answer = await fetch(`${world.suite.origin(part)}/readyz`)
      await answer.arrayBuffer()
      return answer.status
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
