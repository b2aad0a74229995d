import assert from 'node:assert/strict'
import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { algorithmOf, type Jwk, readJws, verifyJws } from './verify-jws.ts'

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const signers: Readonly<
  Record<string, { readonly pair: Pair; readonly sign: (content: Buffer, key: KeyObject) => Buffer }>
> = {
  ES256: {
    pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    sign: (content, key) => sign('sha256', content, { key, dsaEncoding: 'ieee-p1363' }),
  },
  RS256: {
    pair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    sign: (content, key) => sign('sha256', content, key),
  },
  PS256: {
    pair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    sign: (content, key) => sign('sha256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  },
  EdDSA: { pair: generateKeyPairSync('ed25519'), sign: (content, key) => sign(null, content, key) },
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const publicJwk = ({ publicKey }: Pair): Jwk => ({ ...publicKey.export({ format: 'jwk' }), kid: 'k' })

async function isSigned(jws: string, keys: readonly Jwk[], name: string): Promise<boolean> {
  const [signed, algorithm] = [readJws(jws), algorithmOf(name)]
  return signed !== null && algorithm !== null && verifyJws(signed, keys, algorithm)
}

const unused = [generateKeyPairSync('ec', { namedCurve: 'P-384' }), generateKeyPairSync('x25519')]

describe('verifying a JWS', () => {
  for (const [alg, { pair, sign: signWith }] of Object.entries(signers)) {
    it(`takes ${alg} of the right key, and of no other (T21)`, async () => {
      const pairs = Object.entries(signers).flatMap(([name, { pair }]) => (name === alg ? [] : pair))
      const others = [...pairs, ...unused].map(publicJwk)
      const content = `${encode({ alg, kid: 'k' })}.${encode({ sub: 'acc_1' })}`
      const jws = `${content}.${signWith(Buffer.from(content), pair.privateKey).toString('base64url')}`
      const other = `${encode({ alg, kid: 'k' })}.${encode({ sub: 'acc_2' })}.${jws.split('.')[2]}`

      assert.equal(await isSigned(jws, [publicJwk(pair)], alg), true)
      assert.equal(await isSigned(jws, [{ ...publicJwk(pair), kid: 'another' }], alg), false, 'another key id')
      assert.equal(await isSigned(jws, [{ ...publicJwk(pair), use: 'enc' }], alg), false, 'a key for other things')
      assert.equal(
        await isSigned(jws, [{ ...publicJwk(pair), alg: 'ES512' }], alg),
        false,
        'a key for another algorithm',
      )
      assert.equal(await isSigned(jws, [{ ...publicJwk(pair), alg, use: 'sig' }], alg), true)
      assert.equal(await isSigned(jws, others, alg), false, 'keys of other kinds')
      assert.equal(await isSigned(jws, [...others, publicJwk(pair)], alg), true)
      assert.equal(await isSigned(jws, [], alg), false)
      assert.equal(await isSigned(other, [publicJwk(pair)], alg), false, 'another content')
      assert.equal(await isSigned(`${content}.`, [publicJwk(pair)], alg), false, 'no signature')
    })
  }

  it('knows no symmetric algorithm and not "none", whatever a token says (T21)', async () => {
    for (const name of ['none', 'HS256', '', 'toString', '__proto__']) assert.equal(algorithmOf(name), null, name)
    const { pair } = signers['ES256'] ?? assert.fail()
    const content = `${encode({ alg: 'HS256', kid: 'k' })}.${encode({})}`
    const secret = JSON.stringify(publicJwk(pair))
    const signature = createHmac('sha256', secret).update(content).digest('base64url')
    assert.equal(await isSigned(`${content}.${signature}`, [publicJwk(pair)], 'ES256'), false)
  })

  it('reads nothing but JSON objects in three parts', () => {
    for (const text of [
      '',
      'a.b.c',
      `${encode([])}.${encode({})}.x`,
      `${encode(null)}.${encode({})}.x`,
      `${encode('text')}.${encode({})}.x`,
      `${encode({})}.${encode(1)}.x`,
      'x'.repeat(9999),
    ]) {
      assert.equal(readJws(text), null)
    }
    assert.equal(readJws(`${encode({})}.${encode({})}.x.y.z`), null)
  })
})
