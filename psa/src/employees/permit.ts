import type { Actor } from '../actor.ts'
import { isAdmin } from './employee.ts'
import { findEmployee } from './find-employee.ts'
import type { SessionId, TenantId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { isLive } from '../sessions/live-sessions.ts'
import type { GuardedAct, Permit } from '../acts/guarded-act.ts'
import { rules } from '../acts/rules.ts'

/** How long a proof serves, in milliseconds. */
const FRESH = 10 * 60_000

/** A person, by the session that acts. `provenAt`: when it last proved that it is them; null where nothing says so. */
export interface Person {
  readonly user: UserId
  readonly session: SessionId
  readonly provenAt: number | null
}

/** Who asks for an act. A person cannot be named without saying how lately they proved that it is them. */
export type Caller = Extract<Actor, 'operator'> | Person

/**
 * Lets the caller do an act in a company: the operator, or an active admin of it, who stays one until the commit, by a
 * session that lives until then (T9), and has proved lately that it is them, where the act's rule wants that.
 *
 * @throws {Refusal} `not_an_admin`; `session_required`, where the session has ended; `proof_required`, where the proof is
 *   too old
 */
export async function permit<Name extends GuardedAct>(
  psa: Pick<Psa, 'db' | 'now'>,
  act: Name,
  by: Caller,
  tenant: TenantId,
): Promise<Permit<Name>> {
  if (by === 'operator') return grant(act, by)
  const employee = await findEmployee(psa, by.user)
  if (employee?.tenant !== tenant || employee.deactivated || !isAdmin(employee)) throw new Refusal('not_an_admin')
  // After the person's row, which an end of all their sessions locks first.
  if (!(await isLive(psa, by.session))) throw new Refusal('session_required')
  if (rules[act].admin === 'fresh' && !isFresh(psa, by.provenAt)) throw new Refusal('proof_required')
  return grant(act, by.user)
}

/** Whether a proof of that instant still serves for an act that wants a recent one. */
export function isFresh({ now }: Pick<Psa, 'now'>, provenAt: number | null): boolean {
  return provenAt !== null && now() - provenAt < FRESH
}

function grant<Name extends GuardedAct>(act: Name, actor: Actor): Permit<Name> {
  return { act, actor } as Permit<Name>
}
