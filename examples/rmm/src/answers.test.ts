import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { describe, it } from 'node:test'
import { openTestRmm } from '../testing.ts'

describe('a form of RMM', () => {
  it('is refused with a field twice, and so is an address (FT8)', async () => {
    await using rmm = await openTestRmm()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const twice = { method: 'POST', body: 'username=tech&username=admin', headers }

    assert.equal((await fetch(`${rmm.origin}/login`, twice)).status, 400)
    assert.equal((await rmm.browser().get('/login?then=/a&then=/b')).status, 400)
  })

  it('is no fault of RMM where the address is none', async () => {
    await using rmm = await openTestRmm()

    assert.deepEqual(await ask(rmm.origin, '*'), [400, undefined])
  })

  it('leads to the page where slashes are too many, and never to another host (FA4)', async () => {
    await using rmm = await openTestRmm()

    for (const [path, to] of [
      ['//login', '/login'],
      ['//evil.example//login?x=1', '/evil.example/login?x=1'],
    ] as const) {
      assert.deepEqual(await ask(rmm.origin, path), [308, to])
    }
    assert.deepEqual(await ask(rmm.origin, '/no-such-page'), [404, undefined])
    assert.deepEqual(await ask(rmm.origin, 'ftp://evil.example/login'), [421, undefined])
  })
})

/** A request whose target no browser would send. */
async function ask(origin: string, path: string) {
  const [answer] = (await once(request(origin, { path }).end(), 'response')) as [IncomingMessage]
  answer.resume()
  return [answer.statusCode, answer.headers.location]
}
