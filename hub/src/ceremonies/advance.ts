import { randomBytes } from 'node:crypto'
import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { AccountId, OrganizationId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { hashToken } from '../secrets/hash-token.ts'
import * as ceremonies from './ceremonies-store.ts'
import type { Progress, Proven, SecondFactor, ShownRefusal } from './progress.ts'

type Needs = Pick<Hub, 'short' | 'now' | 'config'>

/** How far the log-in of an interaction has come. */
export async function findProgress(hub: Needs, uid: string): Promise<Progress> {
  return ceremonies.find(hub, uid)
}

/** The password was right. */
export async function identify(hub: Needs, uid: string, account: AccountId): Promise<void> {
  await ceremonies.put(hub, { uid, account, identified_at: hub.now(), ...nothingYet })
}

/**
 * Somebody has just chosen their password: it counts as given for the log-in that this browser begins next.
 *
 * @returns what the browser has to bring there, once, within two minutes
 */
export async function identifyBeforehand(hub: Needs, account: AccountId): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = { uid: parkedUid(token), account, identified_at: hub.now(), ...nothingYet }
  await ceremonies.put(hub, row, BEFOREHAND)
  return token
}

/**
 * The log-in takes over what was parked for it. The very row moves: it is there for one log-in, however many ask for it
 * at once, and an act that ends the account's half-done log-ins ends this one, wherever it is.
 *
 * @returns whether there was anything
 */
export async function takeIdentified(hub: Needs, uid: string, token: string): Promise<boolean> {
  return ceremonies.move(hub, parkedUid(token), uid)
}

/** Somebody whose session stands goes on without giving their factors again. */
export async function recognize(hub: Needs, uid: string, account: AccountId): Promise<void> {
  const now = hub.now()
  await ceremonies.put(hub, { uid, account, identified_at: now, ...nothingYet, proven_at: now, second_factor: 'otp' })
}

/**
 * The second factor was right, too; after an enrolment its recovery codes are to be shown first.
 *
 * @param proof.account whose factor it was: should somebody else's password have been given meanwhile in the same log-in,
 *   it proves nothing
 * @throws {Refusal} `attempt_invalid`
 */
export async function prove(
  hub: Needs,
  uid: string,
  proof: {
    readonly account: AccountId
    readonly secondFactor: SecondFactor
    readonly recoveryCodes?: readonly string[]
  },
): Promise<void> {
  const { account, secondFactor, recoveryCodes } = proof
  const sealed = recoveryCodes === undefined ? null : ceremonies.sealCodes(hub, uid, recoveryCodes)
  const changes = { proven_at: hub.now(), second_factor: secondFactor, recovery_codes_sealed: sealed }
  if (!(await ceremonies.changeOf(hub, uid, account, changes))) throw new Refusal('attempt_invalid')
}

/** A passkey that verified its owner is both factors by itself. */
export async function proveByPasskey(
  hub: Needs,
  uid: string,
  { account, secondFactor }: { readonly account: AccountId; readonly secondFactor: 'passkey' | 'synced_passkey' },
): Promise<void> {
  const proven = { proven_at: hub.now(), second_factor: secondFactor }
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
  refusal: Refusal,
): Promise<ShownRefusal> {
  if (refused?.code === refusal.code) return refused
  const { code, reference } = refusal
  await ceremonies.change(hub, uid, { refused_code: code, refused_reference: reference })
  return { code, reference }
}

/** Nobody is logged in by this any more, or it is done. */
export async function forget(hub: Needs, uid: string): Promise<void> {
  await ceremonies.remove(hub, uid)
}

/** How long after choosing a password the log-in has to begin. */
const BEFOREHAND = 2 * MINUTE

/** Never the uid of an interaction: those have no colon. */
const parkedUid = (token: string): string => `parked:${hashToken(token)}`

const nothingYet = {
  proven_at: null,
  second_factor: null,
  confirmed_at: null,
  organization: null,
  recovery_codes_sealed: null,
  refused_code: null,
  refused_reference: null,
}
