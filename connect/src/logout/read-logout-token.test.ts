import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readLogoutToken } from './read-logout-token.ts'

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

describe('reading a logout token', () => {
  it('takes one by the book, for a session, a subject or both (T23)', () => {
    const read = { subject: 'acc_1', sid: 'sid_1', jti: 'jti_1', issuedAt: NOW * 1000, expiresAt: (NOW + 130) * 1000 }
    const { sub: _sub, ...ofSession } = complete
    const { sid: _sid, ...ofSubject } = complete
    assert.deepEqual(readLogoutToken(complete, expected), read)
    assert.deepEqual(readLogoutToken(ofSession, expected), { ...read, subject: null })
    assert.deepEqual(readLogoutToken(ofSubject, expected), { ...read, sid: null })
    assert.deepEqual(readLogoutToken({ ...complete, aud: ['other', 'psa-us'] }, expected), read)
    assert.deepEqual(readLogoutToken({ ...complete, events: { [event]: {}, more: 1 } }, expected), read)
  })

  it('takes clocks that are ten seconds apart, and no more', () => {
    const at = (iat: number, exp: number) => readLogoutToken({ ...complete, iat, exp }, expected) !== null
    assert.deepEqual([at(NOW + 10, NOW + 130), at(NOW + 11, NOW + 131)], [true, false])
    assert.deepEqual([at(NOW - 129, NOW - 9), at(NOW - 130, NOW - 10)], [true, false])
    assert.deepEqual([at(NOW, NOW + 121), at(NOW, NOW)], [false, false])
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
      { jti: 'x'.repeat(1001) },
      { events: undefined },
      { events: {} },
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
      assert.equal(readLogoutToken({ ...complete, ...different }, expected), null, JSON.stringify(different))
    }
  })
})
