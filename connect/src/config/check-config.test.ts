import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, it } from 'node:test'
import { createConnect } from '../create-connect.ts'
import { memoryStore } from '../memory.ts'
import { checkTenant, checkUser } from './check-answers.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
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
    attempt({ client: { id: 'psa', secret: 'secret' }, lifetimes: { session: 60, round: 2_147_483 } })
    attempt({
      provider: {
        organization: { claim: 'tid' },
        masters: 'every_member',
        assurance: 'left_to_provider',
        freshness: 'auth_time',
      },
    })
    attempt({ issuer: 'http://[::1]:4000', formerIssuers: ['https://old.example'] })
    attempt({
      provider: {
        organization: { name: 'Alder MSP' },
        masters: { claim: 'roles', values: ['Admin'] },
        assurance: { acr: ['phr'] },
        freshness: 'only_asked_for',
        idTokenAlgorithm: 'RS256',
      },
      lifetimes: { session: undefined, attempt: 0 },
      users: { ...fine.users, tellUnlinked: async () => {} },
      sessions: { ...fine.sessions, isLive: undefined },
      tenants: new (class {
        rows = []
        find = async () => null
      })(),
      log: undefined,
      now: Date.now,
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
      /lifetimes\.rond[^]*lifetimes\.attempt: .*got -1\n- lifetimes\.session: seconds.*got "12h"/,
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
    ['former issuers as a text', { formerIssuers: 'https://old.example' }, /formerIssuers: a list of texts; got "h/],
    ['a number among former issuers', { formerIssuers: [7] }, /formerIssuers: a list of texts; got a list/],
    ['an issuer over https with a query', { issuer: 'https://hub.example?a' }, /issuer: an https address/],
    ['an issuer with a fragment', { issuer: 'https://hub.example#a' }, /issuer: an https address/],
    ['an issuer with a name', { issuer: 'https://me@hub.example' }, /issuer: .*got "https:\/\/me@/],
    ['an issuer with a password', { issuer: 'https://:pw@hub.example' }, /issuer: .*got "an address with a password"/],
    ['an issuer that is no page', { issuer: 'ftp://localhost' }, /issuer: an https address/],
    [
      'an issuer that only begins like loopback',
      { issuer: 'http://localhost.evil.example' },
      /issuer: an https address/,
    ],
    ['an issuer that is a number', { issuer: 7 }, /issuer: .*got 7/],
    ['an issuer that is neither', { issuer: true }, /issuer: .*got true/],
    [
      'an origin that is no address',
      { product: { ...fine.product, origin: 'psa' } },
      /product\.origin: an https .*"psa"$/,
    ],
    ['a page in a list', { paths: { ...fine.paths, home: ['/home'] } }, /paths\.home: a path.*got a list/],
    ['a lifetime as a text', { lifetimes: { session: '12' } }, /lifetimes\.session: .*got "12"/],
    ['a client that is a list', { client: [] }, /client: an object with id.*got a list/],
    ['no client', { client: null }, /client: an object with id.*got null/],
    ['a key and a secret', { client: { ...fine.client, secret: 's' } }, /client: either .*; got both/],
    ['an empty secret', { client: { id: 'a', secret: '' } }, /client\.secret: a text; got an empty text/],
    [
      'a secret that is a number',
      { client: { id: 'a', secret: 7 } },
      /client\.secret: a text; got a value of type number/,
    ],
    ['a key as a text', { client: { id: 'a', privateKey: 'MEE' } }, /client\.privateKey: .*got a text/],
    ['a key that is a number', { client: { id: 'a', privateKey: 7 } }, /client\.privateKey: .*a value of type number/],
    ['a key that is none', { client: { id: 'a', privateKey: {} } }, /client\.privateKey: .*an object that is no JWK/],
    ['a key of P-384', { client: { id: 'a', privateKey: jwk(p384) } }, /client\.privateKey: .*a key of another curve/],
    [
      'a key without one coordinate',
      { client: { id: 'a', privateKey: { ...jwk(privateKey), y: undefined } } },
      /client\.privateKey: .*without its coordinates/,
    ],
    [
      'a key of two halves',
      { client: { id: 'a', privateKey: { ...jwk(privateKey), d: jwk(another).d } } },
      /client\.privateKey: .*whose x and y do not belong to its d/,
    ],
    [
      'a key of which one half is no number of the curve',
      { client: { id: 'a', privateKey: { ...jwk(privateKey), d: '_'.repeat(43) } } },
      /client\.privateKey: .*whose x and y do not belong to its d/,
    ],
    ['a provider that is a text', { provider: 'entra' }, /provider: an object, or nothing for a hub; got "entra"/],
    [
      'a provider that says too little',
      {
        provider: {
          organization: {},
          masters: { claim: 'r' },
          assurance: {},
          freshness: 'x',
          idTokenAlgorithm: 'HS256',
        },
      },
      /organization[^]*masters[^]*assurance[^]*freshness: auth_time or only_asked_for[^]*idTokenAlgorithm: RS256 or/,
    ],
    [
      'masters by no claim',
      { provider: { masters: { values: [] } } },
      /provider\.masters: .*got a value of type object/,
    ],
    ['a product that is a text', { product: 'psa' }, /product: an object with module.*got "psa"/],
    [
      'a deployment with a blank',
      { product: { ...fine.product, deployment: 'psa us' } },
      /product\.deployment: letters, digits, "\.", "_" and "-",/,
    ],
    ['a name of blanks', { product: { ...fine.product, name: ' ' } }, /product\.name: a text; got " "/],
    ['paths that are a text', { paths: '/' }, /paths: an object with login.*got "\/"/],
    ['a page that is a number', { paths: { ...fine.paths, home: 7 } }, /paths\.home: a path.*got 7/],
    ['a page that is no path', { paths: { ...fine.paths, home: 'home' } }, /paths\.home: a path/],
    ['a page on another site behind a tab', { paths: { ...fine.paths, home: '/\t/evil.example' } }, /paths\.home/],
    ['lifetimes that are a list', { lifetimes: [] }, /lifetimes: an object; got a list/],
    [
      'a lifetime without end',
      { lifetimes: { session: Number.POSITIVE_INFINITY } },
      /lifetimes\.session: .*got Infinity/,
    ],
    ['rounds without a pause', { lifetimes: { round: 0 } }, /lifetimes\.round: seconds, .*above 0.*got 0/],
    [
      'a pause beyond any timer',
      { lifetimes: { round: 2_147_484 } },
      /lifetimes\.round: .*2147483 at most; got 2147484/,
    ],
    ['a lifetime that is no number', { lifetimes: { session: Number.NaN } }, /lifetimes\.session: .*got NaN/],
    [
      'a callback that is no function',
      { users: { ...fine.users, tellUnlinked: 7 } },
      /users\.tellUnlinked: .*or nothing/,
    ],
    ['no tenants', { tenants: null }, /tenants: an object with find; got null/],
    ['tenants as a text', { tenants: 'find' }, /tenants: an object with find; got "find"/],
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

  it('that is no object does not start', () => {
    assert.throws(() => createConnect([] as never), /createConnect: an object; got a list/)
  })

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
    const user = { id: 'u', tenantId: 't', class: 'employee', active: true, admin: true }
    const tenant = { id: 't', name: 'T', feature: 'on' }
    assert.equal(checkUser(null), null)
    assert.equal(checkTenant(null), null)
    assert.equal(checkUser(user as never), user)
    assert.equal(checkUser({ ...user, class: 'contact' } as never)?.class, 'contact')
    assert.equal(checkTenant(tenant as never), tenant)
    for (const [wrong, words] of [
      [{ id: 7 }, /users\.find .*id and tenantId.*7/],
      [{ tenantId: 7 }, /users\.find .*id and tenantId.*7/],
      [{ class: 'user' }, /users\.find .*class.*"user"/],
      [{ active: 1 }, /users\.find .*active and admin.*1/],
      [{ admin: 1 }, /users\.find .*active and admin.*1/],
    ] as const) {
      assert.throws(() => checkUser({ ...user, ...wrong } as never), words)
    }
    for (const [wrong, words] of [
      [{ id: 7 }, /tenants\.find .*id and name.*7/],
      [{ name: 7 }, /tenants\.find .*id and name.*7/],
      [{ feature: true }, /tenants\.find .*feature.*true/],
    ] as const) {
      assert.throws(() => checkTenant({ ...tenant, ...wrong } as never), words)
    }
  })
})
