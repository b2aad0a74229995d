import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { localPath, pageThatSent, tidyPath } from './local-path.ts'
import { namesOrigin } from './names-origin.ts'

const origin = 'https://id.example'

/** Pieces of addresses that lead elsewhere, in any order. */
const pieces = ['/', '//', '/.', '/..', '\\', '\t', '\n', '@', ':', '?', '#', '%2f', '%5c', '%2e', ' ', 'evil.example']
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 8 })
  .map((texts) => texts.join(''))

describe('localPath', () => {
  it('gives nothing that a browser would read as another origin (T18, FA1)', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const asked of [text, `/${text}`, `/.${text}`, `/./${text}`, `/.//${text}`]) {
          const path = localPath(origin, asked)
          if (path === null) continue
          // As a Location, as a link, and read once more by the next page.
          assert.equal(new URL(path, 'https://id.example/deep/page?x').origin, origin)
          assert.equal(localPath(origin, path), path)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('refuses what was tried, and keeps pages of this origin', () => {
    const refused = ['/.//evil.example', '/..//evil.example', '//evil', '/\\evil', '/\t/evil', 'javascript:x', '', null]
    assert.deepEqual(
      refused.map((text) => localPath(origin, text)),
      refused.map(() => null),
    )
    assert.equal(localPath(origin, '/tickets/7?tab=all#end'), '/tickets/7?tab=all')
    assert.equal(localPath(origin, '/a/../b'), '/b')
  })
})

describe('pageThatSent', () => {
  it('gives a page of this origin, and none that no one is led back to (T18)', () => {
    const referers = ['/tickets?page=2#end', '//evil.example', '/login?next=x', '/kept/1'].map((path) => origin + path)
    const elsewhere = ['https://evil.example/tickets', 'http://id.example/', '/tickets', 'about:blank', '', null]

    assert.deepEqual(
      [...referers, ...elsewhere].map((referer) => pageThatSent(origin, referer, ['/login', '/kept/'])),
      ['/tickets?page=2', ...Array.from({ length: 9 }, () => null)],
    )
  })
})

describe('tidyPath', () => {
  it('drops slashes at the end and doubled ones, and nothing else (FA4)', () => {
    assert.deepEqual(['/login/', '/a//b/', '/', '//', '//evil.example/', '/a%2F/'].map(tidyPath), [
      '/login',
      '/a/b',
      '/',
      '/',
      '/evil.example',
      '/a%2F',
    ])
  })
})

describe('namesOrigin', () => {
  it('takes every way to write the host, and no other host (FA3)', () => {
    for (const host of ['id.example', 'ID.Example', 'id.example:443', 'id.example:']) {
      assert.equal(namesOrigin(host, origin), true, host)
    }
    for (const host of ['id.example:80', 'id.example.', 'evil@id.example', 'id.example/x', 'id.example#', '', ' ']) {
      assert.equal(namesOrigin(host, origin), false, host)
    }
    assert.equal(namesOrigin(undefined, origin), false)
    assert.equal(namesOrigin('[::1]:4000', 'http://[::1]:4000'), true)
    assert.equal(namesOrigin('localhost:4000', 'http://localhost:4000'), true)
  })
})
