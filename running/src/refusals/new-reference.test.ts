import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newReference } from './new-reference.ts'

describe('newReference', () => {
  it('makes a reference of its own for each answer, which can be read out', () => {
    const references = Array.from({ length: 100 }, newReference)

    assert.equal(new Set(references).size, 100)
    for (const reference of references) assert.match(reference, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  })
})
