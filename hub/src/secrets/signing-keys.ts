import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../hub.ts'
import { hashToken } from './hash-token.ts'
import { seal, unseal } from './envelope.ts'

export interface SigningKey {
  readonly kid: string
  readonly alg: 'ES256' | 'RS256'
  readonly jwk: JsonWebKey & { readonly kid: string; readonly alg: string; readonly use: 'sig' }
  /** False for keys that signed before and that tokens may still name. */
  readonly current: boolean
}

/**
 * The hub's private signing keys, current ones first: ES256, and RS256 for clients that insist. Those that are missing
 * are made, once for all nodes that start together.
 */
export async function signingKeys(hub: Pick<Hub, 'db' | 'config' | 'now'>): Promise<readonly SigningKey[]> {
  const found = await list(hub)
  const missing = (['ES256', 'RS256'] as const).filter((alg) => !found.some((key) => key.alg === alg && key.current))
  if (missing.length === 0) return found
  const made = await Promise.all(missing.map(makeKey))
  await inTransaction(hub, async (hub) => {
    for (const { kid, alg, jwk } of made) {
      await hub.db
        .insertInto('signing_keys')
        .values({
          kid,
          alg,
          jwk_sealed: seal(hub.config.keys, purposeOf(kid), JSON.stringify(jwk)),
          created_at: hub.now(),
          retired_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  })
  return list(hub)
}

async function list(hub: Pick<Hub, 'db' | 'config'>): Promise<SigningKey[]> {
  const rows = await hub.db
    .selectFrom('signing_keys')
    .selectAll()
    .orderBy('alg')
    .orderBy('created_at', 'desc')
    .execute()
  return rows
    .map((row) => ({
      kid: row.kid,
      alg: row.alg,
      jwk: JSON.parse(unseal(hub.config.keys, purposeOf(row.kid), row.jwk_sealed).toString()) as SigningKey['jwk'],
      current: row.retired_at === null,
    }))
    .sort((one, other) => Number(other.current) - Number(one.current))
}

const purposeOf = (kid: string): string => `signing_key:${kid}`

const generate = promisify(generateKeyPair)

async function makeKey(alg: SigningKey['alg']): Promise<SigningKey> {
  const { privateKey, publicKey } =
    alg === 'ES256' ? await generate('ec', { namedCurve: 'P-256' }) : await generate('rsa', { modulusLength: 2048 })
  const kid = hashToken(publicKey.export({ type: 'spki', format: 'pem' })).slice(0, 22)
  return { kid, alg, jwk: { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' }, current: true }
}
