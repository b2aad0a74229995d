import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CheckFailed } from '../cause.ts'
import { eventSourceOf } from '../hub/event-source.ts'
import { errorOf, LINK_SEVERED, readSecurityEvent } from './read-security-event.ts'

const NOW = 1_800_000_000
const issuer = 'https://hub.example'
const source = eventSourceOf({ issuer, client: { id: 'psa-us', secret: '' } })
const risc = (name: string) => `https://schemas.openid.net/secevent/risc/event-type/${name}`
const revoked = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

const user = { format: 'iss_sub', iss: issuer, sub: 'acc_1' }
const session = { format: 'opaque', id: 'sid_1' }
const tenant = { format: 'opaque', id: 'alder' }
const token = { iss: issuer, aud: 'psa-us', iat: NOW, jti: 'jti_1', sub_id: user }
const disabled = { ...token, events: { [risc('account-disabled')]: {} } }
const about = (sub_id: unknown, type = revoked) => ({ ...token, sub_id, events: { [type]: {} } })

const read = (claims: Readonly<Record<string, unknown>>, from = source) => {
  try {
    return readSecurityEvent(claims, from, NOW * 1000)
  } catch (error) {
    if (error instanceof CheckFailed) return errorOf(error)
    throw error
  }
}
const effectsOf = (claims: Readonly<Record<string, unknown>>, from = source) => {
  const event = read(claims, from)
  return typeof event === 'string' ? event : event.effects
}

const person = { kind: 'person', subject: 'acc_1', organizationId: null, until: NOW * 1000 } as const
const ofAccount = { ...person, cause: 'account_disabled' }
const ofSessions = { ...person, cause: 'sessions_revoked' }
const ofSession = { kind: 'session', sid: 'sid_1', subject: 'acc_1' }

describe('reading a Security Event Token', () => {
  it('takes those of RISC and CAEP, for a person, a session, and in one organization (RFC 9493)', () => {
    const cases: readonly [unknown, unknown][] = [
      [disabled, ofAccount],
      [about(user, risc('account-purged')), ofAccount],
      [about(user, risc('sessions-revoked')), ofSessions],
      [about(user), ofSessions],
      [about(session), { ...ofSession, subject: null }],
      [about({ format: 'complex', user, session }), ofSession],
      [about({ user, session }), ofSession],
      [about({ user }), ofSessions],
      [about({ session }), { ...ofSession, subject: null }],
      [about({ format: 'complex', user, session: { format: 'opaque', id: 7 } }), ofSessions],
      [about({ format: 'complex', user, session: { format: 'email', id: 'sid_1' } }), ofSessions],
      [about({ format: 'complex', session }), { ...ofSession, subject: null }],
      [about({ format: 'complex', user, tenant }), { ...ofSessions, organizationId: 'alder' }],
      [about({ format: 'complex', user, device: { format: 'opaque', id: 'd' } }), ofSessions],
      [
        about({ format: 'complex', user, tenant, session }, risc('account-disabled')),
        { ...ofAccount, organizationId: 'alder' },
      ],
    ]
    for (const [claims, effect] of cases) {
      assert.deepEqual(effectsOf(claims as typeof token), [effect], JSON.stringify(claims))
    }
  })

  it('takes a subject inside the event, by its former names too, as Google sends it', () => {
    const { sub_id: _, ...bare } = token
    const former = { subject_type: 'iss-sub', iss: 'https://accounts.example/', sub: 'acc_1' }
    const claims = {
      ...bare,
      iss: 'https://accounts.example/',
      events: { [risc('account-disabled')]: { subject: former } },
    }
    const provider = {
      organization: { name: 'Alder MSP' },
      masters: 'every_member',
      assurance: 'left_to_provider',
      freshness: 'auth_time',
      securityEvents: { issuer: 'https://accounts.example/' },
    } as const
    const google = eventSourceOf({ issuer: 'https://accounts.example', client: { id: 'psa-us', secret: '' }, provider })

    assert.deepEqual(effectsOf(claims, google), [ofAccount])
    assert.equal(read(claims), 'invalid_issuer')
    // Where everyone belongs to one organization, a tenant narrows nothing.
    const named = { ...claims, sub_id: { format: 'complex', user: former, tenant } }
    assert.deepEqual(effectsOf(named, google), [ofAccount])
    const elsewhere = { ...provider, securityEvents: { audience: 'https://psa.example/stream' } }
    const okta = eventSourceOf({ issuer, client: { id: 'psa-us', secret: '' }, provider: elsewhere })
    assert.equal(read(disabled, okta), 'invalid_audience')
    assert.deepEqual(effectsOf({ ...disabled, aud: ['https://psa.example/stream'] }, okta), [ofAccount])
  })

  it('concerns what was before it, and is itself never before what it says', () => {
    const at = (event: object, more: object = {}) =>
      effectsOf({ ...disabled, ...more, events: { [risc('account-disabled')]: event } })
    const until = (second: number) => [{ ...ofAccount, until: second * 1000 }]
    assert.deepEqual(at({ event_timestamp: NOW - 60 }), until(NOW - 60))
    assert.deepEqual(at({}, { toe: NOW - 30 }), until(NOW - 30))
    assert.deepEqual(at({ event_timestamp: NOW - 60 }, { toe: NOW - 30 }), until(NOW - 60))
    assert.deepEqual(at({ event_timestamp: NOW * 1000 }), until(NOW), 'milliseconds, as drafts of CAEP had them')
    assert.deepEqual(at({ event_timestamp: NOW - 0.5 }), until(NOW - 1))
    assert.equal(at({ event_timestamp: 'yesterday' }), 'invalid_request')
  })

  it('takes note of what changes nothing here', () => {
    const nothing: readonly Readonly<Record<string, unknown>>[] = [
      { ...token, events: { [risc('account-enabled')]: {} } },
      { ...token, events: { 'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'x' } } },
      { ...token, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
      { ...token, events: { __proto__: {}, constructor: {}, toString: {} } },
      about({ format: 'email', email: 'tech@alder.example' }),
      about({ format: 'email', email: 'tech@alder.example', user }),
      about({ ...user, iss: 'https://other.example' }),
      about({ format: 'complex', tenant }),
      about({ format: 'complex', user: { format: 'email', email: 'tech@alder.example' }, session }),
      about(session, risc('account-disabled')),
    ]
    for (const claims of nothing) assert.deepEqual(effectsOf(claims), [], JSON.stringify(claims))
  })

  it('names a tenant link that is said to be over', () => {
    const severed = (event: object) => effectsOf({ ...token, events: { [LINK_SEVERED]: event } })
    assert.deepEqual(severed({ link_id: 'lnk_1' }), [{ kind: 'link', linkId: 'lnk_1' }])
    assert.equal(severed({}), 'invalid_request')
  })

  it('may be old, and not of the future (FC1)', () => {
    const at = (times: object) => typeof read({ ...disabled, ...times }) !== 'string'
    assert.deepEqual([at({ iat: NOW + 60 }), at({ iat: NOW + 61 }), at({ iat: NOW - 86_400 })], [true, false, true])
    assert.deepEqual([at({ exp: NOW - 59 }), at({ exp: NOW - 60 }), at({ exp: 'never' })], [true, false, false])
  })

  it('leaves a logout token to where those go, where its type does not tell (T22)', () => {
    const logout = { ...token, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }
    const untyped = { ...source, takesUntyped: true }

    assert.equal(read(logout, untyped), 'invalid_request')
    assert.deepEqual(effectsOf(logout), [])
    assert.deepEqual(effectsOf(disabled, untyped), [ofAccount])
  })

  it('takes nothing else (T22)', () => {
    const amiss: readonly [Record<string, unknown>, string][] = [
      [{ iss: 'https://evil.example' }, 'invalid_issuer'],
      [{ iss: undefined }, 'invalid_issuer'],
      [{ aud: 'psa-uk' }, 'invalid_audience'],
      [{ aud: undefined }, 'invalid_audience'],
      [{ iat: undefined }, 'invalid_request'],
      [{ iat: Number.NaN }, 'invalid_request'],
      [{ iat: Number.NaN, events: { [risc('account-disabled')]: { event_timestamp: NOW } } }, 'invalid_request'],
      [{ iat: String(NOW) }, 'invalid_request'],
      [{ exp: String(NOW + 60) }, 'invalid_request'],
      [{ iat: -1e308 }, 'invalid_request'],
      [{ events: { [risc('account-disabled')]: { event_timestamp: -1e308 } } }, 'invalid_request'],
      [{ jti: undefined }, 'invalid_request'],
      [{ jti: 'x'.repeat(1001) }, 'invalid_request'],
      [{ nonce: null }, 'invalid_request'],
      [{ events: undefined }, 'invalid_request'],
      [{ events: null }, 'invalid_request'],
      [{ events: {} }, 'invalid_request'],
      [{ events: [risc('account-disabled')] }, 'invalid_request'],
      [{ events: { [risc('account-disabled')]: true } }, 'invalid_request'],
      [{ events: { 'https://other.example/event': [] } }, 'invalid_request'],
      [{ sub_id: undefined }, 'invalid_request'],
      [{ sub_id: 'acc_1' }, 'invalid_request'],
      [{ sub_id: {} }, 'invalid_request'],
      [{ sub_id: { ...user, sub: '' } }, 'invalid_request'],
      [{ sub_id: { ...user, iss: 7 } }, 'invalid_request'],
      [{ sub_id: { format: 'complex', user: 'acc_1' } }, 'invalid_request'],
      [{ sub_id: { format: 'opaque' } }, 'invalid_request'],
    ]
    for (const [different, error] of amiss) {
      assert.equal(read({ ...disabled, ...different }), error, JSON.stringify(different))
    }
  })
})
