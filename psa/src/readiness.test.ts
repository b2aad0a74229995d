import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { silentLog } from '@lanyard/running'
import { askPlainly } from '@lanyard/running/testing'
import { eventually } from '@lanyard/storage/testing'
import { openTestPsa } from '../testing/open-test-psa.ts'
import { startPsa } from './server.ts'

describe('health and readiness of the PSA', () => {
  it('answer everyone, and nothing else does (FA2)', async () => {
    await using psa = await openTestPsa()
    const server = await startPsa({ ...psa.config, database: psa.database.location }, silentLog)
    const { port } = server.address

    const paths = ['/healthz', '/readyz', '/login']
    const asked = await Promise.all(
      paths.flatMap((path) => [askPlainly(port, path), askPlainly(port, path, 'other.example')]),
    )
    await server.close()

    const [refusedPlain, refused] = asked.splice(4).map(({ status }) => status)
    assert.deepEqual(
      asked.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    assert.ok(refusedPlain === 400 || refusedPlain === 421, String(refusedPlain))
    assert.equal(refused, 421)
  })

  it('know the loops of the kit, why the hub is away, and how mails go, and stay ready (FR2, FR4)', async () => {
    await using psa = await openTestPsa()
    const server = await startPsa({ ...psa.config, database: psa.database.location }, silentLog)
    const look = () => askPlainly(server.address.port, '/readyz')

    await eventually('the hub was asked', async () => (await look()).body['hub'] === 'not_reached')
    const { status, body } = await look()
    await server.close()

    assert.deepEqual([status, body['ready'], body['databases']], [200, true, { psa: 'ok' }])
    const loops = body['loops'] as Record<string, { readonly late: boolean }>
    assert.deepEqual(Object.keys(loops).sort(), [
      'connect_recheck',
      'connect_round',
      'mail',
      'name_keys',
      'pruning',
      'sealing',
      'sealing_thoroughly',
    ])
    assert.ok(Object.values(loops).every(({ late }) => !late))
    assert.deepEqual([body['hub_log_read_seconds_ago'], body['suspended_links']], [null, 0])
    assert.deepEqual(body['mail'], { waiting: 0, oldest_seconds_ago: null, trouble: null })
  })
})
