import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, it } from 'node:test'
import { checkTenant, checkUser } from './check-answers.ts'
import { createConnect } from '../create-connect.ts'
import { memoryStore } from '../memory.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const jwk = (key: KeyObject) => key.export({ format: 'jwk' })

const fine = {
  issuer: 'https://hub.example',
  client: { id: 'psa-us', privateKey: jwk(privateKey) },
  product: { module: 'psa', deployment: 'psa-us', name: 'PSA', hubName: 'IT Complete', origin: 'https://psa.example' },
  store: memoryStore(),
  tenants: { find: async () => null },
  users: { find: async () => null },
  sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
  paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
}

const attempt = (wrong: object) => createConnect({ ...fine, ...wrong })

describe('a configuration (FQ2)', () => {
  it('that is in order starts, also on loopback, with a secret, or before a provider', () => {
    attempt({})
    attempt({ issuer: 'http://localhost:4000', product: { ...fine.product, origin: 'http://127.0.0.1:4100/' } })
    attempt({ client: { id: 'psa', secret: 'secret' }, lifetimes: { session: 60 } })
    attempt({
      provider: {
        organization: { claim: 'tid' },
        masters: 'every_member',
        assurance: 'left_to_provider',
        freshness: 'auth_time',
      },
    })
  })

  const mistakes: readonly [string, object, RegExp][] = [
    ['no issuer', { issuer: undefined }, /^- issuer: an https address.*got nothing/m],
    ['an issuer over http', { issuer: 'http://hub.example' }, /^- issuer: .*got "http:\/\/hub.example"/m],
    ['a public key', { client: { id: 'a', privateKey: jwk(publicKey) } }, /client\.privateKey: .*got a public key/],
    ['an RSA key', { client: { id: 'a', privateKey: jwk(rsa) } }, /client\.privateKey: .*got a key of another type/],
    ['a PEM', { client: { id: 'a', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) } }, /got a PEM/],
    ['no key', { client: { id: 'a' } }, /client: either privateKey or secret; got neither/],
    ['an id that is a number', { client: { ...fine.client, id: 7 } }, /client\.id: a text; got 7/],
    [
      'a misspelt callback',
      { sessions: { read: fine.sessions.read, beginn: fine.sessions.begin } },
      /sessions\.begin: a function; got nothing\n- sessions\.beginn: no such option/,
    ],
    [
      'sessions misspelt',
      { sessions: undefined, session: fine.sessions },
      /session: no such option[^]*sessions: an object with read, begin/,
    ],
    [
      'lifetimes as texts',
      { lifetimes: { session: '12h', attempt: -1, rond: 5 } },
      /lifetimes\.rond[^]*lifetimes\.session: seconds.*got "12h"\n- lifetimes\.attempt: .*got -1/,
    ],
    [
      'a page on another site',
      { paths: { ...fine.paths, login: 'https://evil.example/' } },
      /paths\.login: a path.*got "https:/,
    ],
    [
      'a page that a browser reads as another site',
      { paths: { ...fine.paths, home: '/\\evil.example' } },
      /paths\.home/,
    ],
    ['a page on no host', { paths: { ...fine.paths, home: '//evil.example' } }, /paths\.home/],
    [
      'an origin with a path',
      { product: { ...fine.product, origin: 'https://psa.example/app' } },
      /product\.origin: .*without a path/,
    ],
    ['no store', { store: {} }, /store\.transaction: a function[^]*store\.within: a function/],
    ['a log that is no function', { log: 'console' }, /log: a function, or nothing; got "console"/],
    [
      'a provider without its claims',
      { provider: {} },
      /provider\.organization[^]*provider\.masters[^]*provider\.assurance[^]*provider\.freshness/,
    ],
  ]
  for (const [says, wrong, words] of mistakes) {
    it(`with ${says} does not start, and says so`, () => {
      assert.throws(
        () => attempt(wrong),
        (error) => error instanceof TypeError && words.test(error.message),
      )
    })
  }

  it('says all mistakes at once, and nothing of a key', () => {
    const half = { ...jwk(privateKey), x: 'short' }
    const wrong = { issuer: 'hub', client: { id: '', privateKey: half }, paths: {}, now: 7 }
    assert.throws(
      () => attempt(wrong),
      (error) => {
        assert.ok(error instanceof TypeError)
        assert.equal(error.message.split('\n- ').length - 1, 8)
        assert.ok(!error.message.includes(String(half.d)))
        return true
      },
    )
  })

  it('whose callbacks answer with something else is told which one, and what came', () => {
    const user = {
      id: 'u',
      tenantId: 't',
      name: 'n',
      class: 'user',
      active: true,
      admin: true,
      role: 'r',
      localLogin: 'usable',
    }
    assert.throws(() => checkUser(user as never), /users\.find .*class.*"user"/)
    assert.throws(() => checkTenant({ id: 't', name: 'T', feature: true } as never), /tenants\.find .*feature.*true/)
  })
})
