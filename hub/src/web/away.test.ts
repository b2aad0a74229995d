import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recordLog } from '@lanyard/running/testing'
import { databases, eventually, openProxy } from '@lanyard/storage/testing'
import { findFreePort } from './testing/start-test-site.ts'
import { openTestHub } from '../../testing.ts'
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
  it('answers every door with 503 and when to ask again, is not ready, and says so once a second (FR6)', async () => {
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
    const complaints = lines.filter(({ level }) => Number(level) >= 40)
    assert.ok(complaints.length < 10, `${complaints.length} lines`)

    proxy.restore()
    assert.equal((await doors.page()).status, 410)
  })
})
