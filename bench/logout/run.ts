import { inLanes, isServed } from './look.ts'
import { type Session, sessionsOf } from './sessions.ts'
import type { LogOutBench } from './world.ts'

/** The product that is killed before the first click. */
export const DOWN = 'rmm-us'

/** Sessions that are looked at in turn, so many at once. */
export const LANES = 8

/** What has become of the sessions so far. */
export interface Run {
  readonly world: LogOutBench
  readonly all: readonly Session[]
  /** Those that were ended, in this order. */
  readonly over: Set<Session>
  /** What was wrong. */
  readonly faults: string[]
  isDown: boolean
}

export function openRun(world: LogOutBench): Run {
  const all = sessionsOf([...world.us.members, ...world.uk.members])
  return { world, all, over: new Set(), faults: [], isDown: false }
}

/** Sessions whose product answers. */
export function reachable({ isDown }: Run, sessions: readonly Session[]): Session[] {
  return sessions.filter(({ part }) => !isDown || part !== DOWN)
}

/** Notes that these are about to be ended. @returns those of them that are to be dead at once */
export function noteEnd(run: Run, sessions: readonly Session[]): readonly Session[] {
  for (const session of sessions) run.over.add(session)
  return reachable(run, sessions)
}

/** Is a session served that is over, or is one over that should not be? */
export async function inspect({ over, faults }: Run, session: Session, when: string): Promise<void> {
  const served = await isServed(session)
  if (served && over.has(session)) faults.push(`${session.part} serves a session that is over, ${when}`)
  if (!served && !over.has(session)) faults.push(`${session.part} has ended a session of somebody else, ${when}`)
}

export async function inspectAll(run: Run, when: string): Promise<void> {
  await inLanes(reachable(run, run.all), LANES, (session) => inspect(run, session, when))
}
