import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIFETIMES } from '../kit.ts'
import { hintCookie, readHintCookie, readWaitingHint, waitingHintCookies } from './hint-cookie.ts'

const kitAt = (origin: string) => ({
  product: { module: 'psa', deployment: 'psa-us', name: 'PSA', hubName: 'IT Complete', origin },
  lifetimes: LIFETIMES,
})
const kit = kitAt('https://psa.example')

describe('the ID token of a sign-in', () => {
  it('stays in the browser for as long as the session may last, and goes to one address alone', () => {
    assert.equal(
      hintCookie(kit, 'a.b.c'),
      '__Secure-connect-hint-psa-us=a.b.c; Path=/connect/log-out; Max-Age=43200; HttpOnly; SameSite=Strict; Secure',
    )
    assert.doesNotMatch(hintCookie(kitAt('http://localhost:4100'), 'a.b.c'), /Secure/)
  })

  it('is read back by the deployment that left it', () => {
    const request = new Request(kit.product.origin, { headers: { Cookie: '__Secure-connect-hint-psa-us=a.b.c' } })
    assert.equal(readHintCookie(kit, request), 'a.b.c')
    assert.equal(readHintCookie({ product: { ...kit.product, deployment: 'psa-uk' } }, request), null)
  })

  it('of an earlier sign-in goes where the new one has none, or one that no cookie holds', () => {
    for (const none of [undefined, 'x'.repeat(3801)]) {
      assert.match(hintCookie(kit, none), /^__Secure-connect-hint-psa-us=; .*Max-Age=0;/)
    }
  })

  it('of a question stays for the question, goes to its answer alone, and belongs to one attempt', () => {
    const [line = ''] = waitingHintCookies(kit, 'att_1', 'a.b.c')
    assert.equal(
      line,
      '__Secure-connect-waiting-hint-psa-us=att_1~a.b.c; Path=/connect/choice; Max-Age=600; HttpOnly; SameSite=Strict; Secure',
    )
    const request = new Request(kit.product.origin, { headers: { Cookie: line.split(';')[0] ?? '' } })
    assert.equal(readWaitingHint(kit, request, 'att_1'), 'a.b.c')
    assert.equal(readWaitingHint(kit, request, 'att_2'), null)
    assert.deepEqual(waitingHintCookies(kit, 'att_1', 'x'.repeat(3801)), [])
  })
})
