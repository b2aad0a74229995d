import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../../hub.ts'
import { beginRegistration } from '../passkeys/begin-registration.ts'
import { assertRoom } from './assert-room.ts'

/**
 * What a browser asks its authenticator to make, for a person whose factors were given just now.
 *
 * @throws {Refusal} `too_many_factors`
 */
export async function beginAddingPasskey(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: { readonly account: Account; readonly session: string; readonly hubName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  await assertRoom(hub, request.account.id)
  return beginRegistration(hub, request)
}
