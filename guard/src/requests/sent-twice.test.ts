import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isSentTwice } from './sent-twice.ts'

describe('isSentTwice', () => {
  it('sees a field that comes twice, also with one value or none, but for a list (FT8)', () => {
    for (const query of ['a=1&a=2', 'a=1&b=2&a=1', 'a&a', '=&='])
      assert.equal(isSentTwice(new URLSearchParams(query)), true, query)
    for (const query of ['', 'a=1&b=1', 'a=1&A=2']) assert.equal(isSentTwice(new URLSearchParams(query)), false, query)

    assert.equal(isSentTwice(new URLSearchParams('role=a&role=b'), ['role']), false)
    assert.equal(isSentTwice(new URLSearchParams('role=a&role=b&kind=1&kind=2'), ['role']), true)
  })
})
