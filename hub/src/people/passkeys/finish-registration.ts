import { verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import * as challenges from './challenges.ts'
import type { Passkey } from './passkey.ts'
import { readRegistration } from './read-answer.ts'
import { ALGORITHMS, relyingParty } from './relying-party.ts'

type Needs = Pick<Hub, 'short' | 'config' | 'now' | 'log'>

/** What an authenticator has made. */
export type MadePasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'>

/**
 * An authenticator has made what {@link beginRegistration} asked for (WebAuthn section 7.1). Each challenge counts once.
 *
 * @param request.session `uid` of the session that the challenge was made for
 * @param request.answer JSON of what the authenticator made
 * @throws {Refusal} `passkey_invalid`
 */
export async function finishRegistration(
  hub: Needs,
  request: { readonly session: string; readonly answer: string },
): Promise<MadePasskey> {
  return verify(hub, request.answer, await challenges.take(hub, `enrol:${request.session}`))
}

/** Why it does not verify is for the log alone. */
async function verify(hub: Needs, answer: string, challenge: string | null): Promise<MadePasskey> {
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
    hub.log.info({ event: 'passkey_not_made', error })
    throw new Refusal('passkey_invalid')
  })
  if (!verified) throw new Refusal('passkey_invalid')
  const { credential: made, credentialDeviceType } = registrationInfo
  const { publicKey, counter } = made
  return { credentialId: made.id, publicKey, counter, transports, isSynced: credentialDeviceType === 'multiDevice' }
}
