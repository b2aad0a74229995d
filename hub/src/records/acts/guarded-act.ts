import type { Actor } from '../../actor.ts'
import type { ActName, rules } from './rules.ts'

/** Acts that need a permit: those of a master, and those for which a person shows both factors. */
export type GuardedAct = {
  [Name in ActName]: (typeof rules)[Name] extends { master: 'fresh' | 'session' } | { own: 'fresh' } ? Name : never
}[ActName]

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
