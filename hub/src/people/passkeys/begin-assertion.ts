import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as challenges from './challenges.ts'
import * as passkeys from './passkeys.ts'
import { relyingParty } from './relying-party.ts'

/**
 * What a passkey is asked to sign in a login.
 *
 * @param request.login uid of the login; an answer from another one does not count
 * @param request.account whose password was right; null where the passkey says who it is
 */
export async function beginAssertion(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: { readonly login: string; readonly account: AccountId | null },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { login, account } = request
  const known = account === null ? [] : await passkeys.listPasskeys(hub.db, account)
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(hub.config).id,
    timeout: hub.config.lifetimes.interaction,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
  })
  await challenges.put(hub, `login:${login}`, options.challenge)
  return options
}
