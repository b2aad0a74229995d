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

    const [answer] = (await once(request(`${rmm.origin}//`).end(), 'response')) as [IncomingMessage]
    answer.resume()

    assert.equal(answer.statusCode, 400)
  })
})
