import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { createHubKeys } from './hub-keys.ts'

const type = { name: 'jwt', isOptional: true } as const
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A key of a hub, under its name. */
function newKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } }
}

function token({ kid, privateKey }: { readonly kid: string; readonly privateKey: KeyObject }): string {
  const content = `${encode({ alg: 'ES256', kid })}.${encode({ sub: 'acc_1' })}`
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

async function openHub() {
  const hub = { keys: [newKey('first')], fetches: 0, isDown: false }
  const server = createServer((_request, response) => {
    hub.fetches++
    response.writeHead(hub.isDown ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ keys: hub.keys.map(({ jwk }) => jwk) }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const jwks_uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  const configuration = new client.Configuration({ issuer: 'https://hub.example', jwks_uri }, 'psa-us', {
    id_token_signed_response_alg: 'ES256',
  })
  const reader = createHubKeys({ configuration: async () => configuration }, 'psa-us')
  return Object.assign(hub, {
    read: (jwt: string) => reader.read(jwt, type),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

describe('the keys of the hub', () => {
  it('are fetched at once when the hub has replaced them a moment ago (FR9)', async () => {
    await using hub = await openHub()
    const [first] = hub.keys
    assert.ok(first)
    assert.deepEqual(await hub.read(token(first)), { sub: 'acc_1' })
    const second = newKey('second')
    hub.keys = [second]

    assert.deepEqual(await hub.read(token(second)), { sub: 'acc_1' })
    await assert.rejects(hub.read(token(first)), { check: 'kid' }, 'a stolen key that was taken back')
  })

  it('are fetched once for all tokens with keys that no one knows (FR9)', async () => {
    await using hub = await openHub()
    const [first] = hub.keys
    assert.ok(first)
    await hub.read(token(first))

    const strangers = Array.from({ length: 50 }, (_, index) => token(newKey(`stranger-${index}`)))
    const outcomes = await Promise.allSettled(strangers.map((jwt) => hub.read(jwt)))

    assert.ok(outcomes.every(({ status }) => status === 'rejected'))
    assert.equal(hub.fetches, 2)
  })

  it('that cannot be had say so, and are no lie of the token (FR9)', async () => {
    await using hub = await openHub()
    hub.isDown = true
    const [first] = hub.keys
    assert.ok(first)

    await assert.rejects(hub.read(token(first)), { name: 'KeysNotReached' })
  })
})
