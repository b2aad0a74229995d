import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  isFresh,
  issuedAtOf,
  authenticatedAtOf,
  MFA,
  assuranceOf,
  readIdentity,
  readRefusal,
  toOwnClock,
} from './hub-answer.ts'

const whole = {
  sub: 'acc_1',
  org_id: 'org_1',
  org_name: 'Alder MSP',
  member_epoch: 3,
  iat: 1_000.5,
  auth_time: 900.5,
  link_id: 'lnk_1',
  link_user: true,
  linked_elsewhere: { deployment: 'psa-eu', url: 'https://eu.psa.example' },
  preferred_username: 'tess',
  email: 'tess@alder.example',
  name: 'Tess',
  sid: 'sid_1',
}
const identity = {
  subject: 'acc_1',
  organizationId: 'org_1',
  organizationName: 'Alder MSP',
  memberEpoch: 3,
  issuedAt: 1_000_000,
  authenticatedAt: 900_000,
  linkId: 'lnk_1',
  linkedElsewhere: { deployment: 'psa-eu', url: 'https://eu.psa.example' },
  linkUser: true,
  accountName: 'tess',
  sid: 'sid_1',
}

describe('readIdentity', () => {
  it('reads what every ID token of a hub says', () => {
    assert.deepEqual(readIdentity(whole), identity)
  })

  for (const name of ['sub', 'org_id', 'org_name', 'member_epoch']) {
    for (const value of [undefined, '', 7.5, 'x\0', 'x'.repeat(1001)]) {
      it(`takes no token whose ${name} is ${JSON.stringify(value)?.slice(0, 12)}`, () => {
        assert.equal(readIdentity({ ...whole, [name]: value }), null)
      })
    }
  }

  it('believes nothing else that is not as a hub says it', () => {
    const { deployment, url } = whole.linked_elsewhere
    for (const [claims, read] of [
      [{ link_id: '' }, { linkId: null }],
      [{ link_id: 7 }, { linkId: null }],
      [{ link_user: 'true' }, { linkUser: false }],
      [{ sid: 'x\0' }, { sid: null }],
      [{ iat: '1000' }, { issuedAt: 0 }],
      [{ iat: Number.NaN }, { issuedAt: 0 }],
      [{ auth_time: '900' }, { authenticatedAt: null }],
      [{ auth_time: Number.POSITIVE_INFINITY }, { authenticatedAt: null }],
      [{ preferred_username: '' }, { accountName: 'tess@alder.example' }],
      [{ linked_elsewhere: undefined }, { linkedElsewhere: null }],
      [{ linked_elsewhere: null }, { linkedElsewhere: null }],
      [{ linked_elsewhere: 'psa-eu' }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { url } }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { deployment } }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { deployment: 7, url } }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { deployment, url: 7 } }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { deployment, url: 'javascript:alert(1)' } }, { linkedElsewhere: null }],
      [{ linked_elsewhere: { deployment, url: `${url}/\0` } }, { linkedElsewhere: null }],
    ] as const) {
      assert.deepEqual(readIdentity({ ...whole, ...claims }), { ...identity, ...read }, JSON.stringify(claims))
    }
  })

  it('dates a token that does not say when it was made before all others', () => {
    assert.deepEqual([issuedAtOf({}), authenticatedAtOf({})], [0, null])
  })
})

describe('assuranceOf', () => {
  const began = 1_000_000
  for (const [name, claims, check] of [
    ['acr', { acr: MFA, auth_time: 1_000 }, undefined],
    ['amr', { amr: ['pwd', 'mfa'], auth_time: 1_000 }, undefined],
    ['one factor', { acr: 'urn:one', amr: ['pwd'], auth_time: 1_000 }, 'acr'],
    ['amr as a text', { amr: 'mfa', auth_time: 1_000 }, 'acr'],
    ['neither', { auth_time: 1_000 }, 'acr'],
    [
      'a login 60 seconds before the ceremony, by a clock that may be behind (FC1)',
      { acr: MFA, auth_time: 940 },
      undefined,
    ],
    ['a login 61 seconds before the ceremony (FC1)', { acr: MFA, auth_time: 939 }, 'auth_time'],
    ['no time of the login', { acr: MFA }, 'auth_time'],
    ['a time as a text', { acr: MFA, auth_time: '1000' }, 'auth_time'],
  ] as const) {
    it(`${check === undefined ? 'takes' : 'does not take'} ${name} (T16)`, () => {
      const { assured, cause } = assuranceOf(claims, began)

      assert.deepEqual([assured, cause?.check], [check === undefined, check])
    })
  }

  it('dates a login by the product’s clock, and never as younger than it is (FC1)', () => {
    const at = (now: number) => toOwnClock({ ...identity, issuedAt: 1_000_000, authenticatedAt: 700_000 }, now)
    assert.equal(at(1_000_000).authenticatedAt, 700_000, 'clocks that agree')
    assert.equal(at(950_000).authenticatedAt, 650_000, 'the product is behind: five minutes old there, too')
    assert.equal(at(1_050_000).authenticatedAt, 700_000, 'the product is ahead')
    assert.equal(toOwnClock({ ...identity, authenticatedAt: null }, 0).authenticatedAt, null)
  })

  it('asks for no time where a running session is good enough', () => {
    assert.equal(isFresh({}, null), true)
  })
})

describe('readRefusal', () => {
  for (const [error, description, read] of [
    ['access_denied', 'member_inactive', { kind: 'refused', code: 'member_inactive', reference: null }],
    ['access_denied', 'member_inactive REF-1', { kind: 'refused', code: 'member_inactive', reference: 'REF-1' }],
    ['access_denied', 'member_inactive REF', { kind: 'refused', code: 'member_inactive', reference: null }],
    ['access_denied', 'member_inactive REF-1 more', { kind: 'refused', code: 'member_inactive', reference: null }],
    ['access_denied', 'member_inactive <b>bold</b>', { kind: 'refused', code: 'member_inactive', reference: null }],
    ['access_denied', undefined, { kind: 'refused', code: 'attempt_cancelled', reference: null }],
    ['access_denied', 'a_later_reason REF-1', { kind: 'refused', code: 'hub_refused', reference: 'REF-1' }],
    ['access_denied', 'Call 555-1234', { kind: 'refused', code: 'hub_refused', reference: null }],
    ['server_error', undefined, { kind: 'silent' }],
    ['temporarily_unavailable', undefined, { kind: 'silent' }],
    ['invalid_client', 'whatever', { kind: 'refused', code: 'product_refused', reference: null }],
    ['moon', undefined, { kind: 'untrusted' }],
  ] as const) {
    it(`reads ${error} ${description ?? 'without words'} (FP4)`, () => {
      assert.deepEqual(readRefusal(error, description), read)
    })
  }
})
