import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { RefusalWords, Weight } from '@lanyard/running'
import { refusalsInEnglish } from './messages/en-refusals.ts'
import { refusals } from './refusal.ts'

describe('docs/refusals.md', () => {
  it('lists every code of the PSA with its status, and how loudly it is told (FW2)', async () => {
    const text = await readFile(new URL('../../docs/refusals.md', import.meta.url), 'utf8')
    const psa = text.slice(text.indexOf('## The PSA'))

    const missing = Object.entries(refusals).filter(([code, { status, weight }]) => {
      const [, found, cell] = new RegExp(`\\| \`${code}\` \\| (\\d+) \\| \\w+ \\| ([^|]*) \\|`).exec(psa) ?? []
      return found !== String(status) || cell !== cellOf(weight)
    })

    assert.deepEqual(missing, [])
  })
})

function cellOf(weight: Weight): string {
  return typeof weight === 'string' ? weight : `at ${weight.hint.map((field) => `\`${field}\``).join(', ')}`
}

describe('a refusal of the PSA', () => {
  it('has words for every code', () => {
    const details = { company: 'alder', username: 'tech', minimum: '15', maximum: '128', seconds: 300 }
    for (const [code, word] of Object.entries(refusalsInEnglish({ product: 'PSA', hub: 'IT Complete' }))) {
      const { text, next }: RefusalWords = word(details)
      for (const sentence of [text, next ?? text]) {
        assert.match(sentence, /^[A-Z].*\.$/, code)
        assert.doesNotMatch(sentence, /undefined|null|!|\s{2}/, code)
      }
    }
  })
})
