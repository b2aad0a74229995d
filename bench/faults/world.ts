import { openSurroundings, type Surroundings } from '@lanyard/processes/faults/surroundings.ts'
import type { Browser, Member, Session } from '../logout/sessions.ts'
import { type LogOutBench, openLogOutBench } from '../logout/world.ts'

/** A member who is logged in to the hub and, in the same browser, to the PSA. */
export interface Victim {
  readonly member: Member['id']
  readonly browser: Browser
  readonly session: Session
}

export interface FaultBench extends AsyncDisposable {
  readonly world: LogOutBench
  readonly around: Surroundings
  /** The next member who is logged in still. */
  readonly next: () => Victim
}

/** The hub and PSA US on PostgreSQL, with the limits of a deployment, behind proxies that fail on demand. */
export async function openFaultBench(members: number): Promise<FaultBench> {
  await using opened = new AsyncDisposableStack()
  const around = opened.use(await openSurroundings())
  const world = opened.use(await openLogOutBench({ us: members, uk: 0 }, around.environment))
  const kept = opened.move()
  return { world, around, next: nextVictim(world), [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** @returns what gives a member of the organization that PSA US is connected with, each once */
export function nextVictim({ us }: LogOutBench): () => Victim {
  const left = us.members.values()
  return () => {
    const { value: member } = left.next()
    const [browser] = member?.browsers ?? []
    const session = browser?.sessions.find(({ part }) => part === 'psa-us')
    if (!member || !browser || !session) throw new Error('No member is logged in any more')
    return { member: member.id, browser, session }
  }
}
