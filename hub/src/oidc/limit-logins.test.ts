import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, it } from 'node:test'
import { keepClientAddress } from '../addresses/client-address.ts'
import { MINUTE } from '../clock.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'
import { limitLogins } from './limit-logins.ts'
import { pruneShortLived } from './prune-short-lived.ts'

function requestFrom(address: string): IncomingMessage {
  const request = new IncomingMessage(new Socket())
  keepClientAddress(request, address)
  return request
}

describe('logins that are begun', () => {
  it('are so many for one place in ten minutes, and all of an IPv6 subscriber is one (FL6)', () => {
    let at = 0
    const count = limitLogins({ now: () => at })
    for (let begun = 0; begun < 600; begun++) count(requestFrom(`2001:db8:1:2::${begun.toString(16)}`))

    assert.throws(() => count(requestFrom('2001:db8:1:2:ffff::1')), { error: 'temporarily_unavailable' })
    count(requestFrom('2001:db8:1:3::1'))
    at += 10 * MINUTE
    count(requestFrom('2001:db8:1:2::1'))
  })

  it('are counted however many other places begin some, and forgotten with their ten minutes (FL6)', () => {
    let at = 0
    const count = limitLogins({ now: () => at })
    const flood = () => {
      for (let place = 0; place < 10_001; place++) count(requestFrom(`10.0.${place >> 8}.${place & 255}`))
    }
    for (let begun = 0; begun < 600; begun++) count(requestFrom('192.0.2.1'))

    flood()
    assert.throws(() => count(requestFrom('192.0.2.1')), { error: 'temporarily_unavailable' })
    at += 10 * MINUTE
    flood()
    count(requestFrom('192.0.2.1'))
  })

  it('are remembered of so many places and no more, and of none whose clock went back', () => {
    let at = 10 * MINUTE
    const count = limitLogins({ now: () => at })
    const request = requestFrom('')
    const countFrom = (address: string) => {
      keepClientAddress(request, address)
      count(request)
    }
    const exhaust = () => {
      for (let begun = 0; begun < 600; begun++) countFrom('192.0.2.1')
    }
    exhaust()
    assert.throws(() => countFrom('192.0.2.1'), { error: 'temporarily_unavailable' })

    for (let place = 0; place < 100_001; place++) {
      countFrom(`10.${place >> 16}.${(place >> 8) & 255}.${place & 255}`)
    }
    exhaust()
    at = 0
    countFrom('192.0.2.1')
  })

  it('are kept for minutes where no one goes on with them (FL6)', async () => {
    await using site = await startTestSite()
    for (let begun = 0; begun < 3; begun++) await site.visitor().get('/login')
    assert.ok((await site.hub.short.selectFrom('artifacts').selectAll().execute()).length >= 3)

    site.hub.pass(11 * MINUTE)
    await pruneShortLived(site.hub)

    assert.deepEqual(await site.hub.short.selectFrom('artifacts').selectAll().execute(), [])
  })
})
