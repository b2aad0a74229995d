import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { Weight } from '@lanyard/running'
import { refusalWords } from './messages/en/refusals.ts'
import { refusals } from './refusal.ts'

describe('docs/refusals.md', () => {
  it('lists every code of the hub with its status, who can act on it, and how loudly it is told (FW2)', async () => {
    const text = await readFile(new URL('../../docs/refusals.md', import.meta.url), 'utf8')
    const hub = text.slice(text.indexOf('## The hub'))

    const missing = Object.entries(refusals).filter(
      ([code, { status, next, weight }]) => !hub.includes(`| \`${code}\` | ${status} | ${next} | ${cellOf(weight)} |`),
    )

    assert.deepEqual(missing, [])
  })
})

function cellOf(weight: Weight): string {
  return typeof weight === 'string' ? weight : `at ${weight.hint.map((field) => `\`${field}\``).join(', ')}`
}

describe('a refusal', () => {
  it('has words for every code, also without details', () => {
    for (const [code, word] of Object.entries(refusalWords)) {
      const { text, next } = word({}, 'IT Complete')
      for (const sentence of [text, next]) {
        assert.match(sentence, /^[A-Z0-9].*[.]$/, code)
        assert.doesNotMatch(sentence, /undefined|null|!|NaN|\s{2}/, code)
      }
    }
  })
})
