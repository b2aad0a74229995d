import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../../hub.ts'
import * as challenges from './challenges.ts'
import * as passkeys from './passkeys.ts'
import { ALGORITHMS, relyingParty } from './relying-party.ts'

/**
 * What a browser asks its authenticator to make: a passkey that finds the account by itself and verifies its owner, of
 * none that the account has already. The authenticator keeps the account's id, which says nothing about the person.
 *
 * @param request.session `uid` of the session that adds it; an answer from another one does not count
 */
export async function beginRegistration(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: { readonly account: Account; readonly session: string; readonly hubName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { account, session, hubName } = request
  const known = await passkeys.listPasskeys(hub.db, account.id)
  const options = await generateRegistrationOptions({
    rpName: hubName,
    rpID: relyingParty(hub.config).id,
    userID: new Uint8Array(Buffer.from(account.id)),
    userName: account.username,
    userDisplayName: account.name,
    timeout: hub.config.lifetimes.interaction,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  await challenges.put(hub, `enrol:${session}`, options.challenge)
  return options
}
