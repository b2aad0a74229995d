import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { href } from './href.ts'

describe('href', () => {
  it('fills in parameters and appends the query', () => {
    assert.equal(href('/login'), '/login')
    assert.equal(href('/members/:member/factors/:factor', { member: 'mem_1', factor: 2 }), '/members/mem_1/factors/2')
    assert.equal(
      href('/tickets', {}, { page: 2, open: true, of: undefined, by: 'a b' }),
      '/tickets?page=2&open=1&by=a+b',
    )
  })

  it('keeps whatever stands for a parameter inside its own segment', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text !== '.' && text !== '..')
    fc.assert(
      fc.property(segment, segment, (id, query) => {
        const url = new URL(href('/a/:id/b', { id }, { query }), 'http://localhost')
        const [, a, middle = '', b, ...rest] = url.pathname.split('/')
        assert.deepEqual([a, decodeURIComponent(middle), b, rest], ['a', id, 'b', []])
        assert.equal(url.searchParams.get('query'), query)
      }),
    )
  })

  it('refuses what would lead to another page', () => {
    for (const id of ['', '.', '..']) assert.throws(() => href('/a/:id', { id }), TypeError)
  })

  it('does not compile with a parameter left out', () => {
    // @ts-expect-error the parameter is missing
    assert.throws(() => href('/a/:id'), TypeError)
    // @ts-expect-error the parameter has another name
    assert.throws(() => href('/a/:id', { it: 'x' }), TypeError)
  })
})
