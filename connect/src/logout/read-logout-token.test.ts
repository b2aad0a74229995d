import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CheckFailed } from '../cause.ts'
import { HUB_RULES, PROVIDER_RULES, readLogoutToken } from './read-logout-token.ts'

const NOW = 1_800_000_000
const expected = { issuer: 'https://hub.example', clientId: 'psa-us', now: NOW * 1000 }
const event = 'http://schemas.openid.net/event/backchannel-logout'
const complete = {
  iss: 'https://hub.example',
  aud: 'psa-us',
  iat: NOW,
  exp: NOW + 120,
  jti: 'jti_1',
  events: { [event]: {} },
  sub: 'acc_1',
  sid: 'sid_1',
}

const read = (claims: Readonly<Record<string, unknown>>, rules = HUB_RULES) => readLogoutToken(claims, expected, rules)

/** Which check failed; null where none did. */
function checkOf(claims: Readonly<Record<string, unknown>>, rules = HUB_RULES): string | null {
  try {
    read(claims, rules)
    return null
  } catch (error) {
    if (error instanceof CheckFailed) return error.check
    throw error
  }
}

const isTaken = (claims: Readonly<Record<string, unknown>>, rules = HUB_RULES) => checkOf(claims, rules) === null

describe('reading a logout token', () => {
  it('takes one by the book, for a session, a subject or both (T23)', () => {
    const token = { subject: 'acc_1', sid: 'sid_1', jti: 'jti_1', issuedAt: NOW * 1000, expiresAt: (NOW + 130) * 1000 }
    const { sub: _sub, ...ofSession } = complete
    const { sid: _sid, ...ofSubject } = complete
    assert.deepEqual(read(complete), token)
    assert.deepEqual(read(ofSession), { ...token, subject: null })
    assert.deepEqual(read(ofSubject), { ...token, sid: null })
    assert.deepEqual(read({ ...complete, aud: ['other', 'psa-us'] }), token)
    assert.deepEqual(read({ ...complete, events: { [event]: {}, more: 1 } }), token)
  })

  it('takes clocks that are ten seconds apart, and no more', () => {
    const at = (iat: number, exp: number) => isTaken({ ...complete, iat, exp })
    assert.deepEqual([at(NOW + 10, NOW + 130), at(NOW + 11, NOW + 131)], [true, false])
    assert.deepEqual([at(NOW - 129, NOW - 9), at(NOW - 130, NOW - 10)], [true, false])
    assert.deepEqual([at(NOW, NOW + 121), at(NOW, NOW)], [false, false])
    assert.equal(checkOf({ ...complete, iat: NOW - 130, exp: NOW - 10 }), 'exp')
  })

  it('takes nothing else (T22)', () => {
    const amiss: Record<string, unknown>[] = [
      { iss: 'https://evil.example' },
      { iss: undefined },
      { aud: 'psa-uk' },
      { aud: [] },
      { iat: '1800000000' },
      { iat: undefined },
      { exp: undefined },
      { exp: Number.NaN },
      { jti: undefined },
      { jti: '' },
      { jti: 'jti\0' },
      { sub: 'acc\0' },
      { jti: 'x'.repeat(1001) },
      { events: undefined },
      { events: null },
      { events: {} },
      { events: { [event]: null } },
      { events: { [event]: true } },
      { events: { [event]: [] } },
      { events: [event] },
      { nonce: 'n' },
      { nonce: null },
      { sub: undefined, sid: undefined },
      { sub: '' },
      { sid: 7 },
    ]
    for (const different of amiss) {
      const [claim = ''] = Object.keys(different)
      assert.equal(checkOf({ ...complete, ...different }), claim, JSON.stringify(different))
    }
  })

  it('takes from other providers what lives for up to fifteen minutes, or for two where it does not say (FP1)', () => {
    const at = (iat: number, exp?: number) => isTaken({ ...complete, iat, exp }, PROVIDER_RULES)
    assert.deepEqual([at(NOW, NOW + 900), at(NOW, NOW + 901), at(NOW - 850, NOW + 1)], [true, false, true])
    assert.deepEqual([at(NOW), at(NOW - 129), at(NOW - 130), at(NOW + 11)], [true, true, false, false])
    const { exp: _exp, ...endless } = complete
    assert.equal(checkOf({ ...endless, iat: NOW - 130 }, PROVIDER_RULES), 'iat')
    assert.equal(read(endless, PROVIDER_RULES).expiresAt, (NOW + 130) * 1000, 'until then its name is remembered')
    for (const exp of [null, 'never', Number.NaN, NOW]) {
      assert.equal(checkOf({ ...complete, exp }, PROVIDER_RULES), 'exp', String(exp))
    }
  })
})
