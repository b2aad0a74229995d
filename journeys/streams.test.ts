import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'

const script = await readFile(new URL('../ui/script/stream.js', import.meta.url), 'utf8')
const page =
  '<title>Log-outs</title><div data-stream="/stream">As it was</div><script type="module" src="/stream.js"></script>'

/** A page with a region that the server keeps up to date; the stream answers as `answers` has it, one after another. */
async function servePage(answers: readonly { readonly status: number; readonly body: string }[]) {
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url === '/stream') {
      const { status = 500, body = '' } = answers[asked++] ?? {}
      response.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'text/html' }).end(body)
    } else if (request.url === '/stream.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return {
    url: `http://localhost:${address.port}/`,
    asked: () => asked,
    [Symbol.dispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

describe('a region that the server keeps up to date', () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser.close())

  it('goes on after the database was away: the stream breaks off, is refused with 503, and comes back (FR6)', async () => {
    using served = await servePage([
      { status: 200, body: 'data: 1 of 2\n\nretry: 1\n\n' },
      { status: 503, body: 'not available' },
      { status: 503, body: 'not available' },
      { status: 200, body: 'data: 2 of 2\n\nevent: settled\ndata: \n\n' },
    ])
    const tab = await browser.newPage()
    await tab.clock.install()
    const region = tab.locator('[data-stream]')

    await tab.goto(served.url)
    await region.getByText('1 of 2').waitFor()
    for (let second = 0; second < 60 && served.asked() < 4; second++) await tab.clock.runFor(1000)
    await region.getByText('2 of 2').waitFor()
    await tab.clock.runFor(60_000)

    assert.equal(served.asked(), 4)
    await tab.close()
  })
})
