import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Hono } from 'hono'
import { openTestHub } from '../../../testing.ts'
import { findCodes, leaveCodes } from './shown-codes.ts'

describe('recovery codes that were left for the next page', () => {
  it('are for the session that made them, sealed, and never what another person has written', async () => {
    await using hub = await openTestHub()
    const app = new Hono()
    app.get('/leave', (c) => {
      leaveCodes(c, { hub }, 'own', ['aaaaa-bbbbb'])
      return c.body(null)
    })
    const config = { ...hub.config, issuer: 'https://id.example' }
    app.get('/leave-over-https', (c) => {
      leaveCodes(c, { hub: { ...hub, config } }, 'own', [])
      return c.body(null)
    })
    app.get('/find/:session', (c) => c.json(findCodes(c, { hub }, c.req.param('session'))))
    const find = async (session: string, cookie: string) =>
      (await app.request(`/find/${session}`, { headers: { cookie } })).json()

    const header = (await app.request('/leave')).headers.get('set-cookie') ?? ''
    const [cookie = ''] = header.split(';')
    const [name = ''] = cookie.split('=')

    const bound = (await app.request('/leave-over-https')).headers.get('set-cookie') ?? ''

    assert.match(bound, /^__Secure-lanyard_hub_recovery_codes=.*; Secure/)
    assert.doesNotMatch(header, /aaaaa/)
    assert.match(header, /Max-Age=300; Path=\/profile-settings\/security; HttpOnly; SameSite=Strict/)
    assert.deepEqual(await find('own', cookie), ['aaaaa-bbbbb'])
    assert.equal(await find('other', cookie), null)
    for (const forged of [`${name}=`, `${name}=test.a.b.c`, cookie.slice(0, -4), `${cookie}AAAA`, '']) {
      assert.equal(await find('own', forged), null)
    }
  })
})
