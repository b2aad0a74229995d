import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { psaUs } from '../../testing.ts'
import { ownMetadata } from './client-facts.ts'
import { isOwnLogout } from './is-own-logout.ts'

const product = { clientId: 'psa', [ownMetadata.deployment]: psaUs }
const session = { accountId: 'acc_1', authorizations: { psa: { sid: 'sid_1' } } }
const own = { client: product, session, hint: { sid: 'sid_1', sub: 'acc_1' } }

function isOwn({ client, session: ofBrowser, hint }: { client?: object; session?: object; hint?: object }): boolean {
  const entities = { IdTokenHint: hint && { payload: hint } }
  return isOwnLogout({ oidc: { client, session: ofBrowser, entities } } as unknown as KoaContextWithOIDC)
}

describe('a request to log out that is done without a question', () => {
  it('names the session and the person of this browser, at a product of the suite (T24)', () => {
    assert.equal(isOwn(own), true)
    assert.equal(isOwn({ ...own, hint: { sid: 'sid_2', sub: 'acc_1' } }), false)
    assert.equal(isOwn({ ...own, hint: { sid: 'sid_1', sub: 'acc_2' } }), false)
    assert.equal(isOwn({ ...own, client: { clientId: 'psa' } }), false)
  })

  it('is none where the browser has no session there, or the token names none (T24)', () => {
    const withoutSid = { sub: 'acc_1' }
    assert.equal(isOwn({ client: product, session }), false)
    assert.equal(isOwn({ client: product, hint: own.hint }), false)
    assert.equal(isOwn({ ...own, hint: withoutSid }), false)
    assert.equal(isOwn({ client: product, session: { accountId: 'acc_1' }, hint: withoutSid }), false)
  })
})
