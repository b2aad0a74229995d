import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isolate, sentence } from './isolate.ts'

describe('a name in a sentence', () => {
  it('keeps its direction to itself, and is escaped like any text (FQ7)', () => {
    const text = `People at ${isolate('שלום <b>')} and ${isolate('Alder')} may.`
    assert.equal(sentence(text).toString(), 'People at <bdi>שלום &lt;b&gt;</bdi> and <bdi>Alder</bdi> may.')
    assert.equal(sentence('No name.').toString(), 'No name.')
  })
})
