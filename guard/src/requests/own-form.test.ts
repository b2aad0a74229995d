import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changesState, isOwnForm } from './own-form.ts'

const origin = 'https://psa.example'

describe('a request that changes something', () => {
  const cases: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ['a page of this origin, in a browser of today', { 'sec-fetch-site': 'same-origin', origin }, true],
    ['a page of this origin, in a browser without Sec-Fetch-Site', { origin }, true],
    ['another port of the same host', { 'sec-fetch-site': 'same-site', origin: `${origin}:8443` }, false],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
    ['another site that lies about its origin', { 'sec-fetch-site': 'cross-site', origin }, false],
    ['a person who typed the address', { 'sec-fetch-site': 'none' }, false],
    ['a page that hides its origin', { origin: 'null' }, false],
    ['no page at all', {}, false],
  ]
  for (const [who, headers, isOwn] of cases) {
    it(`is ${isOwn ? 'taken from' : 'refused to'} ${who} (T1, T44)`, () => {
      assert.equal(isOwnForm(new Headers(headers), origin), isOwn)
    })
  }

  it('is every one but those that only read', () => {
    assert.deepEqual(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(changesState), [
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
    ])
  })
})
