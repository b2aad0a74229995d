import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { hashToken } from '../../secrets/hash-token.ts'
import type { Algorithm, PrivateJwk } from './signing-key.ts'

const generate = promisify(generateKeyPair)

/** A fresh private key; its id follows from its public part. */
export async function makeKey(alg: Algorithm): Promise<PrivateJwk> {
  const { privateKey, publicKey } =
    alg === 'ES256' ? await generate('ec', { namedCurve: 'P-256' }) : await generate('rsa', { modulusLength: 2048 })
  const kid = hashToken(publicKey.export({ type: 'spki', format: 'pem' })).slice(0, 22)
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }
}
