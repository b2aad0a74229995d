import type { Kysely } from 'kysely'
import type { Actor, Caller, Machine, Person } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { isMemberId, isProvisioningTokenId } from '../../ids.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'
import { assertNotEnded } from './assert-not-ended.ts'
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
 * Lets the one who asks do an act in an organization. A person is the member whom it is about, or an active master, who
 * stays one until the commit; their session has not ended (T9), and they have proved lately what the rule wants. A directory
 * has a token of the organization, which ends no sooner than the commit. The operator may act in all of them. No other
 * passes, whichever door they came through.
 *
 * @throws {Refusal} `not_a_master`; `login_required`, where the session has ended; `proof_required`, where both factors
 *   were given too long ago; `provisioning_refused` for a token that has ended
 */
export async function permit<Name extends GuardedAct>(
  hub: Part,
  action: Name,
  by: Caller,
  about: About,
): Promise<Permit<Name>> {
  const rule = ruleOf(action)
  if (typeof by === 'object') {
    const proof = await proofOf(hub, rule, by, about)
    await assertServes(hub, by)
    assertProven(hub, proof, by.provenAt)
    return grant(action, by.actor)
  }
  if (!(await isInScope(hub, rule, by, about))) throw new Refusal('not_a_master')
  return grant(action, by)
}

/** The session by which a person asks. */
export interface OwnSession {
  /** Its `uid`. */
  readonly session: string
  /** When it last gave both factors. */
  readonly provenAt: Instant
}

/** A person about their own account. */
export interface Owner extends OwnSession {
  readonly account: AccountId
}

/**
 * Lets a person act upon their own account, by a session that has not ended (T9): an end of all of them waits for the
 * account's lock, which the caller holds.
 *
 * @param owner.session null in a login that is not done, whose operation asks by itself whether it has ended
 * @throws {Refusal} `login_required`, where the session has ended; `proof_required`
 */
export async function permitOwn<Name extends GuardedAct>(
  hub: Part,
  action: Name,
  { account, session, provenAt }: Omit<Owner, 'session'> & { readonly session: string | null },
): Promise<Permit<Name>> {
  const { own } = ruleOf(action)
  if (own === undefined) throw new Error(`${action} is no one's own act`)
  if (session !== null) await assertNotEnded(hub.db, { account, session, provenAt })
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

/** Where the right has ended and was given back meanwhile, the session serves it no more. */
async function assertServes({ db }: Part, { actor, session, provenAt }: Person): Promise<void> {
  if (session === null) return
  const member = await db
    .selectFrom('members')
    .select(['account', 'term'])
    .where('id', '=', actor.slice('member:'.length) as MemberId)
    .executeTakeFirst()
  if (member?.account == null || member.term !== session.term) throw new Refusal('login_required')
  await assertNotEnded(db, { account: member.account, session: session.uid, provenAt })
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
