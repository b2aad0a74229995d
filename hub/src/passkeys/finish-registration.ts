import { inTransaction } from '@lanyard/storage'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { lockAccount } from '../accounts/lock-account.ts'
import { assertRoom } from '../factors/assert-room.ts'
import { readFactorName } from '../factors/read-factor-name.ts'
import { welcomeFactor } from '../factors/welcome-factor.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import * as challenges from './challenges-store.ts'
import type { Passkey } from './passkey.ts'
import * as passkeys from './passkeys-store.ts'
import { readRegistration } from './read-answer.ts'
import { ALGORITHMS, relyingParty } from './relying-party.ts'

type Needs = Pick<Hub, 'db' | 'short' | 'config' | 'now' | 'log'>

/**
 * A new passkey for somebody whose factors were given just now (WebAuthn section 7.1). The recovery codes are new, too,
 * and shown this once.
 *
 * @param request.session `uid` of the session that {@link beginRegistration} made the challenge for
 * @param request.answer JSON of what the authenticator made
 * @param request.name as its owner typed it; empty for none
 * @throws {Refusal} `passkey_invalid`, `passkey_taken`, `too_many_factors`, `name_invalid`
 */
export async function finishRegistration(
  hub: Needs,
  request: {
    readonly account: AccountId
    readonly session: string
    readonly answer: string
    readonly name: string
  },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const name = readFactorName(request.name)
  const challenge = await challenges.take(hub, `enrol:${request.session}`)
  const made = await verify(hub, request.answer, challenge)
  return inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, request.account)
    await assertRoom(hub, account.id)
    const id = newId('pky')
    const passkey = { ...made, id, account: account.id, name, createdAt: hub.now(), lastUsedAt: null }
    if (!(await passkeys.insert(hub.db, passkey))) throw new Refusal('passkey_taken')
    return { recoveryCodes: await welcomeFactor(hub, { account, factor: id, notice: 'passkey_added' }) }
  })
}

type Made = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'>

/** Why it does not verify is for the log alone. */
async function verify(hub: Needs, answer: string, challenge: string | null): Promise<Made> {
  const { response, ...credential } = readRegistration(answer)
  if (challenge === null) throw new Refusal('passkey_invalid')
  const { id, origin } = relyingParty(hub.config)
  const { clientDataJSON, attestationObject, transports = [] } = response
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...credential, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    hub.log.info({ event: 'passkey_not_made', err: error })
    throw new Refusal('passkey_invalid')
  })
  if (!verified) throw new Refusal('passkey_invalid')
  const { credential: made, credentialDeviceType } = registrationInfo
  const { publicKey, counter } = made
  return { credentialId: made.id, publicKey, counter, transports, isSynced: credentialDeviceType === 'multiDevice' }
}
