import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ForeignProvider } from '../../api/provider.ts'
import type { Claims } from '../hub-answer.ts'
import { providerDialect } from './provider-dialect.ts'
import { readOrganization } from './read-claims.ts'

const inOrder: ForeignProvider = {
  organization: { claim: 'tid' },
  masters: { claim: 'roles', values: ['PSA.Admin'] },
  assurance: { acr: ['phr'], amr: ['mfa'] },
  freshness: 'auth_time',
}

describe('readOrganization', () => {
  const read: readonly [string, ForeignProvider['organization'], Claims, object | null][] = [
    ['Entra ID’s tid', { claim: 'tid' }, { tid: '9188040d' }, { id: '9188040d', name: '9188040d' }],
    ['Google’s hd', { claim: 'hd' }, { hd: 'alder.example' }, { id: 'alder.example', name: 'alder.example' }],
    ['Google’s hd, absent for private accounts', { claim: 'hd' }, { email: 'a@mail.example' }, null],
    [
      'Keycloak’s organization by name',
      { claim: 'organization' },
      { organization: ['alder'] },
      { id: 'alder', name: 'alder' },
    ],
    [
      'Keycloak’s organization with its id',
      { claim: 'organization' },
      { organization: { alder: { id: '42c3e46f' } } },
      { id: '42c3e46f', name: 'alder' },
    ],
    [
      'several organizations, of which none was chosen',
      { claim: 'organization' },
      { organization: ['alder', 'birch'] },
      null,
    ],
    ['several of Keycloak’s', { claim: 'organization' }, { organization: { alder: {}, birch: {} } }, null],
    ['none', { claim: 'organization' }, { organization: [] }, null],
    ['a text that no row can hold', { claim: 'tid' }, { tid: 'ten\0' }, null],
    ['a key that no row can hold', { claim: 'organization' }, { organization: { 'alder\0': {} } }, null],
    ['a number', { claim: 'tid' }, { tid: 7 }, null],
    ['an empty text', { claim: 'tid' }, { tid: '' }, null],
    [
      'Okta’s issuer, which is one organization',
      { name: 'Alder MSP' },
      { sub: '00u1' },
      { id: 'everybody', name: 'Alder MSP' },
    ],
    [
      'a claim inside another, with a name beside it',
      { claim: ['tenant', 'id'], nameClaim: ['tenant', 'name'] },
      { tenant: { id: 't1', name: 'Alder MSP' } },
      { id: 't1', name: 'Alder MSP' },
    ],
    [
      'a claim whose name has dots',
      { claim: 'https://x.example/org' },
      { 'https://x.example/org': 'a' },
      { id: 'a', name: 'a' },
    ],
    ['what every object has', { claim: ['constructor', 'name'] }, {}, null],
  ]
  for (const [name, wanted, claims, expected] of read) {
    it(`reads ${name}`, () => {
      assert.deepEqual(readOrganization(wanted, claims), expected)
    })
  }
})

describe('the ID token of a provider that is no hub', () => {
  const startedAt = 1_700_000_000_000
  const claims = { sub: 'u1', tid: 't1', roles: ['PSA.Admin'], amr: ['pwd', 'mfa'], auth_time: startedAt / 1000 + 5 }
  const dialect = providerDialect(inOrder)
  const linking = { kind: 'link_tenant', freshSince: startedAt } as const

  it('names a person, an organization, and no link', () => {
    const answer = dialect.read(claims, linking)
    assert.equal(answer.kind === 'token' && answer.assured, true)
    assert.equal(answer.kind === 'token' && answer.identity.linkId, null)
  })

  it('is not enough without the second factor that is asked for, or with an old login (T16)', () => {
    for (const wrong of [
      { amr: ['pwd'] },
      { amr: undefined },
      { auth_time: startedAt / 1000 - 61 },
      { auth_time: undefined },
    ]) {
      const answer = dialect.read({ ...claims, ...wrong }, linking)
      assert.equal(answer.kind === 'token' && answer.assured, false)
    }
    const byClass = dialect.read({ ...claims, amr: undefined, acr: 'phr' }, linking)
    assert.equal(byClass.kind === 'token' && byClass.assured, true)
  })

  it('makes a master by the role that is configured, and for connecting only (A4)', () => {
    for (const roles of [undefined, [], ['PSA.Reader'], 'PSA.Admin.Not', { 'PSA.Admin': true }]) {
      const answer = dialect.read({ ...claims, roles }, linking)
      assert.equal(answer.kind === 'refused' && answer.code, 'not_a_master')
      assert.equal(answer.cause?.check, 'masters')
      assert.equal(dialect.read({ ...claims, roles }, { kind: 'link_user', freshSince: startedAt }).kind, 'token')
    }
    assert.equal(dialect.read({ ...claims, roles: 'PSA.Admin' }, linking).kind, 'token')
  })

  it('is asked for a fresh login when linking, and told nothing of the product', () => {
    const parameters = { authorization_details: '[]', linking: '{}', organization: 'alder', max_age: '0' }
    const asked = dialect.ask({ kind: 'link_user', parameters })
    assert.deepEqual(asked, { scope: 'openid profile email', acr_values: 'phr', prompt: 'login', max_age: '0' })
    const signIn = dialect.ask({ kind: 'sign_in', parameters: { login_hint: 'me', organization: 'alder' } })
    assert.deepEqual(signIn, { scope: 'openid profile email', acr_values: 'phr', login_hint: 'me' })
  })
})
