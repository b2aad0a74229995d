import { SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as authenticators from './authenticators-store.ts'
import { codeOf, stepAt, STEP } from './one-time-codes.ts'

export interface RevealedCode {
  readonly code: string
  /** Seconds until it is taken; 0 for now. */
  readonly takenInSeconds: number
  /** Seconds until it is no longer taken. */
  readonly lastsSeconds: number
}

/**
 * The next code of an account that was not used yet, as the person's phone would show it: of its oldest app. It gives
 * the second factor away: for the demo's phones only.
 *
 * @throws {Error} outside demo mode
 * @returns null for an account without an authenticator
 */
export async function revealNextCode(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  account: AccountId,
): Promise<RevealedCode | null> {
  if (!hub.config.demo) throw new Error('Codes are revealed in demo mode only')
  const [authenticator] = await authenticators.listConfirmed(hub, account)
  if (authenticator === undefined) return null
  const now = hub.now()
  const step = Math.max(stepAt(now), authenticator.lastStep + 1)
  return {
    code: codeOf(authenticator.secret, step),
    takenInSeconds: Math.max(0, Math.ceil(((step - 1) * STEP - now) / SECOND)),
    lastsSeconds: Math.floor(((step + 2) * STEP - now) / SECOND),
  }
}
