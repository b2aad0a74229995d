import { type VerifiedAuthenticationResponse, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as challenges from './challenges.ts'
import type { Passkey } from './passkey.ts'
import * as passkeys from './passkeys.ts'
import { readAssertion } from './read-answer.ts'
import { relyingParty } from './relying-party.ts'

type Needs = Pick<Hub, 'db' | 'short' | 'config' | 'now' | 'log'>

/**
 * A passkey has signed what {@link beginAssertion} asked for, and has verified its owner (WebAuthn section 7.2). Each
 * challenge counts once. A counter that does not rise shows that two places sign with one key: a passkey that is synced is
 * meant to be in both, any other one was copied.
 *
 * @param request.account whose password was right; null where the passkey says who it is
 * @param request.answer JSON of what it signed
 * @returns whose passkey it is
 * @throws {Refusal} `passkey_invalid`, whatever is wrong: the reason is for the log alone, but for a copy, whose owner has to
 *   replace it
 */
export async function finishAssertion(
  hub: Needs,
  request: { readonly login: string; readonly account: AccountId | null; readonly answer: string },
): Promise<Pick<Passkey, 'account' | 'isSynced'>> {
  const challenge = await challenges.take(hub, `login:${request.login}`)
  const { id, rawId, type, response } = readAssertion(request.answer)
  const passkey = await passkeys.findByCredential(hub.db, id)
  if (challenge === null || passkey === null || !isOf(passkey, request.account, response.userHandle)) {
    hub.log.info({ event: 'passkey_refused', stale: challenge === null, passkey: passkey?.id })
    throw new Refusal('passkey_invalid')
  }
  const { clientDataJSON, authenticatorData, signature } = response
  const { id: rpId, origin } = relyingParty(hub.config)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id,
      rawId,
      type,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: NO_COUNTER },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    hub.log.info({ event: 'passkey_refused', passkey: passkey.id, error })
    throw new Refusal('passkey_invalid')
  })
  if (!verified) throw new Refusal('passkey_invalid')
  lookAtCounter(hub, passkey, authenticationInfo)
  const use = { counter: authenticationInfo.newCounter, at: hub.now() }
  if (!(await passkeys.noteUse(hub.db, passkey, use))) throw new Refusal('passkey_invalid')
  return passkey
}

/** The library refuses before it knows who signs; {@link lookAtCounter} decides afterwards. */
const NO_COUNTER = 0

/**
 * WebAuthn Level 3 section 7.2 leaves to the relying party what a counter that does not rise means. Whether a passkey may be
 * in several places was settled when it was made, and that it is, the signature says.
 *
 * @throws {Refusal} `passkey_invalid`, with what to do
 */
function lookAtCounter(
  { log }: Pick<Hub, 'log'>,
  { id, counter: before, isSynced }: Passkey,
  info: VerifiedAuthenticationResponse['authenticationInfo'],
): void {
  const { newCounter: now, credentialBackedUp: isBackedUp } = info
  if (now > before || before === 0) return
  // The library refuses a signature that says it is in two places and may be in one.
  const isTaken = isSynced && isBackedUp
  log.info({ event: isTaken ? 'passkey_counter_fell' : 'passkey_refused', passkey: id, counter: { before, now } })
  if (!isTaken) throw new Refusal('passkey_invalid', { cause: 'copied' })
}

/** Where it says by itself whose it is, it has to say so; where that is known, it must not say anything else. */
function isOf({ account }: Passkey, expected: AccountId | null, userHandle: string | null | undefined): boolean {
  const said = userHandle ? Buffer.from(userHandle, 'base64url').toString() : null
  if (expected === null) return said === account
  return expected === account && (said === null || said === account)
}
