import type { Kysely } from 'kysely'
import type { Actor, Caller, Machine, Person } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { isMemberId, isProvisioningTokenId } from '../../ids.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'
import { holdActiveMaster } from './hold-active-master.ts'
import { holdToken } from './hold-token.ts'
import { Refusal } from '../../refusal.ts'
import type { Proof, Rule } from '../../records/acts/rule.ts'
import type { GuardedAct, Permit } from '../../records/acts/guarded-act.ts'
import { ruleOf } from '../../records/acts/rules.ts'

type Part = Pick<Hub, 'db' | 'now' | 'config'>

interface About {
  /** Null where the operator acts upon an account that has a place in none. */
  readonly organization: OrganizationId | null
  /** Whose own act it may be. */
  readonly member?: MemberId
}

/**
 * Lets the one who asks do an act in an organization. A person is the member whom it is about, or an active master, who stays one
 * until the commit, and has proved lately what the rule wants; a directory has a token of the organization, which ends no
 * sooner than the commit; the operator may act in all of them. No other passes, whichever door they came through.
 *
 * @throws {Refusal} `not_a_master`; `proof_required`, where both factors were given too long ago; `provisioning_refused`
 *   for a token that has ended
 */
export async function permit<Name extends GuardedAct>(
  hub: Part,
  action: Name,
  by: Caller,
  about: About,
): Promise<Permit<Name>> {
  const rule = ruleOf(action)
  if (typeof by === 'object') {
    assertProven(hub, await proofOf(hub, rule, by, about), by.provenAt)
    return grant(action, by.actor)
  }
  if (!(await isInScope(hub, rule, by, about))) throw new Refusal('not_a_master')
  return grant(action, by)
}

/**
 * Lets a person change what opens their own account.
 *
 * @throws {Refusal} `proof_required`
 */
export function permitOwn<Name extends GuardedAct>(
  hub: Pick<Hub, 'now' | 'config'>,
  action: Name,
  { account, provenAt }: { readonly account: AccountId; readonly provenAt: Instant },
): Permit<Name> {
  const { own } = ruleOf(action)
  if (own === undefined) throw new Error(`${action} is nobody's own act`)
  assertProven(hub, own, provenAt)
  return grant(action, `account:${account}`)
}

/** Whether a proof of that instant still serves for an act that wants both factors. */
export function isFresh({ now, config }: Pick<Hub, 'now' | 'config'>, provenAt: Instant): boolean {
  return now() - provenAt < config.lifetimes.fresh
}

async function proofOf(hub: Part, rule: Rule, { actor }: Person, about: About): Promise<Proof> {
  const id = actor.slice('member:'.length)
  if (rule.own !== undefined && about.member === id) return rule.own
  const isMaster = isMemberId(id) && (await holdActiveMaster(hub.db, id, about.organization))
  if (!isMaster || rule.master === undefined) throw new Refusal('not_a_master')
  return rule.master
}

async function isInScope({ db }: { db: Kysely<Ledger> }, rule: Rule, by: Machine, about: About): Promise<boolean> {
  if (by.startsWith('operator:')) return rule.operator === true
  const token = by.startsWith('provisioning:') ? by.slice('provisioning:'.length) : ''
  if (!isProvisioningTokenId(token) || rule.directory !== true) return false
  return (await holdToken(db, token)) === about.organization
}

function assertProven(hub: Pick<Hub, 'now' | 'config'>, proof: Proof, provenAt: Instant): void {
  if (proof === 'fresh' && !isFresh(hub, provenAt)) throw new Refusal('proof_required')
}

function grant<Name extends GuardedAct>(action: Name, actor: Actor): Permit<Name> {
  return { action, actor } as Permit<Name>
}
