import type { Actor } from '../../actor.ts'
import type { ActName, rules } from './rules.ts'

/**
 * Acts that need a permit: those of a master, and those of a person upon their own account, by a live session. Logging out
 * alone refuses no session: where it has ended, there is nothing to end, and nothing is written.
 */
export type GuardedAct = Exclude<
  {
    [Name in ActName]: (typeof rules)[Name] extends { master: InSession } | { own: InSession } ? Name : never
  }[ActName],
  'session.log_out'
>

type InSession = 'fresh' | 'session'

declare const checked: unique symbol

/**
 * The actor may do this act, until the commit. `recordAct` takes guarded acts with one alone, so no operation can forget;
 * only `permit` and `permitOwn` make one.
 */
export interface Permit<Name extends GuardedAct = GuardedAct> {
  readonly action: Name
  readonly actor: Actor
  readonly [checked]: true
}
