import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byName } from './by-name.ts'

describe('byName', () => {
  it('sorts a letter beside the one that it is made of, in either composition and any case (FT6)', () => {
    const names = ['zoe', 'Ünal', 'Uzun', 'ada', 'U\u0308mit', 'Vera', 'Árpád']

    assert.deepEqual(
      byName(names, (name) => name),
      ['ada', 'Árpád', 'Uzun', 'U\u0308mit', 'Ünal', 'Vera', 'zoe'],
    )
  })
})
