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
    const token = { subject: 'acc_1', sid: 'sid_1', jti: 'jti_1', issuedAt: NOW * 1000, expiresAt: (NOW + 180) * 1000 }
    const { sub: _sub, ...ofSession } = complete
    const { sid: _sid, ...ofSubject } = complete
    assert.deepEqual(read(complete), token)
    assert.deepEqual(read(ofSession), { ...token, subject: null })
    assert.deepEqual(read(ofSubject), { ...token, sid: null })
    assert.deepEqual(read({ ...complete, aud: ['other', 'psa-us'] }), token)
    assert.deepEqual(read({ ...complete, events: { [event]: {}, more: 1 } }), token)
  })

  it('takes clocks that are 60 seconds apart, and no more (FC1)', () => {
    const at = (iat: number, exp: number) => isTaken({ ...complete, iat, exp })
    assert.deepEqual([at(NOW + 60, NOW + 180), at(NOW + 61, NOW + 181)], [true, false])
    assert.deepEqual([at(NOW - 179, NOW - 59), at(NOW - 180, NOW - 60)], [true, false])
    assert.deepEqual([at(NOW, NOW + 121), at(NOW, NOW)], [false, false])
    assert.equal(checkOf({ ...complete, iat: NOW - 180, exp: NOW - 60 }), 'exp')
  })

  it('says by how much the clocks differ, and whose is ahead (FC1)', () => {
    const early = { ...complete, iat: NOW + 75, exp: NOW + 100 }
    assert.throws(() => read(early), {
      check: 'iat',
      message: /differ by 75 seconds: the other side's is ahead/,
      clockAhead: 75,
    })
    const late = { ...complete, iat: NOW - 200, exp: NOW - 100 }
    assert.throws(() => read(late), { check: 'exp', message: /ended 100 seconds ago .* the clocks differ/ })
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
    assert.deepEqual([at(NOW), at(NOW - 179), at(NOW - 180), at(NOW + 61)], [true, true, false, false])
    const { exp: _exp, ...endless } = complete
    assert.equal(checkOf({ ...endless, iat: NOW - 180 }, PROVIDER_RULES), 'iat')
    assert.equal(read(endless, PROVIDER_RULES).expiresAt, (NOW + 180) * 1000, 'until then its name is remembered')
    for (const exp of [null, 'never', Number.NaN, NOW]) {
      assert.equal(checkOf({ ...complete, exp }, PROVIDER_RULES), 'exp', String(exp))
    }
  })
})
