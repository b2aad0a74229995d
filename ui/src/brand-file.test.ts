import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readBrand } from './brand-file.ts'

describe('readBrand', () => {
  it('gives neutral names where no file is named', () => {
    assert.equal(readBrand().hub.name, 'Hub')
  })

  it("gives the article's words out of the demo's file", () => {
    const brand = readBrand(fileURLToPath(new URL('../../brands/article.json', import.meta.url)))
    assert.equal(brand.hub.name, 'IT Complete')
    assert.equal(brand.hub.path, 'it-complete')
    assert.equal(brand.products['psa']?.mark, 'psa')
  })

  it('names the entry that is wrong', () => {
    const broken = [
      [{}, /"hub"/],
      [{ hub: { name: 'H', path: 'a/b', accent: 1 }, products: {} }, /"hub\.path"/],
      [
        { hub: { name: 'H', path: 'h', accent: 1 }, products: { psa: { name: 'P', accent: 400 } } },
        /"products\.psa\.accent"/,
      ],
    ] as const
    for (const [content, message] of broken) {
      const path = join(mkdtempSync(join(tmpdir(), 'brand-')), 'brand.json')
      writeFileSync(path, JSON.stringify(content))
      assert.throws(() => readBrand(path), message)
    }
  })
})
