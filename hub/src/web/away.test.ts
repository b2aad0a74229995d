import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recordLog } from '@lanyard/running/testing'
import { findFreePort, databases, eventually, openProxy } from '@lanyard/storage/testing'
import { openTestHub, operator } from '../../testing.ts'
import { addClient } from '../people/organizations/add-client.ts'
import { startHub } from '../server.ts'

/** A hub as its process runs it, with a proxy between it and PostgreSQL. */
async function startHubBehindProxy() {
  const [, postgres] = databases
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  const environment = { LANYARD_LISTEN: `127.0.0.1:${port}`, LANYARD_ISSUER: origin }
  const hub = await openTestHub(postgres, { environment })
  const server = new URL(hub.config.database)
  const proxy = await openProxy({ host: server.hostname, port: Number(server.port) })
  const behind = (location: string) => Object.assign(new URL(location), { port: String(proxy.port) }).href
  const { log, lines } = recordLog()
  const { database, shortDatabase } = hub.config
  const config = { ...hub.config, database: behind(database), shortDatabase: behind(shortDatabase) }
  const running = await startHub(config, log)
  return {
    hub,
    origin,
    proxy,
    lines,
    async [Symbol.asyncDispose]() {
      await running.close()
      await proxy[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}

describe('the hub while its database is down', () => {
  it('answers every door with 503 and when to ask again, is not ready, and says so (FR6)', async () => {
    await using world = await startHubBehindProxy()
    const { origin, proxy, lines } = world
    const bearer = { authorization: 'Bearer lanyard_scim_0000000000000000000000000000000000000000000' }
    const form = { grant_type: 'client_credentials', client_id: 'psa-us', client_secret: 'x' }
    const doors = {
      page: () => fetch(`${origin}/invitations/${'x'.repeat(43)}`),
      authorization: () => fetch(`${origin}/oidc/auth?client_id=psa-us&response_type=code`, { redirect: 'manual' }),
      token: () => fetch(`${origin}/oidc/token`, { method: 'POST', body: new URLSearchParams(form) }),
      api: () => fetch(`${origin}/api/events?after=0`, { headers: bearer }),
      scim: () => fetch(`${origin}/scim/v2/Users`, { headers: bearer }),
    }
    const ready = async () => (await fetch(`${origin}/readyz`)).status
    assert.equal(await ready(), 200)

    proxy.refuse()
    lines.length = 0
    const answers = Object.entries(doors).map(async ([name, ask]) => {
      const answer = await ask()
      return [name, [answer.status, answer.headers.has('retry-after'), answer.headers.get('content-type')]] as const
    })
    const told = Object.fromEntries(await Promise.all(answers))
    for (let asked = 0; asked < 20; asked++) await (await doors.page()).text()

    assert.deepEqual(told, {
      page: [503, true, 'text/html; charset=UTF-8'],
      authorization: [503, true, 'text/html; charset=utf-8'],
      token: [503, true, 'application/json; charset=utf-8'],
      api: [503, true, 'application/problem+json'],
      scim: [503, true, 'application/scim+json'],
    })
    assert.deepEqual(await (await doors.token()).json(), {
      error: 'temporarily_unavailable',
      error_description: 'The database does not answer. Ask again.',
    })
    await eventually('the hub is not ready', async () => (await ready()) === 503)
    assert.equal((await fetch(`${origin}/healthz`)).status, 200)
    const texts = await Promise.all(Object.values(doors).map(async (ask) => (await ask()).text()))
    for (const text of texts) assert.doesNotMatch(text, /reference| · [2-9A-Z]{4}-/i)
    assert.ok(lines.some(({ error }) => Object(error).code === 'database_away'))

    proxy.restore()
    assert.equal((await doors.page()).status, 410)
  })

  it('sends a browser back to a client that it has read, at a registered address and nowhere else (FR6)', async () => {
    await using world = await startHubBehindProxy()
    const { hub, origin, proxy } = world
    const callback = 'https://wiki.example/callback?a=1'
    const added = { redirectUris: [callback, 'https://wiki.example/other'], thirdParty: false, by: operator }
    const [{ id: wiki }, { id: unread }] = [
      await addClient(hub, { ...added, name: 'Wiki' }),
      await addClient(hub, { ...added, name: 'Unread' }),
    ]
    const begin = (parameters: Readonly<Record<string, string>>, more = '') => {
      const asked = { client_id: wiki, redirect_uri: callback, response_type: 'code', scope: 'openid', state: 'x y' }
      const query = new URLSearchParams({ ...asked, code_challenge_method: 'S256', ...parameters })
      return fetch(`${origin}/oidc/auth?${query}${more}`, { redirect: 'manual' })
    }
    const going = await begin({ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' })
    assert.match(going.headers.get('location') ?? '', /\/login\//)

    proxy.refuse()
    const back = await begin({})
    const elsewhere = await Promise.all([
      begin({ redirect_uri: 'https://wiki.example/callback' }),
      begin({ redirect_uri: 'https://evil.example/' }),
      begin({ redirect_uri: '' }),
      begin({ client_id: unread }),
      begin({ client_id: 'nothing' }),
      begin({ response_mode: 'form_post' }),
    ])

    const twice = await begin({}, '&redirect_uri=https%3A%2F%2Fevil.example%2F')
    const said = { a: '1', error: 'temporarily_unavailable', state: 'x y', iss: origin }
    const { origin: host, pathname, searchParams } = new URL(back.headers.get('location') ?? '')
    assert.deepEqual(
      [back.status, host, pathname, Object.fromEntries(searchParams)],
      [303, 'https://wiki.example', '/callback', said],
    )
    assert.deepEqual([twice.status, twice.headers.get('location')], [400, null])
    for (const answer of elsewhere) {
      assert.deepEqual(
        [answer.status, answer.headers.get('location'), answer.headers.get('retry-after')],
        [503, null, '5'],
      )
      assert.match(await answer.text(), /is not available at the moment/)
    }

    proxy.restore()
    assert.equal((await begin({ redirect_uri: 'https://evil.example/' })).status, 400)
  })
})
