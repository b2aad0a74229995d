import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAddress, readOrigin } from './address.ts'

const refusal = (read: (text: string) => string, text: string): string => {
  try {
    read(text)
    return ''
  } catch (error) {
    assert.ok(error instanceof Error)
    return error.message
  }
}

describe('an address of a configuration or a command', () => {
  it('is https, or http on loopback (FR7)', () => {
    const right = [
      'https://id.example',
      'http://localhost:4000',
      'http://127.8.0.1:4000',
      'http://[::1]:4000',
      'http://psa.localhost',
    ]
    for (const text of right) assert.equal(readOrigin(text), text)
    assert.equal(readAddress('https://wiki.example/callback?x=1'), 'https://wiki.example/callback?x=1')
    for (const text of [
      'http://id.example',
      'http://127.0.0.1.evil.example',
      'http://10.0.0.1',
      'http://localhost.example',
    ]) {
      assert.match(refusal(readAddress, text), /is http beyond loopback; expected is https$/, text)
      assert.match(refusal(readOrigin, text), /is http beyond loopback/, text)
    }
    for (const text of ['javascript:alert(1)', 'ftp://id.example', 'id.example', '', 'custom.app:/callback']) {
      assert.notEqual(refusal(readAddress, text), '', text)
    }
  })

  it('is refused with what came and what is expected, but for a password (FR8)', () => {
    assert.equal(
      refusal(readOrigin, 'https://id.example/'),
      '"https://id.example/" is no origin; expected is https://id.example, without a path',
    )
    assert.match(refusal(readOrigin, 'id.example'), /^"id\.example" is no address; expected is one such as/)
    assert.doesNotMatch(refusal(readOrigin, 'https://me:sesame@id.example'), /sesame/)
  })
})
