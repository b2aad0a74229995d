import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { migrations } from '../kysely.ts'
import { notices } from '../messages/en.ts'
import { words } from './words.ts'

const names = { product: 'PSA', hub: 'IT Complete' }
const details = {
  organization: 'Alder MSP',
  account: 'tech@alder.example',
  region: 'UK',
  url: 'https://psa-uk.example',
}
const codes = Object.keys(notices) as (keyof typeof notices)[]
const read = (page: string) => readFile(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')

describe('words', () => {
  for (const code of codes) {
    it(`says ${code} in whole sentences, whatever is known`, () => {
      for (const known of [details, {}]) {
        const sentences = Object.values(words({ code, details: known }, names))
        assert.ok(sentences.length > 0)
        for (const sentence of sentences) {
          assert.match(sentence, /^\S.*[.…]$/)
          assert.doesNotMatch(sentence, /undefined|null|!|\bplease\b|\boops\b/i)
        }
      }
    })
  }

  it('names who, where and the way on, where they are known', () => {
    const { what, next } = words({ code: 'tenant_not_linked', details }, names)
    assert.equal(what, 'Alder MSP is not connected to PSA here.')
    assert.equal(next, 'It is connected in UK: go there.')
  })
})

describe('the documentation', () => {
  it('has every code', async () => {
    const page = await read('refusals.md')
    const chapter = page.slice(page.indexOf('## Ceremonies in a product'))
    assert.deepEqual(
      codes.filter((code) => !chapter.includes(`\`${code}\``)),
      [],
    )
  })

  it('has every table', async () => {
    const page = await read('storage.md')
    const sql = migrations.migrations.map((migration) => migration.sql).join('\n')
    const tables = [...sql.matchAll(/create table (\w+)/g)].map(([, name]) => name)
    assert.equal(tables.length, 18)
    assert.deepEqual(
      tables.filter((table) => !page.includes(`| \`${table}\` |`)),
      [],
    )
  })
})
