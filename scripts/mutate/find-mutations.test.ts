import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findMutations } from './find-mutations.ts'
import { takeSample } from './take-sample.ts'

const broken = (text: string) => findMutations({ path: 'a.ts', text }).map((mutation) => mutation.text)

describe('findMutations', () => {
  it('turns conditions around, and leaves sides, wheres and awaited steps out', () => {
    assert.deepEqual(broken('if (a) b()'), ['if (!(a)) b()'])
    assert.deepEqual(broken('const c = a && b'), ['const c = a', 'const c = b'])
    assert.deepEqual(broken("const q = db.where('a', '=', 1).execute()"), ['const q = db.execute()'])
    assert.deepEqual(broken('await end(a)'), ['void 0'])
    assert.deepEqual(broken('const c = a ?? b'), [])
  })
})

describe('takeSample', () => {
  it('is the same for the same seed, and another for another', () => {
    const list = Array.from({ length: 100 }, (_, index) => index)
    assert.deepEqual(takeSample(list, 5, 7), takeSample(list, 5, 7))
    assert.notDeepEqual(takeSample(list, 5, 7), takeSample(list, 5, 8))
    assert.equal(new Set(takeSample(list, 100, 7)).size, 100)
  })
})
