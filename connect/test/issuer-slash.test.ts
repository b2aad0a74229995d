import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { tech } from './world.ts'
import { openLinkedWorld } from './linked-world.ts'

describe('a slash at the end of the hub’s configured name (FQ1)', () => {
  it('changes nothing: signing in, logout tokens, tiles, and rows that were made with it', async () => {
    await using world = await openLinkedWorld({ issuerEnd: '/' })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    // As an earlier version of the kit kept them.
    await world.product.db
      .withTables<{ connect_product_sessions: { issuer: string }; connect_tenant_links: { issuer: string } }>()
      .updateTable('connect_tenant_links')
      .set({ issuer: `${world.hub.issuer}/` })
      .execute()
    world.restart()

    const now = Math.floor(Date.now() / 1000)
    const logout_token = world.hub.sign('logout+jwt', {
      iss: world.hub.issuer,
      aud: 'psa-us',
      iat: now,
      exp: now + 60,
      jti: randomUUID(),
      sub: tech.sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    const body = new URLSearchParams({ logout_token })
    const told = await fetch(`${world.product.origin}/connect/backchannel-logout`, { method: 'POST', body })
    assert.deepEqual([told.status, await world.sessionOf(browser)], [200, null])

    world.hub.person = tech
    const tile = await browser.open(`${world.product.origin}/connect/initiate-login?iss=${world.hub.issuer}`)
    assert.notEqual(tile.status, 400)
    // The double's hub session began before the token about the whole person; a moment later it would lead in again.
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'on')
  })
})
