import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually } from '@lanyard/storage/testing'
import { psaUs } from '../../testing.ts'
import { openLogoutSite, signIn } from '../oidc/testing/logout-site.ts'
import { openTestProduct } from '../oidc/testing/test-product.ts'
import { endToken } from '../people/provisioning/end-token.ts'
import { by, oktaSays, openDirectory } from '../scim/testing/open-directory.ts'
import { holdBack } from '../web/testing/hold-back.ts'

const [sqlite = assert.fail()] = databases

/** A product whose token can be ended while a request with it is under way. */
async function openProduct() {
  const world = await openLogoutSite(sqlite)
  const { site } = world
  const product = await openTestProduct(site.hub, psaUs)
  const token = await product.apiToken()
  const endApiToken = async () => (await site.provider.ClientCredentials.find(token))?.destroy()
  return { ...world, product, endApiToken, headers: { authorization: `Bearer ${token}` } }
}

describe('a body that is broken off', () => {
  it('is no failure of the hub, at any of its doors', async () => {
    await using site = await openDirectory()
    for (const path of ['/api/events', '/scim/v2/Users', '/logout']) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: site.origin }
      const held = await holdBack(new URL(path, site.origin), { method: 'POST', headers, body: 'a=long+text' })
      held.breakOff()
      const said = () => site.hub.logged.filter((line) => line['path'] === path && line['event'] !== 'request')
      await eventually(`${path} has ended`, () => said().length > 0)
      assert.deepEqual(
        said().map(({ event, code }) => [event, code]),
        [['refused', 'form_invalid']],
      )
    }
  })
})

describe('a request of a program that outlives its token (T9)', () => {
  it('changes nothing for a product that held back the last byte', async () => {
    await using world = await openProduct()
    const { origin } = world.site
    const body = JSON.stringify({ version: 1, state: 'active', audit_id: 'aud_of_no_act' })
    const request = { method: 'PUT', headers: { ...world.headers, 'content-type': 'application/json' }, body }

    const held = await holdBack(new URL('/api/tenant-links/lnk_of_no_one', origin), request)
    await world.endApiToken()

    assert.equal((await held.finish()).status, 401)
  })

  it('shuts no one out for a directory that held back the last byte', async () => {
    await using site = await openDirectory()
    const headers = { authorization: `Bearer ${site.secret}`, 'content-type': 'application/scim+json' }
    const request = { method: 'PATCH', headers, body: JSON.stringify(oktaSays(false)) }

    const held = await holdBack(new URL(`/scim/v2${site.user(site.tech)}`, site.origin), request)
    await endToken(site.hub, { organization: site.alder, token: site.token.id, by })

    assert.equal((await held.finish()).status, 401)
    assert.equal(await site.statusOf(site.tech), 'active')
  })

  it('reads no event for a product that waited', async () => {
    await using world = await openProduct()
    const { hub, origin } = world.site
    await signIn(world.product, world.visitor)
    const waiting = fetch(`${origin}/api/events?after=0&wait=30&features=ends`, { headers: world.headers })
    const feed = hub.db.selectFrom('hub_feeds').select('features').where('deployment', '=', psaUs)
    await eventually('the product waits', async () => (await feed.executeTakeFirst())?.features === 'ends')

    await world.endApiToken()
    await world.visitor.post('/logout')

    const answer = await waiting
    assert.deepEqual([answer.status, /session_ended/.test(await answer.text())], [401, false])
  })
})
