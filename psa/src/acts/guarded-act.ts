import type { Actor } from '../actor.ts'
import type { ActName, rules } from './rules.ts'

/** Acts that need a permit. */
export type GuardedAct = {
  [Name in ActName]: (typeof rules)[Name] extends { admin: 'fresh' | 'session' } ? Name : never
}[ActName]

declare const checked: unique symbol

/**
 * The actor may do this act, until the commit. `recordAct` takes guarded acts with one alone, so no operation can forget;
 * only `permit` makes one.
 */
export interface Permit<Name extends GuardedAct = GuardedAct> {
  readonly act: Name
  readonly actor: Actor
  readonly [checked]: true
}
