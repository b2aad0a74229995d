import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'

describe('launchBrowser', () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser.close())

  it('starts a browser that shows a page', async () => {
    const page = await browser.newPage()
    await page.goto('data:text/html,<title>Hello</title><button>Press</button>')

    assert.equal(await page.title(), 'Hello')
    assert.ok(await page.getByRole('button', { name: 'Press' }).isVisible())
  })

  it('reaches this machine and nothing else', async () => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const page = await browser.newPage()

    await page.goto(`http://localhost:${address.port}/`)
    assert.equal(await page.textContent('body'), 'here')
    await assert.rejects(page.goto('http://elsewhere.example/'), /ERR_NAME_NOT_RESOLVED/)
    server.close()
    server.closeAllConnections()
  })
})
