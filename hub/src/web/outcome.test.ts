import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Hono } from 'hono'
import { openTestHub } from '../../testing.ts'
import { leaveOutcome, takeOutcome } from './outcome.ts'

async function openPages() {
  const hub = await openTestHub()
  const app = new Hono()
  app.get('/leave', (c) => {
    leaveOutcome(c, { hub }, { text: 'Saved.' })
    return c.body(null)
  })
  app.get('/take', (c) => c.json(takeOutcome(c, { hub })))
  const take = async (cookie: string) => (await app.request('/take', { headers: { cookie } })).json()
  const leave = async () => (await app.request('/leave')).headers.get('set-cookie')?.split(';')[0] ?? ''
  return { hub, app, take, leave }
}

describe('an outcome', () => {
  it('reaches the next page, and is taken off the browser by it (FS5)', async () => {
    const { app, leave, hub } = await openPages()
    await using _ = hub
    const answer = await app.request('/take', { headers: { cookie: await leave() } })

    assert.deepEqual(await answer.json(), { text: 'Saved.' })
    assert.match(answer.headers.get('set-cookie') ?? '', /Max-Age=0/)
  })

  it('is never what another person has written into the cookie (FS5)', async () => {
    const { take, leave, hub } = await openPages()
    await using _ = hub
    const cookie = await leave()
    const [name = ''] = cookie.split('=')

    for (const forged of [`${name}=`, `${name}=x`, `${name}=test.a.b.c`, cookie.slice(0, -4), `${cookie}AAAA`])
      assert.equal(await take(forged), null)
  })
})
