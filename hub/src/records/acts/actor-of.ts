import type { Actor } from '../../actor.ts'
import type { ActName, rules } from './rules.ts'

type RuleOf<Name extends ActName> = (typeof rules)[Name]

/** Who may be written down as having done an act, by the names that tables keep. */
export type ActorOf<Name extends ActName> =
  | (RuleOf<Name> extends { master: string } ? Extract<Actor, `member:${string}`> : never)
  | (RuleOf<Name> extends { own: string } ? Extract<Actor, `member:${string}` | `account:${string}`> : never)
  | (RuleOf<Name> extends { directory: true } ? Extract<Actor, `provisioning:${string}`> : never)
  | (RuleOf<Name> extends { product: true } ? Extract<Actor, `deployment:${string}`> : never)
  | (RuleOf<Name> extends { operator: true } ? Extract<Actor, `operator:${string}`> : never)
  | (RuleOf<Name> extends { hub: true } ? 'hub' : never)
