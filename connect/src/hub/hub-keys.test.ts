import assert from 'node:assert/strict'
import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { createHubKeys, type Type } from './hub-keys.ts'

const type: Type = { name: 'jwt', isOptional: true }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A key of a hub, under its name. */
function newKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } }
}

function token({ kid, privateKey }: { readonly kid: string; readonly privateKey: KeyObject }, header = {}): string {
  const content = `${encode({ alg: 'ES256', kid, ...header })}.${encode({ sub: 'acc_1' })}`
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

async function openHub(algorithm = 'ES256') {
  const first = newKey('first')
  const hub = { keys: [first], body: null as unknown, fetches: 0, isDown: false }
  const server = createServer((_request, response) => {
    hub.fetches++
    response.writeHead(hub.isDown ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(hub.body ?? { keys: hub.keys.map(({ jwk }) => jwk) }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const jwks_uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  const configuration = new client.Configuration({ issuer: 'https://hub.example', jwks_uri }, 'psa-us', {
    id_token_signed_response_alg: algorithm,
  })
  const reader = createHubKeys({ configuration: async () => configuration }, 'psa-us')
  return Object.assign(hub, {
    first,
    read: (jwt: string, as = type) => reader.read(jwt, as),
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

  it('are not fetched again for a lie about a known one, nor right after they were', async () => {
    await using hub = await openHub()
    const { kid, privateKey } = newKey('first')
    await assert.rejects(hub.read(token(newKey('stranger'))), { check: 'kid' })
    await assert.rejects(hub.read(token({ kid, privateKey })), { check: 'signature' })
    assert.equal(hub.fetches, 1)
    await assert.rejects(hub.read(token({ kid, privateKey }, { kid: undefined })), { check: 'signature' })
  })

  it('need no names, and are replaced all the same (FR9)', async () => {
    await using hub = await openHub()
    const nameless = (key: typeof hub.first) => ({ ...key, jwk: { ...key.jwk, kid: undefined as never } })
    const second = nameless(newKey('second'))
    hub.keys = [nameless(hub.first)]
    const unnamed = { kid: undefined }
    assert.deepEqual(await hub.read(token(hub.first, unnamed)), { sub: 'acc_1' })
    hub.keys = [second]

    assert.deepEqual(await hub.read(token(second, unnamed)), { sub: 'acc_1' })
    await assert.rejects(hub.read(token(hub.first, unnamed)), { check: 'signature' })
  })

  it('are used for a minute, and then fetched: one that was taken back verifies nothing any more (FR9)', async (test) => {
    await using hub = await openHub()
    const began = 1_000_000
    const clock = test.mock.method(performance, 'now', () => began)
    await hub.read(token(hub.first))
    hub.keys = [newKey('second')]

    clock.mock.mockImplementation(() => began + 59_999)
    assert.deepEqual(await hub.read(token(hub.first)), { sub: 'acc_1' })
    clock.mock.mockImplementation(() => began + 60_000)
    await assert.rejects(hub.read(token(hub.first)), { check: 'kid' })
  })

  it('are those of a list, whatever else is in it', async () => {
    for (const around of [null, 'key', 7, {}]) {
      await using hub = await openHub()
      hub.body = { keys: [around, hub.first.jwk] }
      assert.deepEqual(await hub.read(token(hub.first)), { sub: 'acc_1' })
    }
    for (const body of [[], 'keys', { keys: 'none' }, { keys: {} }, { keys: null }]) {
      await using hub = await openHub()
      hub.body = body
      await assert.rejects(hub.read(token(hub.first)), { check: 'kid' }, JSON.stringify(body))
    }
  })

  it('sign what says what it is, by the algorithm that was agreed (T21, T22)', async () => {
    await using hub = await openHub()
    const logout: Type = { name: 'logout+jwt', isOptional: false }
    for (const [typ, as, isTaken] of [
      ['logout+jwt', logout, true],
      ['application/Logout+JWT', logout, true],
      [undefined, logout, false],
      ['JWT', logout, false],
      [7, logout, false],
      [undefined, type, true],
      ['JWT', type, true],
      ['logout+jwt', type, false],
      ['JWT', { ...logout, isOptional: true }, true],
    ] as const) {
      const read = hub.read(token(hub.first, { typ }), as)
      if (isTaken) assert.deepEqual(await read, { sub: 'acc_1' })
      else await assert.rejects(read, { check: 'typ' }, String(typ))
    }
    await assert.rejects(hub.read(token(hub.first, { alg: 'RS256' })), { check: 'alg' })
    await assert.rejects(hub.read(token(hub.first, { crit: ['b64'] })), { check: 'crit' })
    await assert.rejects(hub.read('no.jwt'), { check: 'jws' })

    for (const alg of ['HS256', 'none']) {
      await using other = await openHub(alg)
      await assert.rejects(other.read(token(other.first, { alg })), { check: 'alg' })
      assert.equal(other.fetches, 0)
    }
  })

  it('that cannot be had say so, and are no lie of the token (FR9)', async () => {
    await using hub = await openHub()
    hub.isDown = true
    const [first] = hub.keys
    assert.ok(first)

    await assert.rejects(hub.read(token(first)), { name: 'KeysNotReached' })
  })
})

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
const signers: Readonly<
  Record<string, { readonly pair: Pair; readonly sign: (content: Buffer, key: KeyObject) => Buffer }>
> = {
  ES256: {
    pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    sign: (content, key) => sign('sha256', content, { key, dsaEncoding: 'ieee-p1363' }),
  },
  RS256: { pair: rsa(2048), sign: (content, key) => sign('sha256', content, key) },
  PS256: {
    pair: rsa(2048),
    sign: (content, key) => sign('sha256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  },
  EdDSA: { pair: generateKeyPairSync('ed25519'), sign: (content, key) => sign(null, content, key) },
}
const unused = [generateKeyPairSync('ec', { namedCurve: 'P-384' }), generateKeyPairSync('x25519')]

const publicJwk = ({ publicKey }: Pair) => ({ ...publicKey.export({ format: 'jwk' }), kid: 'k' })

/** @returns null if it is read, or the check that failed */
async function tryWith(keys: readonly object[], jwt: string, agreed: string): Promise<string | null> {
  await using hub = await openHub(agreed)
  hub.body = { keys }
  return await hub.read(jwt).then(
    () => null,
    (error: { check: string }) => error.check,
  )
}

describe('a signature', () => {
  for (const [alg, { pair, sign: signWith }] of Object.entries(signers)) {
    it(`by ${alg} is taken of the right key, and of no other (T21)`, async () => {
      const pairs = Object.entries(signers).flatMap(([name, { pair }]) => (name === alg ? [] : pair))
      const others = [...pairs, ...unused].map(publicJwk)
      const content = `${encode({ alg, kid: 'k' })}.${encode({ sub: 'acc_1' })}`
      const jwt = `${content}.${signWith(Buffer.from(content), pair.privateKey).toString('base64url')}`
      const other = `${encode({ alg, kid: 'k' })}.${encode({ sub: 'acc_2' })}.${jwt.split('.')[2]}`
      const key = publicJwk(pair)

      for (const keys of [[key], [{ ...key, alg, use: 'sig' }], [...others, key]]) {
        assert.equal(await tryWith(keys, jwt, alg), null)
      }
      const foreign = {
        kid: [{ ...key, kid: 'another' }],
        use: [{ ...key, use: 'enc' }],
        operations: [{ ...key, key_ops: ['encrypt'] }],
        algorithm: [{ ...key, alg: 'ES512' }],
        kinds: others,
        broken: [{ ...key, x: '!', n: '!' }],
      }
      for (const [what, keys] of Object.entries(foreign)) {
        assert.equal(await tryWith(keys, jwt, alg), what === 'kid' ? 'kid' : 'signature', what)
      }
      assert.equal(await tryWith([], jwt, alg), 'kid')
      assert.equal(await tryWith([key], other, alg), 'signature', 'another content')
      assert.equal(await tryWith([key], `${content}.`, alg), 'signature', 'no signature')
    })
  }

  it('is never symmetric and never missing, whatever was agreed and whatever a token says (T21)', async () => {
    const key = publicJwk(signers['ES256']?.pair ?? assert.fail())
    const secret = { kty: 'oct', kid: 'k', k: Buffer.from(JSON.stringify(key)).toString('base64url') }
    for (const alg of ['HS256', 'none', '', 'toString', '__proto__']) {
      const content = `${encode({ alg, kid: 'k' })}.${encode({})}`
      const code = createHmac('sha256', JSON.stringify(key)).update(content).digest('base64url')
      for (const jwt of [`${content}.${code}`, `${content}.`]) {
        for (const agreed of ['ES256', alg]) assert.equal(await tryWith([key, secret], jwt, agreed), 'alg', alg)
      }
    }
  })

  it('by an RSA key that is too short proves nothing (T21)', async () => {
    const { privateKey, publicKey } = rsa(1024)
    const content = `${encode({ alg: 'RS256', kid: 'k' })}.${encode({ sub: 'acc_1' })}`
    const jwt = `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
    assert.equal(await tryWith([publicJwk({ privateKey, publicKey })], jwt, 'RS256'), 'signature')
  })

  it('is of JSON objects in three parts, all of it', async () => {
    const part = encode({ alg: 'ES256' })
    for (const jwt of [
      '',
      'a.b.c',
      `${encode([])}.${part}.x`,
      `${encode(null)}.${part}.x`,
      `${encode('text')}.${part}.x`,
      `${part}.${encode(1)}.x`,
      'x'.repeat(9999),
      `${part}.${part}.x.y.z`,
    ]) {
      assert.equal(await tryWith([], jwt, 'ES256'), 'jws', jwt.slice(0, 40))
    }
    await using hub = await openHub()
    for (const header of [{ crit: ['b64'], b64: false }, { crit: [] }, { crit: null }]) {
      await assert.rejects(hub.read(token(hub.first, header)), { check: 'crit' }, JSON.stringify(header))
    }
  })
})
