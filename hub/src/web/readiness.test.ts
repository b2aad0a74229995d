import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { silentLog } from '@lanyard/running'
import { askPlainly } from '@lanyard/running/testing'
import { findFreePort } from '@lanyard/storage/testing'
import { openTestHub } from '../../testing.ts'
import { newId } from '../ids.ts'
import { startHub } from '../server.ts'

describe('health and readiness of the hub', () => {
  it('answer everyone, and nothing else does; they say how mails and loops go, which decides nothing (FA2, FR2)', async () => {
    const port = await findFreePort()
    const environment = { LANYARD_LISTEN: `127.0.0.1:${port}`, LANYARD_ISSUER: `http://localhost:${port}` }
    await using hub = await openTestHub(undefined, { environment })
    const id = newId('ntc')
    const notice = {
      id,
      kind: 'email_changed',
      recipient: 'x@y.example',
      details_sealed: '',
      created_at: hub.now(),
    } as const
    const waiting = { tries: 1, next_try_at: 9e15, last_error: 'ECONNREFUSED' }
    await hub.db
      .insertInto('notices')
      .values({ ...notice, ...waiting, sent_at: null, failed_at: null })
      .execute()
    const server = await startHub(hub.config, silentLog)

    const ask = (path: string) => [askPlainly(port, path), askPlainly(port, path, 'other.example')]
    const fine = await Promise.all(['/healthz', '/readyz'].flatMap(ask))
    const refused = await Promise.all(['/log-in', '/api/events', '/oidc/auth', '/scim/v2/Users'].flatMap(ask))
    await server.close()

    assert.deepEqual(
      fine.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    assert.ok(
      refused.every(({ status }) => status === 421 || status === 400),
      refused.map(({ status }) => status).join(),
    )
    const { ready, mail, loops } = (fine[2]?.body ?? {}) as Record<string, Record<string, unknown>>
    assert.equal(ready, true)
    assert.deepEqual([mail?.['waiting'], mail?.['trouble']], [1, 'ECONNREFUSED'])
    assert.ok(Object.keys(loops ?? {}).includes('hints'))
  })
})
