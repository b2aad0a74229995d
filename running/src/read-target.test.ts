import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readTarget } from './read-target.ts'

describe('readTarget', () => {
  it('reads the absolute form of a request line (FA3)', () => {
    assert.deepEqual(readTarget('https://id.example:443/login?a=/'), { host: 'id.example:443', path: '/login?a=/' })
    assert.deepEqual(readTarget('http://id.example'), { host: 'id.example', path: '/' })
    assert.deepEqual(readTarget('http://id.example?a'), { host: 'id.example', path: '/?a' })
    assert.deepEqual(readTarget('ftp://id.example/login'), { host: 'id.example', path: '/login' })
  })

  it('takes two slashes at the beginning for a path', () => {
    for (const path of ['/login', '//login', '//evil.example/http://x']) {
      assert.deepEqual(readTarget(path), { host: null, path })
    }
  })
})
