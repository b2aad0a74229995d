import { randomBytes } from 'node:crypto'
import { findAccountById } from '../accounts/find-account.ts'
import { type Instant, MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import { findTerms } from '../members/find-terms.ts'
import type { Terms } from '../members/terms.ts'
import { type CeremonyRefusal, Refusal } from '../../refusal.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import * as ceremonies from './ceremonies-store.ts'
import type { Progress, Proven, SecondFactor, ShownRefusal } from './progress.ts'

type Needs = Pick<Hub, 'short' | 'now' | 'config'>
type WithLedger = Needs & Pick<Hub, 'db'>

/** Whose factor was right. */
interface Given {
  readonly account: AccountId
  /**
   * Before the factor was looked at, so that an act which takes it away, or ends the account's sessions, while it is
   * looked at ends this login, too.
   */
  readonly at: Instant
}

/** How far the login of an interaction has come; an act that has ended the account's sessions since has ended it. */
export async function findProgress(hub: WithLedger, uid: string): Promise<Progress> {
  const progress = await ceremonies.find(hub, uid)
  if (progress.step === 'unknown') return progress
  const account = await findAccountById(hub, progress.account)
  return account === null || progress.since < (account.sessionsFrom ?? 0) ? { step: 'unknown' } : progress
}

/** The password was right. */
export async function identify(hub: WithLedger, uid: string, { account, at }: Given): Promise<void> {
  await ceremonies.put(hub, { uid, account, identified_at: at, ...nothingYet, terms: await termsNow(hub, account) })
}

/**
 * A person has just chosen their password: it counts as given for the login that this browser begins next.
 *
 * @returns what the browser has to bring there, once, within two minutes
 */
export async function identifyBeforehand(hub: WithLedger, account: AccountId): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const terms = await termsNow(hub, account)
  const row = { uid: parkedUid(token), account, identified_at: hub.now(), ...nothingYet, terms }
  await ceremonies.put(hub, row, BEFOREHAND)
  return token
}

/**
 * The login takes over what was parked for it. The very row moves: it is there for one login, however many ask for it
 * at once.
 *
 * @returns whether there was anything that still counts
 */
export async function takeIdentified(hub: WithLedger, uid: string, token: string): Promise<boolean> {
  if (!(await ceremonies.changeUid(hub, parkedUid(token), uid))) return false
  return (await findProgress(hub, uid)).step !== 'unknown'
}

/**
 * A person whose session stands goes on without giving their factors again.
 *
 * @param session.loggedInAt which the proof is as old as: should the person ask for another account at the same moment, it
 *   makes no fresh login of an old one (T44)
 * @param session.terms of the session's login
 */
export async function recognize(
  hub: Needs,
  uid: string,
  session: { readonly account: AccountId; readonly loggedInAt: Instant; readonly terms: Terms },
): Promise<void> {
  const { account, loggedInAt } = session
  const proven = { proven_at: loggedInAt, second_factor: 'otp', terms: JSON.stringify(session.terms) } as const
  await ceremonies.put(hub, { uid, account, identified_at: hub.now(), ...nothingYet, ...proven })
}

/**
 * The second factor was right, too; after an enrolment its recovery codes are to be shown first.
 *
 * @param proof.account whose factor it was: should another person's password have been given meanwhile in the same login,
 *   it proves nothing
 * @throws {Refusal} `attempt_invalid`
 */
export async function prove(
  hub: Needs,
  uid: string,
  proof: Given & { readonly secondFactor: SecondFactor; readonly recoveryCodes?: readonly string[] },
): Promise<void> {
  const { account, at, secondFactor, recoveryCodes } = proof
  const sealed = recoveryCodes === undefined ? null : ceremonies.sealCodes(hub, uid, recoveryCodes)
  const changes = { proven_at: at, second_factor: secondFactor, recovery_codes_sealed: sealed }
  if (!(await ceremonies.changeOf(hub, uid, account, changes))) throw new Refusal('attempt_invalid')
}

/** A passkey that verified its owner is both factors by itself. */
export async function proveByPasskey(
  hub: WithLedger,
  uid: string,
  { account, at, secondFactor }: Given & { readonly secondFactor: 'passkey' | 'synced_passkey' },
): Promise<void> {
  const proven = { proven_at: at, second_factor: secondFactor, terms: await termsNow(hub, account) }
  await ceremonies.put(hub, { uid, account, identified_at: null, ...nothingYet, ...proven })
}

/**
 * The person said that the account of the passkey is the one they mean.
 *
 * @throws {Refusal} `attempt_invalid`: by now it is another one
 */
export async function confirmAccount(hub: Needs, uid: string, account: AccountId): Promise<void> {
  if (!(await ceremonies.changeOf(hub, uid, account, { confirmed_at: hub.now() }))) throw new Refusal('attempt_invalid')
}

/** The person has seen their recovery codes; they are kept nowhere else. */
export async function forgetRecoveryCodes(hub: Needs, uid: string): Promise<void> {
  await ceremonies.change(hub, uid, { recovery_codes_sealed: null })
}

export async function chooseOrganization(hub: Needs, uid: string, organization: OrganizationId): Promise<void> {
  await ceremonies.change(hub, uid, { organization, refused_code: null, refused_reference: null })
}

/** Keeps what is shown, so that a reload shows the same reference and "Back" delivers it. */
export async function keepRefusal(
  hub: Needs,
  uid: string,
  { refused }: Proven,
  refusal: CeremonyRefusal,
): Promise<ShownRefusal> {
  if (refused?.code === refusal.code) return refused
  const { code, reference } = refusal
  await ceremonies.change(hub, uid, { refused_code: code, refused_reference: reference })
  return { code, reference }
}

/** It logs no one in any more, or it is done. */
export async function forget(hub: Needs, uid: string): Promise<void> {
  await ceremonies.remove(hub, uid)
}

/** Milliseconds after choosing a password in which the login has to begin. */
export const BEFOREHAND = 2 * MINUTE

/** Never the uid of an interaction: those have no colon. */
const parkedUid = (token: string): string => `parked:${hashToken(token)}`

async function termsNow(hub: WithLedger, account: AccountId): Promise<string> {
  return JSON.stringify(await findTerms(hub, account))
}

const nothingYet = {
  terms: null,
  proven_at: null,
  second_factor: null,
  confirmed_at: null,
  organization: null,
  recovery_codes_sealed: null,
  refused_code: null,
  refused_reference: null,
}
