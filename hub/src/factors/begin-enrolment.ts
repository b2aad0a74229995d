import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Authenticator } from './authenticator.ts'
import * as authenticators from './authenticators-store.ts'

/** 160 bits, as RFC 4226 recommends. */
const KEY_BYTES = 20

export interface Enrolment {
  /** Base32, for typing into the app. */
  readonly secret: string
  /** `otpauth://…`, for the QR code. */
  readonly uri: string
}

/**
 * Shows a person the key for their authenticator app. Asked again in the same ceremony it shows the same key, so that a
 * mistyped code or a reload spoils nothing; in another ceremony another one, so that nobody completes with a key that a
 * stranger was shown.
 *
 * @param ceremony the log-in that the person is in: the interaction's uid
 * @throws {Refusal} `already_enrolled`: a password alone never replaces a second factor (T35)
 */
export async function beginEnrolment(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly account: Account; readonly ceremony: string; readonly hubName: string },
): Promise<Enrolment> {
  const { account, ceremony, hubName } = request
  if ((await authenticators.findConfirmed(hub, account.id)) !== null) throw new Refusal('already_enrolled')
  const { secret } = (await authenticators.insert(hub, freshFor(account), ceremony)) ?? (await shown(hub, request))
  const key = new Secret({ buffer: secret.slice().buffer })
  const totp = new TOTP({ issuer: hubName, label: account.username, secret: key })
  return { secret: key.base32, uri: totp.toString() }
}

function freshFor(account: Account): Authenticator {
  const secret = new Uint8Array(randomBytes(KEY_BYTES))
  return { id: newId('aut'), account: account.id, secret, confirmedAt: null, lastStep: -1 }
}

async function shown(
  hub: Pick<Hub, 'db' | 'config'>,
  { account, ceremony }: { readonly account: Account; readonly ceremony: string },
): Promise<Authenticator> {
  const authenticator = await authenticators.findPending(hub, account.id, ceremony)
  if (authenticator === null) throw new Refusal('already_enrolled')
  return authenticator
}
