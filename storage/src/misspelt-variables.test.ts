import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { misspeltVariables, suiteVariables } from './misspelt-variables.ts'

describe('misspeltVariables', () => {
  it('finds names that a slip made of the suite’s, and says which was meant, without the value', () => {
    const found = misspeltVariables({
      LANYARD_LIFETIMEZ: 'secret',
      LANYARD_HUB_KEY: 'secret',
      lanyard_issuer: 'secret',
      LANYARD_DATABASE: 'of another part',
      LANYARD_TEST_POSTGRES: 'of nobody here',
      PATH: '/bin',
    })

    assert.deepEqual(found, [
      'LANYARD_LIFETIMEZ: is not known; LANYARD_LIFETIMES is',
      'LANYARD_HUB_KEY: is not known; LANYARD_HUB_KEYS is',
      'lanyard_issuer: is not known; LANYARD_ISSUER is',
    ])
  })

  it('finds names that are guessed from a right one’s beginning (FR8)', () => {
    const found = misspeltVariables({ LANYARD_PROXY: '10.0.0.1', LANYARD_DATABASE_URL: 'x', LANYARD_ISSUER_URL: 'x' })

    assert.deepEqual(found, [
      'LANYARD_PROXY: is not known; LANYARD_PROXIES is',
      'LANYARD_DATABASE_URL: is not known; LANYARD_DATABASE is',
      'LANYARD_ISSUER_URL: is not known; LANYARD_ISSUER is',
    ])
    assert.deepEqual(misspeltVariables({ LANYARD_TEST_POSTGRES: 'x', LANYARD_LONG_TESTS: '1' }), [])
  })

  it('knows every variable that the operators’ page names', () => {
    const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8')
    const named = [...page.matchAll(/\bLANYARD_[A-Z_]+\b/g)].map(([name]) => name)

    assert.ok(named.length > 20)
    assert.deepEqual(
      named.filter((name) => !suiteVariables.includes(name)),
      [],
    )
  })
})
