import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import { forgiveTries, limitsFor, takeTry } from '../limits/take-try.ts'
import { Refusal } from '../refusal.ts'
import * as authenticators from './authenticators-store.ts'
import { secondsUntilAfter, stepsOf } from './one-time-codes.ts'

/**
 * The second factor: a code of the step now, before or after, each step once and only forwards (RFC 6238 section 5.2,
 * T33). The same code sent many times at once passes once.
 *
 * @param proof.source where the try comes from: the client's address
 * @throws {Refusal} `code_invalid`; `code_used` with `seconds` until the app shows the next one; `too_many_attempts`
 */
export async function verifyCode(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  proof: { readonly account: AccountId; readonly code: string; readonly source: string },
): Promise<void> {
  const limits = limitsFor('code', proof.account, proof.source)
  await takeTry(hub, limits)
  const authenticator = await authenticators.findConfirmed(hub, proof.account)
  if (authenticator === null) throw new Refusal('code_invalid')

  const now = hub.now()
  const steps = stepsOf(authenticator.secret, proof.code, now)
  const step = steps.find((candidate) => candidate > authenticator.lastStep) ?? steps.at(-1)
  if (step === undefined) throw new Refusal('code_invalid')
  if (!(await authenticators.takeStep(hub.db, authenticator.id, step))) {
    const last = (await authenticators.findConfirmed(hub, proof.account))?.lastStep ?? step
    throw new Refusal('code_used', { seconds: secondsUntilAfter(last, now) })
  }
  await forgiveTries(hub, limits)
}

/** Has this person a second factor? Who has none enrols before anything else (A7). */
export async function hasAuthenticator(hub: Pick<Hub, 'db' | 'config'>, account: AccountId): Promise<boolean> {
  return (await authenticators.findConfirmed(hub, account)) !== null
}
