import { forgiveTries, limitsFor } from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { countersOf, takeTry } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'
import * as authenticators from './authenticators-store.ts'
import { secondsUntilAfter, stepsOf } from './one-time-codes.ts'

/**
 * The second factor: a code of any of the account's apps, of the step now, before or after, each step once and only
 * forwards (RFC 6238 section 5.2, T33). The same code sent many times at once passes once.
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
  const now = hub.now()
  const matches = (await authenticators.listConfirmed(hub, proof.account)).flatMap(({ id, secret, lastStep }) => {
    const steps = stepsOf(secret, proof.code, now)
    const step = steps.find((candidate) => candidate > lastStep) ?? steps.at(-1)
    return step === undefined ? [] : [{ id, step }]
  })
  for (const { id, step } of matches) {
    if (await authenticators.takeStep(hub.db, id, { step, at: now })) return forgiveTries(countersOf(hub), limits)
  }
  const used = (await authenticators.listConfirmed(hub, proof.account)).find(({ id }) => id === matches[0]?.id)
  if (used === undefined) throw new Refusal('code_invalid')
  throw new Refusal('code_used', { seconds: secondsUntilAfter(used.lastStep, now) })
}
