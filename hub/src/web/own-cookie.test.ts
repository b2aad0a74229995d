import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Hono } from 'hono'
import { openTestHub } from '../../testing.ts'
import { SECOND } from '../clock.ts'
import { keepCookie, nameOfCookie, readCookie, takeCookie } from './own-cookie.ts'

const cookie = { name: 'lanyard_hub_test', lifetime: 60 * SECOND }

describe('a cookie of the hub’s pages', () => {
  it('is bound to this host over https: one that a neighbour has planted is none (T39)', async () => {
    await using opened = await openTestHub()
    const hub = { ...opened, config: { ...opened.config, issuer: 'https://id.example' } }
    const app = new Hono()
    app.get('/keep', (c) => {
      keepCookie(c, { hub }, cookie, 'own')
      return c.body(null)
    })
    app.get('/read', (c) => c.json(readCookie(c, { hub }, cookie)))
    app.get('/take', (c) => c.json(takeCookie(c, { hub }, cookie)))
    const ask = (path: string, sent: string) => app.request(path, { headers: { cookie: sent } })

    const kept = (await app.request('/keep')).headers.get('set-cookie') ?? ''
    const own = kept.split(';')[0] ?? ''
    const taken = await ask('/take', own)

    assert.equal(kept, '__Host-lanyard_hub_test=own; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax')
    assert.equal(nameOfCookie({ hub }, cookie), own.split('=')[0])
    assert.equal(await (await ask('/read', own)).json(), 'own')
    assert.equal(await (await ask('/read', 'lanyard_hub_test=planted')).json(), null)
    assert.equal(await taken.json(), 'own')
    assert.match(taken.headers.get('set-cookie') ?? '', /^__Host-lanyard_hub_test=; Max-Age=0; Path=\/; Secure/)
  })
})
