import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openHostileHub } from '../src/testing/open-hostile-hub.ts'
import { openSmallProduct } from './small-product.ts'

describe('the one provider that a product trusts', () => {
  it('is not another one that answers in its place, and no one is sent there (T12)', async () => {
    await using hub = await openHostileHub()
    const imposter = createServer((_, response) => {
      void fetch(`${hub.issuer}/.well-known/openid-configuration`)
        .then((real) => real.text())
        .then((metadata) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(metadata))
    }).listen(0, '127.0.0.1')
    await once(imposter, 'listening')
    const { port } = imposter.address() as AddressInfo
    await using product = await openSmallProduct({ issuer: `http://127.0.0.1:${port}` })

    const page = await openBrowser().open(`${product.origin}/connect/sign-in`)

    assert.equal(page.url.origin, product.origin)
    assert.equal(page.url.pathname, '/login')
    assert.equal(hub.requests.length, 0)
    imposter.close()
    imposter.closeAllConnections()
  })
})
