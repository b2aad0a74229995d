import { randomBytes } from 'node:crypto'
import type { Client } from '../../catalogue/clients/client.ts'
import { findClient } from '../../catalogue/clients/find-client.ts'
import { type Instant, MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import { findTerms } from '../members/find-terms.ts'
import { type Terms, termsOf } from '../members/terms.ts'
import { type CeremonyRefusal, Refusal } from '../../refusal.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import * as ceremonies from './ceremonies-store.ts'
import { findPerson, findPersonAndClient, type Person } from './find-person.ts'
import type { CeremonyRow, Progress, Proven, SecondFactor, ShownRefusal } from './progress.ts'

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

/** How far a login has come, and whose it is. */
export type Reached =
  | { readonly progress: Extract<Progress, { step: 'unknown' }>; readonly person: null }
  | { readonly progress: Exclude<Progress, { step: 'unknown' }>; readonly person: Person }

/** How far the login of an interaction has come; an act that has ended the account's sessions since has ended it. */
export async function findProgress(hub: WithLedger, uid: string): Promise<Reached> {
  return whereItStands(hub, await ceremonies.find(hub, uid))
}

/**
 * The same of a row that was read with the interaction, and the client that the login is for.
 *
 * @param sought.client null where it is for the hub's own pages
 */
export async function readProgress(
  hub: WithLedger,
  { row, client }: { readonly row: CeremonyRow | null; readonly client: string | null },
): Promise<{ readonly reached: Reached; readonly client: Client | null }> {
  const progress = ceremonies.toProgress(hub, row)
  if (client === null) return { reached: await whereItStands(hub, progress), client }
  if (progress.step === 'unknown') return { reached: { progress, person: null }, client: await findClient(hub, client) }
  const found = await findPersonAndClient(hub, { account: progress.account, client })
  return { reached: reachedBy(progress, found.person), client: found.client }
}

async function whereItStands(hub: WithLedger, progress: Progress): Promise<Reached> {
  const person = progress.step === 'unknown' ? null : await findPerson(hub, progress.account)
  return reachedBy(progress, person)
}

function reachedBy(progress: Progress, person: Person | null): Reached {
  if (progress.step === 'unknown' || person === null || progress.since < (person.account.sessionsFrom ?? 0)) {
    return { progress: { step: 'unknown' }, person: null }
  }
  return { progress, person }
}

/** The password was right. @returns how far the login has come by that */
export async function identify(hub: WithLedger, uid: string, { account, at }: Given): Promise<Reached> {
  const person = await findPerson(hub, account)
  const terms = JSON.stringify(termsOf(person?.memberships ?? []))
  await ceremonies.put(hub, { uid, account, identified_at: at, ...nothingYet, terms })
  return reachedBy({ step: 'identified', account, since: at }, person)
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
  return (await findProgress(hub, uid)).person !== null
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
 * @returns how far the login has come by that, as its account is after the proof
 * @throws {Refusal} `attempt_invalid`
 */
export async function prove(
  hub: WithLedger,
  uid: string,
  proof: Given & { readonly secondFactor: SecondFactor; readonly recoveryCodes?: readonly string[] },
): Promise<Reached> {
  const { account, at, secondFactor, recoveryCodes } = proof
  const sealed = recoveryCodes === undefined ? null : ceremonies.sealCodes(hub, uid, recoveryCodes)
  const changes = { proven_at: at, second_factor: secondFactor, recovery_codes_sealed: sealed }
  const progress = await ceremonies.changeOf(hub, uid, account, changes)
  if (progress === null) throw new Refusal('attempt_invalid')
  return whereItStands(hub, progress)
}

/** A passkey that verified its owner is both factors by itself. */
export async function proveByPasskey(
  hub: WithLedger,
  uid: string,
  { account, at, secondFactor }: Given & { readonly secondFactor: 'passkey' | 'synced_passkey' },
): Promise<Reached> {
  const proven = { proven_at: at, second_factor: secondFactor, terms: await termsNow(hub, account) }
  await ceremonies.put(hub, { uid, account, identified_at: null, ...nothingYet, ...proven })
  return findProgress(hub, uid)
}

/**
 * The person said that the account of the passkey is the one they mean.
 *
 * @throws {Refusal} `attempt_invalid`: by now it is another one
 */
export async function confirmAccount(hub: Needs, uid: string, account: AccountId): Promise<void> {
  const changes = { confirmed_at: hub.now() }
  if ((await ceremonies.changeOf(hub, uid, account, changes)) === null) throw new Refusal('attempt_invalid')
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
