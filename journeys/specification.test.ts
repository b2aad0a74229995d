import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

describe('The specification of tenant linking', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const numbersIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number))
  const specification = read('../docs/tenant-linking.md')
  const tests = read('./wire-contract.test.ts') + read('./wire-events.test.ts')

  it('numbers its 39 rules and its wire without a gap', () => {
    const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
    assert.deepEqual(numbersIn(specification, /^\| TL-(\d+) \| [A-Z_]+ \|/gm), upTo(39))
    assert.deepEqual(numbersIn(specification, /^\*\*W-(\d+)\*\* /gm), upTo(18))
    assert.deepEqual(numbersIn(specification, /^\*\*E-(\d+)\*\* /gm), upTo(4))
  })

  it('has a test for every requirement on the hub', () => {
    const ofHub = numbersIn(specification.split('### 4.2')[0] ?? '', /^\| TL-(\d+) /gm)
    const between = numbersIn(specification, /^\| TL-(\d+) \| [A-Z_]+ \| hub: /gm)
    const tested = new Set(numbersIn(tests, /\bTL-(\d+)\b/g))
    assert.deepEqual(
      [...ofHub, ...between].filter((number) => !tested.has(number)),
      [],
    )
    const wire = new Set(numbersIn(tests, /\bW-(\d+)\b/g))
    assert.deepEqual(
      numbersIn(specification, /^\*\*W-(\d+)\*\* /gm).filter((number) => !wire.has(number)),
      [],
    )
    const features = new Set(numbersIn(tests, /\bE-(\d+)\b/g))
    assert.deepEqual(
      numbersIn(specification, /^\*\*E-(\d+)\*\* /gm).filter((number) => !features.has(number)),
      [],
    )
  })
})
